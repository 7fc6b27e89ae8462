"""Pure choices of a turnover: who is who, the timetable of returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sakimori.dates import is_business_day

OPENS: Final = time(9, 0)
CLOSES: Final = time(16, 30)
NOON: Final = (time(12, 0), time(13, 0))


@dataclass(frozen=True, slots=True)
class Hours:
    """When the counter takes things back: minutes a person, from a time to a time, a break at noon."""

    minutes: int = 15
    opens: time = OPENS
    closes: time = CLOSES


def slots(first: date, last: date, hours: Hours) -> Iterator[datetime]:
    """Beginnings of appointments on business days, in order, without a time zone; never beyond the last day."""
    step = timedelta(minutes=hours.minutes)
    day = first
    while day <= last:
        if is_business_day(day):
            moment = datetime.combine(day, hours.opens)
            while moment + step <= datetime.combine(day, hours.closes):
                if not _crosses_noon(moment, step):
                    yield moment
                moment += step
        day += timedelta(days=1)


def _crosses_noon(moment: datetime, step: timedelta) -> bool:
    start, end = (datetime.combine(moment.date(), each) for each in NOON)
    return moment < end and moment + step > start
