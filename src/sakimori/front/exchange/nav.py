"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (NavItem(_("取込み・書出し"), "exchange:exchange", Permission.ASSET_READ, Section.REGISTERS, 190),)
