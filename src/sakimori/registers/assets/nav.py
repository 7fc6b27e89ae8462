"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("資産台帳"), "assets:list", Permission.ASSET_READ, Section.REGISTERS, 100),
    NavItem(_("借りている資産"), "assets:lenders", Permission.ASSET_READ, Section.REGISTERS, 105),
    NavItem(_("機器一覧（MDMなど）"), "assets:inventories", Permission.ASSET_READ, Section.REGISTERS, 101),
    NavItem(_("情報資産の分類"), "assets:classes", Permission.ASSET_READ, Section.REGISTERS, 102),
    NavItem(_("システム構成図"), "assets:map", Permission.ASSET_READ, Section.REGISTERS, 103),
)
