"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (NavItem(_("紙の回答（印刷とスキャン）"), "scans:scans", Permission.ASK_MANAGE, Section.RECORDS, 50),)
