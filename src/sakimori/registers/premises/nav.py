"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

READ = Permission.ASSET_READ

NAVIGATION = (
    NavItem(_("場所"), "premises:places", READ, Section.REGISTERS, 160),
    NavItem(_("鍵・カード"), "premises:keys", READ, Section.REGISTERS, 165),
    NavItem(_("巡回点検"), "premises:rounds", READ, Section.REGISTERS, 170),
    NavItem(_("入退室の記録"), "premises:visits", READ, Section.REGISTERS, 175),
    NavItem(_("回線・差込口"), "premises:ports", READ, Section.REGISTERS, 180),
)
