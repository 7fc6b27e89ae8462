"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("担当する監査"), "audits:mine", Permission.AUDIT_CONDUCT, Section.CHECKS, 30),
    NavItem(_("監査"), "audits:audits", Permission.AUDIT_READ, Section.CHECKS, 40),
    NavItem(_("改善措置"), "audits:improvements", Permission.IMPROVEMENT_READ, Section.CHECKS, 50),
)
