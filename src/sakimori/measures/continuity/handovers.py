"""What changes hands in the continuity cards when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.continuity.queries import card_rows


def _functions(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    found = []
    for row in card_rows(ctx.today):
        if row.card is not None and row.card.decider_id == leaving.post.pk:
            found.append(HandoverRow(row.function.name, _t("止まったときに切替えを決めます。カードを渡してください。")))
        elif leaving.post.pk in {post.pk for post in [*row.posts, *row.stand_ins]}:
            found.append(HandoverRow(row.function.name, _t("この職がいないと動きません。手順を伝えてください。")))
    return found


HANDOVERS = (Handover(_("業務継続カード"), _functions),)
