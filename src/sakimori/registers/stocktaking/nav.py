"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("棚卸し"), "stocktaking:takes", Permission.ASSET_READ, Section.REGISTERS, 140),
    NavItem(_("調べること"), "stocktaking:tasks", Permission.ASSET_READ, Section.REGISTERS, 142),
    NavItem(_("媒体の員数確認"), "stocktaking:media", Permission.ASSET_READ, Section.REGISTERS, 144),
    NavItem(_("ラベル"), "stocktaking:labels", Permission.ASSET_MANAGE, Section.REGISTERS, 146),
)
