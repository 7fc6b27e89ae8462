"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("月のポスター"), "awareness:posters", Permission.LEARNING_READ, Section.MEASURES, 44),
    NavItem(_("IDの約束"), "awareness:rules", Permission.LEARNING_READ, Section.MEASURES, 46),
)
