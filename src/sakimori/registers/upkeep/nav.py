"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("変更・保守"), "upkeep:works", Permission.ASSET_READ, Section.REGISTERS, 107),
    NavItem(_("遠隔接続"), "upkeep:windows", Permission.ASSET_READ, Section.REGISTERS, 108),
)
