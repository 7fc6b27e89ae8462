"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("見直しの会議"), "reviews:reviews", Permission.REVIEW_READ, Section.CHECKS, 60),
    NavItem(_("年次報告"), "reviews:reports", Permission.REVIEW_READ, Section.CHECKS, 70),
    NavItem(_("調査への回答"), "reviews:surveys", Permission.REVIEW_READ, Section.CHECKS, 80),
)
