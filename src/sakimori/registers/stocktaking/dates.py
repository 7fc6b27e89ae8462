"""Dates of stock-taking: rounds under way and what must be looked into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.stocktaking.models import FollowUp, StockTake


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    tasks = FollowUp.objects.filter(closed_on__isnull=True, due_on__range=days)
    return (
        StockTake.objects.filter(due_on__range=days).only("title", "due_on", "closed_on"),
        tasks.values("due_on").annotate(count=Count("id")),
    )


def _tells(
    _ctx: Context, _first: date, _last: date, takes: list[StockTake], tasks: list[dict[str, Any]]
) -> Iterator[DatedThing]:
    for take in takes:
        done = take.closed_on is not None
        yield DatedThing(take.due_on, take.title, "stocktaking:take", {"take_id": take.pk}, is_done=done)
    for row in tasks:
        yield DatedThing(row["due_on"], _t("棚卸しで調べること"), "stocktaking:tasks", count=row["count"])


DATES = DateSource("stocktaking", _("棚卸し"), Permission.ASSET_READ, _reads, _tells)
