"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

READ = Permission.SUPPLIER_READ

NAVIGATION = (
    NavItem(_("委託先・事業者"), "suppliers:suppliers", READ, Section.SUPPLIERS, 10),
    NavItem(_("契約"), "suppliers:contracts", READ, Section.SUPPLIERS, 12),
    NavItem(_("第三者"), "suppliers:third-parties", READ, Section.SUPPLIERS, 20),
)
