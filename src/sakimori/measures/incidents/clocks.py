"""When a limit ends (INC-4). Minutes and hours run day and night; days end at midnight in Japan. No clock, no database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sakimori.dates import add_business_days, is_business_day
from sakimori.measures.incidents.types import Unit

TOKYO = ZoneInfo("Asia/Tokyo")
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit. `counts_first_day`: the day on which it began is day one (else 民法第140条: it is not).

    `to_open_day`: a last day on which the office is closed moves to the next one on which it is open.
    """

    amount: int
    unit: Unit
    counts_first_day: bool = False
    to_open_day: bool = False


def last_day(start: date, limit: Limit, closed: Collection[date] = ()) -> date:
    """The last day of a limit that is counted in days. `closed` are the assembly's own closing days."""
    amount = max(limit.amount - 1, 0) if limit.counts_first_day else limit.amount
    if limit.unit == Unit.BUSINESS:
        return add_business_days(start, amount, closed)
    last = start + timedelta(days=amount)
    while limit.to_open_day and not is_business_day(last, closed):
        last += timedelta(days=1)
    return last


def due_at(start: datetime, limit: Limit, closed: Collection[date] = ()) -> datetime:
    """The moment by which it must be done, as aware UTC."""
    if limit.unit == Unit.MINUTES:
        return (start + timedelta(minutes=limit.amount)).astimezone(UTC)
    if limit.unit == Unit.HOURS:
        return (start + timedelta(hours=limit.amount)).astimezone(UTC)
    day = last_day(start.astimezone(TOKYO).date(), limit, closed)
    return datetime.combine(day, LAST_MINUTE, TOKYO).astimezone(UTC)


def day_in_japan(moment: datetime) -> date:
    """The calendar day of a moment."""
    return moment.astimezone(TOKYO).date()
