"""The assembly's year: when it sits, and the next day on which something may fall due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from sakimori.dates import is_business_day
from sakimori.foundation.people.models import Period
from sakimori.foundation.people.types import SITTINGS, PeriodKind

LONGEST_SITTING = 200
"""Days; 通年議会 sits the whole year, and then nothing can be kept out of it."""


def periods_between(first: date, last: date) -> list[Period]:
    """Periods that touch these days, in order. One SQL statement."""
    rows = Period.objects.filter(Q(to_date__gte=first) | Q(to_date__isnull=True), from_date__lte=last)
    return list(rows.order_by("from_date", "id"))


def sitting_on(day: date, periods: Iterable[Period]) -> Period | None:
    """The sitting that includes the day."""
    return next((one for one in periods if one.kind in SITTINGS and one.covers(day)), None)


def free_day(day: date) -> date:
    """The day itself, or the next business day after it that lies in no sitting and on no closing day of the assembly.

    For dates that the product proposes; a person may choose any other. One SQL statement.
    """
    periods = periods_between(day, day + timedelta(days=LONGEST_SITTING))
    busy = [one for one in periods if one.kind in SITTINGS or one.kind == PeriodKind.CLOSED]
    for step in range(LONGEST_SITTING):
        found = day + timedelta(days=step)
        if is_business_day(found) and not any(one.covers(found) for one in busy):
            return found
    return day
