"""Dates of corrective actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.improvements.models import Improvement


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    return [Improvement.objects.pending().filter(due_on__range=(first, last)).only("title", "due_on")]


def _tells(_ctx: Context, _first: date, _last: date, improvements: list[Improvement]) -> Iterator[DatedThing]:
    for row in improvements:
        yield DatedThing(row.due_on, row.title, "audits:improvement", {"improvement_id": row.pk})


DATES = DateSource("improvements", _("改善措置"), Permission.IMPROVEMENT_READ, _reads, _tells)
