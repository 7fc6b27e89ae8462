"""Dates of self-inspections and breaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.models import Breach, Round
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    waiting = Breach.objects.filter(answer_by__range=days, answered_on__isnull=True, settled_on__isnull=True)
    return Round.objects.filter(due_on__range=days).only("title", "due_on", "closed_on"), waiting.only(
        "number", "answer_by"
    )


def _tells(
    _ctx: Context, _first: date, _last: date, rounds: list[Round], waiting: list[Breach]
) -> Iterator[DatedThing]:
    for found in rounds:
        is_done = found.closed_on is not None
        yield DatedThing(found.due_on, found.title, "inspections:round", {"round_id": found.pk}, is_done=is_done)
    for breach in waiting:
        title = _t("お知らせ 第%(number)s号への回答") % {"number": breach.number}
        yield DatedThing(breach.answer_by, title, "inspections:breach", {"breach_id": breach.pk})


DATES = DateSource("inspections", _("自己点検"), Permission.INSPECTION_READ, _reads, _tells)
