"""Dates of risks: when each group of threats is to be judged again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.risks.queries import risks_on
from sakimori.measures.risks.types import Threat


def _reads(ctx: Context, _first: date, _last: date) -> Sequence[QuerySet[Any, Any]]:
    rows = risks_on(ctx.today).filter(is_out=False, judge_by__isnull=False)
    return [rows.values_list("threat", "judge_by")]


def _tells(_ctx: Context, first: date, last: date, days: Iterable[tuple[str, date]]) -> Iterator[DatedThing]:
    """For each group the first day on which one of its risks is to be judged."""
    for value, day in dict(sorted(days, key=lambda one: one[1], reverse=True)).items():
        if first <= day <= last:
            threat = Threat(value)
            words = _t("リスク評価: %(threat)s") % {"threat": threat.label}
            yield DatedThing(day, words, "risks:group", {"threat": threat.short})


DATES = DateSource("risks", _("リスク評価"), Permission.EVIDENCE_READ, _reads, _tells)
