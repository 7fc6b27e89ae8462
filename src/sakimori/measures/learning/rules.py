"""Pure rules: what counts for a year, by when somebody must have learned, who is meant by what was typed at the door."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

from sakimori.dates import fiscal_year_start

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=60)
"""The code on the wall is good from half an hour before the session until an hour after it."""


def counts_from(year: int, carry_month: int | None, term_start: date | None) -> date:
    """The first day whose completions count for a fiscal year: its first day, or the first of a month of the year before
    (who came late in the year is not asked again in April, TRN-3), or the first day of the term where that is earlier.
    """
    start = fiscal_year_start(year)
    first = start
    if carry_month is not None:
        first = date(year - 1 if carry_month >= start.month else year, carry_month, 1)
    return min(first, term_start) if term_start is not None else first


def new_since(year: int, newcomer_days: int) -> date:
    """Who first took office on this day or later is a newcomer in the fiscal year."""
    return fiscal_year_start(year) - timedelta(days=newcomer_days)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a course is to be taken, and the newcomers' rule."""

    opens_on: date
    closes_on: date
    new_since: date
    newcomer_days: int


def due_on(window: Window, first_day: date, this_day: date) -> date:
    """By when somebody must have learned: `first_day` they ever took office, `this_day` they took the present one.

    The same in SQL is `duties.due_in_sql`; a test lays both side by side.
    """
    days = timedelta(days=window.newcomer_days)
    if first_day >= window.new_since:
        return max(first_day, window.opens_on) + days
    return max(window.closes_on, this_day + days)


def new_code() -> str:
    """128 bits for the wall or a certificate."""
    return secrets.token_urlsafe(16)


def is_open(held_on: date, starts_at: time, ends_at: time, now: datetime) -> bool:
    """Whether the code on the wall is good; `now` in the time zone of the assembly."""
    begin = datetime.combine(held_on, starts_at, now.tzinfo) - BEFORE
    end = datetime.combine(held_on, ends_at, now.tzinfo) + AFTER
    return begin <= now <= end


class Named(Protocol):
    """Somebody who can be called by a name or a number."""

    @property
    def name(self) -> str: ...
    @property
    def public_name(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def number(self) -> str: ...


Somebody = TypeVar("Somebody", bound=Named)


def meant_by(text: str, people: Iterable[tuple[Somebody, int | None]]) -> list[Somebody]:
    """Whom somebody means who types a name, a reading, a family name, or a number; each person comes with the seat.

    A whole name or number wins over a beginning of a name. Nothing shorter than a whole family name is taken.
    """
    wanted = plain(text)
    if not wanted:
        return []
    exact, begun = [], []
    for person, seat in people:
        names = [person.name, person.public_name, person.kana]
        if wanted in {plain(person.number), *(plain(name) for name in names)} - {""} or wanted == str(seat):
            exact.append(person)
        elif wanted in {plain(name.split()[0]) for name in names if name.split()}:
            begun.append(person)
    return exact or begun


def plain(text: str) -> str:
    """Without blanks, wide letters made narrow, katakana as hiragana."""
    folded = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in folded)


def is_passed(answers: Sequence[bool], passing: int) -> bool:
    """Whether enough answers are right."""
    return sum(answers) >= passing
