"""What falls due on which day. Modules offer their dates; `wiring` registers them; the calendar shows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission


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
    """A module's dates between two days, both included, for whoever holds the permission. A fixed number of statements."""

    name: str
    title: Promise | str
    permission: Permission
    between: Callable[[Context, date, date], Iterable[DatedThing]]


_sources: dict[str, DateSource] = {}


def register_dates(source: DateSource) -> None:
    """Offer dates; `wiring` calls this once for each."""
    if _sources.setdefault(source.name, source) is not source:
        raise ValueError(f"two sources of dates are called {source.name}")


def date_sources() -> tuple[DateSource, ...]:
    """Every source, in the order of `wiring`."""
    return tuple(_sources.values())
