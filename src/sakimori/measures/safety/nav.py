"""Pages of this module in the navigation."""

from __future__ import annotations

from sakimori.foundation.ui.nav import NavItem

NAVIGATION: tuple[NavItem, ...] = ()
