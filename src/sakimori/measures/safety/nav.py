"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("わたしの安否を知らせる"), "safety:mine", Permission.ASK_ANSWER, Section.INCIDENTS, 60),
    NavItem(_("安否確認"), "safety:checks", Permission.PLAN_READ, Section.INCIDENTS, 62),
    NavItem(_("電話の連絡網"), "safety:tree", Permission.SAFETY_READ, Section.INCIDENTS, 64),
)
