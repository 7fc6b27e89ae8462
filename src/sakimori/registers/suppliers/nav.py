"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

READ = Permission.SUPPLIER_READ

NAVIGATION = (
    NavItem(_("委託先・事業者"), "suppliers:suppliers", READ, Section.SUPPLIERS, 10),
    NavItem(_("契約"), "suppliers:contracts", READ, Section.SUPPLIERS, 12),
    NavItem(_("契約条項の不足"), "suppliers:gaps", READ, Section.SUPPLIERS, 14),
    NavItem(_("選定基準"), "suppliers:criteria", READ, Section.SUPPLIERS, 16),
    NavItem(_("選定の記録"), "suppliers:selections", READ, Section.SUPPLIERS, 18),
    NavItem(_("第三者"), "suppliers:third-parties", READ, Section.SUPPLIERS, 20),
)
