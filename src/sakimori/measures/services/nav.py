"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION: tuple[NavItem, ...] = (
    NavItem(_("使えるサービス"), "services:allowed", Permission.APPROVAL_APPLY, Section.SUPPLIERS, 50),
    NavItem(_("クラウドサービス"), "services:services", Permission.SUPPLIER_READ, Section.SUPPLIERS, 52),
    NavItem(_("許可のない利用"), "services:found", Permission.SUPPLIER_READ, Section.SUPPLIERS, 54),
    NavItem(_("生成AI"), "services:ai", Permission.APPROVAL_APPLY, Section.SUPPLIERS, 56),
)
