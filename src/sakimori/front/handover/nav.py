"""The hand-over book in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (NavItem(_("引継書"), "handover:book", Permission.EVIDENCE_READ, Section.RECORDS, 5),)
