"""Pages of this module in the navigation."""

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.nav import NavItem, Section

NAVIGATION = (
    NavItem(_("いまの方針"), "clauses:current", Permission.POLICY_READ, Section.POLICY, 10),
    NavItem(_("版・改定・公表"), "clauses:versions", Permission.POLICY_DECIDE, Section.POLICY, 20),
    NavItem(_("確認のお願い"), "clauses:campaign", Permission.ASK_MANAGE, Section.POLICY, 30),
    NavItem(_("見直し"), "clauses:review", Permission.POLICY_PREPARE, Section.POLICY, 40),
)
