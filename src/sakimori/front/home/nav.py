"""Pages of this module in the navigation."""

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (NavItem(_("今日すること"), "home:desk", Permission.BOARD_READ, Section.HOME, 0),)
