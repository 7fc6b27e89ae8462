"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("研修"), "learning:overview", Permission.LEARNING_READ, Section.MEASURES, 40),
    NavItem(_("研修の教材"), "learning:courses", Permission.LEARNING_READ, Section.MEASURES, 42),
)
