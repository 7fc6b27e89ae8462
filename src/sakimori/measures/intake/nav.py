"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("もしものとき・報告する"), "intake:new", Permission.INCIDENT_REPORT, Section.HOME, 30),
    NavItem(_("届いた報告"), "intake:reports", Permission.INCIDENT_READ, Section.INCIDENTS, 10),
    NavItem(_("報告の件数"), "intake:months", Permission.INCIDENT_READ, Section.INCIDENTS, 12),
    NavItem(_("報告の入口"), "intake:door-settings", Permission.INCIDENT_MANAGE, Section.INCIDENTS, 80),
)
