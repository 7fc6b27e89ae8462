"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("事案"), "incidents:cases", Permission.INCIDENT_READ, Section.INCIDENTS, 20),
    NavItem(_("事案の統計"), "incidents:figures", Permission.INCIDENT_READ, Section.INCIDENTS, 70),
    NavItem(_("事案の程度と期限"), "incidents:settings", Permission.INCIDENT_READ, Section.INCIDENTS, 80),
)
