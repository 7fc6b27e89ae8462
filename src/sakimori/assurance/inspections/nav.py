"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("自己点検"), "inspections:rounds", Permission.INSPECTION_READ, Section.CHECKS, 30),
    NavItem(_("遵守状況の確認"), "inspections:checks", Permission.INSPECTION_READ, Section.CHECKS, 35),
    NavItem(_("お知らせとお願い"), "inspections:breaches", Permission.INSPECTION_READ, Section.CHECKS, 60),
)
