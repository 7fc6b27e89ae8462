"""Dates of the board: the next due date of each duty, wherever no other module names the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance.queries import duties_today
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _reads(_ctx: Context, _first: date, _last: date) -> Sequence[QuerySet[Any, Any]]:
    return ()


def _tells(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    """Two SQL statements of its own: what is stale is evaluated first."""
    for key, row in duties_today(ctx).items():
        due = row.standing.next_due
        if due and first <= due <= last:
            yield DatedThing(due, row.spec.title, "conformance:duty", {"key": key})


DATES = DateSource("duties", _("確認項目の次の期限"), Permission.BOARD_READ, _reads, _tells)
