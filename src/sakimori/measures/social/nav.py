"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION: tuple[NavItem, ...] = (
    NavItem(_("SNSアカウント"), "social:accounts", Permission.SUPPLIER_READ, Section.SUPPLIERS, 70),
    NavItem(_("発信の範囲"), "social:range", Permission.APPROVAL_APPLY, Section.SUPPLIERS, 72),
    NavItem(_("投稿の下書きの点検"), "social:draft", Permission.APPROVAL_APPLY, Section.SUPPLIERS, 74),
    NavItem(_("投稿の記録"), "social:posts", Permission.SUPPLIER_READ, Section.SUPPLIERS, 76),
    NavItem(_("なりすましの確認"), "social:fakes", Permission.SUPPLIER_READ, Section.SUPPLIERS, 78),
)
