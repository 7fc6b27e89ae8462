"""Dates of asks: when answers are due, by campaign or by subject; names of persons stay away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    return [
        Ask.objects.open().filter(due_on__range=(first, last)).values("due_on", "title").annotate(count=Count("id"))
    ]


def _tells(_ctx: Context, _first: date, _last: date, asks: list[dict[str, Any]]) -> Iterator[DatedThing]:
    for row in asks:
        yield DatedThing(row["due_on"], row["title"], "links:notices", count=row["count"])


DATES = DateSource("asks", _("お願いの回答期限"), Permission.ASK_MANAGE, _reads, _tells)
