"""What stands in the calendar between two days, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sakimori.assurance.conformance.ways import open_page
from sakimori.dates import fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.duties.dates import date_sources, things_between
from sakimori.foundation.papers.days import month_text
from sakimori.foundation.people.models import Period
from sakimori.foundation.people.periods import periods_between, sitting_on
from sakimori.front.calendar.models import CalendarFeed


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what, how many, where to look; `sitting` where it falls due while the assembly sits."""

    day: date
    title: str
    source: str
    source_title: str
    url: str
    count: int
    is_done: bool
    is_late: bool
    sitting: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its periods and lines."""

    first: date
    periods: tuple[Period, ...]
    entries: tuple[Entry, ...]
    is_now: bool

    @property
    def title(self) -> str:
        """Year and month in words."""
        return month_text(self.first)


def entries_between(ctx: Context, first: date, last: date, sources: Sequence[str] = ()) -> list[Entry]:
    """Everything that the reader may see, by day."""
    return _entries(ctx, first, last, sources, periods_between(first, last))


def _entries(ctx: Context, first: date, last: date, sources: Sequence[str], periods: Sequence[Period]) -> list[Entry]:
    shown = [
        source
        for source in date_sources()
        if (not sources or source.name in sources) and allowed(ctx, source.permission)
    ]
    found = []
    for source, thing in things_between(shown, ctx, first, last):
        sitting = None if thing.is_done else sitting_on(thing.day, periods)
        url = open_page(ctx, thing.url_name, **thing.kwargs)
        found.append(
            Entry(
                day=thing.day,
                title=thing.title,
                source=source.name,
                source_title=str(source.title),
                url=f"{url}?{thing.query}" if url and thing.query else url,
                count=thing.count,
                is_done=thing.is_done,
                is_late=thing.day < ctx.today and not thing.is_done,
                sitting=sitting.name if sitting else "",
            )
        )
    return sorted(found, key=lambda entry: (entry.day, entry.source, entry.title))


def year_of(ctx: Context, year: int, sources: Sequence[str] = ()) -> list[Month]:
    """The twelve months of a fiscal year (年度)."""
    first, last = fiscal_year_start(year), fiscal_year_end(year)
    periods = periods_between(first, last)
    entries = _entries(ctx, first, last, sources, periods)
    months = []
    for number in range(12):
        start = date(year + (number + 3) // 12, (number + 3) % 12 + 1, 1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        months.append(
            Month(
                start,
                tuple(one for one in periods if one.from_date <= end and (one.to_date is None or one.to_date >= start)),
                tuple(entry for entry in entries if start <= entry.day <= end),
                start <= ctx.today <= end,
            )
        )
    return months


def feed_by_token(token: str, on: date) -> CalendarFeed | None:
    """The feed behind an address, if it is good on the day."""
    rows = CalendarFeed.objects.filter(digest=digest_of(token), expires_on__gte=on, revoked_at__isnull=True)
    return rows.select_related("person").first()


def feeds_of(ctx: Context) -> list[CalendarFeed]:
    """One's own feeds that are good, newest first."""
    if ctx.actor.person_id is None:
        return []
    rows = CalendarFeed.objects.filter(
        person_id=ctx.actor.person_id, revoked_at__isnull=True, expires_on__gte=ctx.today
    )
    return list(rows.order_by("-made_on", "-id"))
