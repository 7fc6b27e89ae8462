"""Days on which a local authority is open: not on weekends, national holidays, 29 December to 3 January.

地方自治法第4条の2 leaves these days, and the assembly's own anniversary days, to an ordinance.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4


@lru_cache(maxsize=256)
def national_holidays(year: int) -> dict[date, str]:
    """The national holidays (国民の祝日, with substitute and sandwiched days) of a year and their Japanese names."""
    return dict(jpholiday.year_holidays(year))


def is_year_end_closure(d: date) -> bool:
    """29 December to 3 January, both included."""
    return (d.month == 12 and d.day >= 29) or (d.month == 1 and d.day <= 3)


def is_business_day(d: date, closed: Collection[date] = ()) -> bool:
    """Whether the office is open. `closed` holds the assembly's own further closing days (条例で定める日)."""
    return (
        d.weekday() <= _FRIDAY and not is_year_end_closure(d) and d not in national_holidays(d.year) and d not in closed
    )


def add_business_days(d: date, days: int, closed: Collection[date] = ()) -> date:
    """The `days`-th business day after `d` (before it when negative); for 0 the day itself or the next open day.

    The first day does not count (初日不算入, 民法第140条), so 1 from a Friday is the next Monday.
    """
    step = -_ONE_DAY if days < 0 else _ONE_DAY
    current, left = d, abs(days)
    if left == 0:
        while not is_business_day(current, closed):
            current += step
        return current
    while left:
        current += step
        if is_business_day(current, closed):
            left -= 1
    return current


def business_days_between(start: date, end: date, closed: Collection[date] = ()) -> int:
    """How many business days lie after `start` up to and including `end`; 0 when `end` is not later."""
    span = (end - start).days
    return sum(is_business_day(start + timedelta(days=offset), closed) for offset in range(1, span + 1))
