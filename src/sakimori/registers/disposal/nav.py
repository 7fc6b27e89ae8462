"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("消去待ち"), "disposal:pending", Permission.ASSET_READ, Section.REGISTERS, 150),
    NavItem(_("廃棄・返却"), "disposal:cases", Permission.ASSET_READ, Section.REGISTERS, 155),
)
