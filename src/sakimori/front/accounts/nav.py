"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("利用者"), "accounts:accounts", Permission.ACCOUNT_MANAGE, Section.RECORDS, 50),
    NavItem(_("だれが何をできるか"), "accounts:permissions", Permission.ACCOUNT_SELF, Section.RECORDS, 60),
    NavItem(_("API の鍵"), "accounts:tokens", Permission.API_TOKEN, Section.RECORDS, 70),
)
