"""What falls due on which day. Modules offer their dates; `wiring` registers them; the calendar shows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.together import each_together


@dataclass(frozen=True, slots=True)
class DatedThing:
    """One line of the calendar: what falls due, how many of them, and where to look. No name of a person stands in it."""

    day: date
    title: str
    url_name: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    count: int = 1
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class DateSource:
    """A module's dates between two days, both included, for whoever holds the permission."""

    name: str
    title: Promise | str
    permission: Permission
    reads: Callable[[Context, date, date], Sequence[QuerySet[Any, Any]]]
    """What to read, as `together` does: one statement serves all sources."""
    tells: Callable[..., Iterable[DatedThing]]
    """The lines, from context, both days and the rows of each queryset."""

    def between(self, ctx: Context, first: date, last: date) -> list[DatedThing]:
        """The dates of this module alone, by day."""
        return sorted((thing for _source, thing in things_between([self], ctx, first, last)), key=lambda one: one.day)


_sources: dict[str, DateSource] = {}


def register_dates(source: DateSource) -> None:
    """Offer dates; `wiring` calls this once for each."""
    if _sources.setdefault(source.name, source) is not source:
        raise ValueError(f"two sources of dates are called {source.name}")


def things_between(
    sources: Sequence[DateSource], ctx: Context, first: date, last: date
) -> Iterator[tuple[DateSource, DatedThing]]:
    """What falls due by these sources. One SQL statement beside those that a source says it needs."""
    found = each_together(source.reads(ctx, first, last) for source in sources)
    for source, rows in zip(sources, found, strict=True):
        for thing in source.tells(ctx, first, last, *rows):
            yield source, thing


def date_sources() -> tuple[DateSource, ...]:
    """Every source, in the order of `wiring`."""
    return tuple(_sources.values())
