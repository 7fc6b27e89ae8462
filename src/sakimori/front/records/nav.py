"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("操作の記録"), "records:entries", Permission.LEDGER_READ, Section.RECORDS, 10),
    NavItem(_("記録の控え"), "records:checkpoints", Permission.LEDGER_READ, Section.RECORDS, 20),
)
