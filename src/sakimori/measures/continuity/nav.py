"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("業務継続の備え"), "continuity:cards", Permission.PLAN_READ, Section.INCIDENTS, 50),
    NavItem(_("止まったら何を失うか"), "continuity:losses", Permission.PLAN_READ, Section.INCIDENTS, 52),
    NavItem(_("委託先が止まったら"), "continuity:outages", Permission.SUPPLIER_READ, Section.INCIDENTS, 54),
)
