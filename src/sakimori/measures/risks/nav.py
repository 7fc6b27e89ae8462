"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (NavItem(_("リスク評価"), "risks:register", Permission.EVIDENCE_READ, Section.POLICY, 50),)
