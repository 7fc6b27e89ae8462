"""The emergency cards that somebody who leaves a post still has."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.cards.models import CardCopy
from sakimori.measures.cards.queries import copies_of


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[CardCopy]]:
    return (copies_of(leaving.persons),)


def _cards(_leaving: Leaving, copies: Iterable[CardCopy]) -> list[HandoverRow]:
    todo = _t("カードを返してもらい、回収を記録してください。個人の電話番号が載っています。")
    rows = sorted(copies, key=lambda copy: copy.pk)
    return [HandoverRow(_t("緊急時カード %(batch)s") % {"batch": copy.batch}, todo) for copy in rows]


HANDOVERS = (Handover(_("緊急時カード"), _reads, _cards),)
