"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("お借りしている物"), "lending:mine", Permission.ASK_ANSWER, Section.HOME, 30),
    NavItem(_("貸与"), "lending:overview", Permission.ASSET_READ, Section.REGISTERS, 110),
    NavItem(_("窓口"), "lending:counter", Permission.ASSET_MANAGE, Section.REGISTERS, 112),
    NavItem(_("持出し"), "lending:take-outs", Permission.ASSET_READ, Section.REGISTERS, 114),
    NavItem(_("持出し・利用の許可"), "lending:permits", Permission.ASSET_READ, Section.REGISTERS, 116),
    NavItem(_("紛失・破損"), "lending:losses", Permission.ASSET_READ, Section.REGISTERS, 118),
)
