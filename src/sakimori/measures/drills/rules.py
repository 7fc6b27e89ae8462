"""Pure choices of drills: groups of at least five, days and times of mails, tokens, figures."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TypeVar
from uuid import UUID

from django.utils.crypto import salted_hmac

from sakimori.dates import is_business_day
from sakimori.foundation.access.context import TOKYO
from sakimori.measures.drills.types import SMALLEST_GROUP

FIRST_HOUR, LAST_HOUR = 9, 17
CHANCE = secrets.SystemRandom()
Item = TypeVar("Item")


@dataclass(slots=True)
class Gathering:
    """People who will be counted together, and the units they come from."""

    names: list[str]
    unit_ids: list[str]
    people: list[UUID] = field(default_factory=list)

    def join(self, other: Gathering) -> None:
        """Take the other in."""
        self.names += other.names
        self.unit_ids += other.unit_ids
        self.people += other.people


def gathered(groups: Sequence[Gathering]) -> list[Gathering]:
    """No group of fewer than five: the smallest joins the next smallest until none is left. One small group stays."""
    left = sorted((group for group in groups if group.people), key=lambda group: len(group.people))
    while len(left) > 1 and len(left[0].people) < SMALLEST_GROUP:
        smallest = left.pop(0)
        left[0].join(smallest)
        left.sort(key=lambda group: len(group.people))
    return left


@dataclass(slots=True)
class Tally:
    """Figures of one group."""

    names: list[str]
    size: int
    sent: int
    reported: int
    clicked: int
    learnt: int
    minutes: list[int]

    def join(self, other: Tally) -> None:
        """Count both together."""
        self.names += other.names
        self.minutes += other.minutes
        self.size += other.size
        self.sent += other.sent
        self.reported += other.reported
        self.clicked += other.clicked
        self.learnt += other.learnt


def tallied(groups: Sequence[Tally]) -> list[Tally]:
    """Groups as they may be shown. A group in which everybody clicked would name its people: it joins another.

    So does a group that mails reached fewer than five of. What is left of one group is shown as it is.
    """
    left = sorted(groups, key=lambda group: group.size)
    while len(left) > 1:
        telling = next((row for row in left if row.sent < SMALLEST_GROUP or 0 < row.sent <= row.clicked), None)
        if telling is None:
            break
        left.remove(telling)
        left[0].join(telling)
        left.sort(key=lambda group: group.size)
    return left


def middle(minutes: Sequence[int]) -> int | None:
    """The median in whole minutes; of fewer than five it would tell of one of them."""
    return round(median(minutes)) if len(minutes) >= SMALLEST_GROUP else None


def mailing_days(first: date, last: date) -> list[date]:
    """Business days from the first to the last, both included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if is_business_day(day)]


def staggered(days: Sequence[date], after: datetime, count: int) -> list[datetime]:
    """So many moments in working hours of the days, later than `after`, by chance. Empty when no time is left."""
    open_minutes: list[tuple[datetime, int]] = []
    for day in days:
        begin = max(datetime.combine(day, time(FIRST_HOUR), TOKYO), after)
        length = int((datetime.combine(day, time(LAST_HOUR), TOKYO) - begin).total_seconds() // 60)
        if length > 0:
            open_minutes.append((begin, length))
    if not open_minutes:
        return []
    total = sum(length for _begin, length in open_minutes)
    return [_moment(open_minutes, CHANCE.randrange(total)) for _number in range(count)]


def _moment(spans: Sequence[tuple[datetime, int]], minute: int) -> datetime:
    for begin, length in spans:
        if minute < length:
            return begin + timedelta(minutes=minute, seconds=CHANCE.randrange(60))
        minute -= length
    raise ValueError(minute)


def shuffled(items: Sequence[Item]) -> list[Item]:
    """The same in an order by chance, so that the order of rows tells nothing."""
    return CHANCE.sample(list(items), len(items))


def new_token() -> str:
    """128 bits."""
    return secrets.token_urlsafe(16)


def digest_of(token: str) -> str:
    """What is kept of a token. It needs the installation's key: a copy of the database and a mailbox do not match up."""
    return salted_hmac("sakimori.drills", token, algorithm="sha256").hexdigest()


def dated(token: str, sent_at: datetime) -> str:
    """What the mail carries: the token and the minute of sending, so that the minute need not be kept here."""
    return f"{token}.{int(sent_at.timestamp()) // 60:x}"


def read_token(carried: str, now: datetime) -> tuple[str, int | None]:
    """Token and minutes since it was sent, from what a mail carried or a whole link; no minutes when they make no sense."""
    last = carried.strip().rpartition("#")[2][:80]
    token, _dot, minute = last.partition(".")
    try:
        minutes = int(now.timestamp()) // 60 - int(minute, 16)
    except ValueError:
        return token, None
    return token, minutes if 0 <= minutes <= 100 * 24 * 60 else None
