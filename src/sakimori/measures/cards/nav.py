"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("緊急時カード・掲示"), "cards:cards", Permission.PLAN_MANAGE, Section.INCIDENTS, 60),
    NavItem(_("もしもの冊子"), "cards:packs", Permission.INCIDENT_READ, Section.INCIDENTS, 62),
)
