"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION: tuple[NavItem, ...] = (
    NavItem(_("委託先の確認"), "assessments:checks", Permission.SUPPLIER_READ, Section.SUPPLIERS, 40),
    NavItem(_("委託先への質問票"), "assessments:questionnaires", Permission.SUPPLIER_READ, Section.SUPPLIERS, 45),
)
