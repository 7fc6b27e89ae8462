"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("例外の申請"), "exceptions:mine", Permission.APPROVAL_APPLY, Section.HOME, 50),
    NavItem(_("例外措置"), "exceptions:exceptions", Permission.EVIDENCE_READ, Section.POLICY, 60),
)
