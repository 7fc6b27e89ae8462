"""Pages of this module in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.queries import open_asks_of
from sakimori.foundation.ui.nav import NavItem, Section


def _waiting(ctx: Context) -> int:
    return open_asks_of(ctx.actor.person_id).count() if ctx.actor.person_id else 0


NAVIGATION = (
    NavItem(_("わたしへのお願い"), "links:asks", Permission.ASK_ANSWER, Section.HOME, 10, _waiting),
    NavItem(_("お知らせ"), "links:notices", Permission.ASK_MANAGE, Section.RECORDS, 40),
)
