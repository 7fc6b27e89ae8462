"""The emergency cards that somebody who leaves a post still has."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.cards.queries import copies_of


def _cards(_ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    todo = _t("カードを返してもらい、回収を記録してください。個人の電話番号が載っています。")
    return [
        HandoverRow(_t("緊急時カード %(batch)s") % {"batch": copy.batch}, todo) for copy in copies_of(leaving.person.pk)
    ]


HANDOVERS = (Handover(_("緊急時カード"), _cards),)
