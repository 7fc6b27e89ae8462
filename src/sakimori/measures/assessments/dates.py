"""Dates of checks: when contractors must answer. What they must mend stands among the corrective actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.assessments.models import CheckRound
from sakimori.measures.assessments.rules import OPEN, WAITING_FOR_CONTRACTOR


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    waiting = Count("checks", filter=Q(checks__state__in=WAITING_FOR_CONTRACTOR), distinct=True)
    alive = Count("checks", filter=Q(checks__state__in=OPEN), distinct=True)
    return [CheckRound.objects.filter(due_on__range=(first, last)).annotate(waiting=waiting, alive=alive)]


def _tells(_ctx: Context, _first: date, _last: date, rounds: list[CheckRound]) -> Iterator[DatedThing]:
    for found in rounds:
        yield DatedThing(
            found.due_on,
            found.title,
            "assessments:round",
            {"check_round_id": found.pk},
            count=max(found.waiting, 1),  # type: ignore[attr-defined]
            is_done=not found.alive,  # type: ignore[attr-defined]
        )


DATES = DateSource("assessments", _("委託先の確認"), Permission.SUPPLIER_READ, _reads, _tells)
