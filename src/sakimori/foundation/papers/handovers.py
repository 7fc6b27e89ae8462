"""What changes hands when the holder of a post changes (ORG-3). Modules add lists; `wiring` registers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.together import each_together
from sakimori.foundation.people.models import Person, Post


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves which post, and the last day in it. `person` is None where the post was empty."""

    post: Post
    person: Person | None
    on: date

    @property
    def persons(self) -> tuple[Person, ...]:
        """Who leaves, for a query: nobody where the post was empty."""
        return (self.person,) if self.person else ()


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One thing that changes hands; `todo` says what must be done with it."""

    label: str
    todo: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """A list of a module: approvals waiting, contact entries, accounts of a service, …"""

    title: str | Promise
    reads: Callable[[Context, Leaving], Sequence[QuerySet[Any, Any]]]
    """What to read, as `together` does; one statement serves all lists."""
    tells: Callable[..., Iterable[HandoverRow]]
    """The rows, from who leaves and what was found for each queryset."""

    def rows(self, ctx: Context, leaving: Leaving) -> list[HandoverRow]:
        """The rows of this list alone."""
        return _found((self,), ctx, leaving)[0][1]


_handovers: list[Handover] = []


def register_handover(handover: Handover) -> None:
    """Add a list; `wiring` calls this once for each."""
    if handover not in _handovers:
        _handovers.append(handover)


def handovers_of(ctx: Context, leaving: Leaving) -> list[tuple[Handover, list[HandoverRow]]]:
    """Every list with its rows, empty ones too: "nothing to hand over" is an answer. One SQL statement."""
    return _found(_handovers, ctx, leaving)


def _found(handovers: Sequence[Handover], ctx: Context, leaving: Leaving) -> list[tuple[Handover, list[HandoverRow]]]:
    found = each_together(handover.reads(ctx, leaving) for handover in handovers)
    return [(one, list(one.tells(leaving, *rows))) for one, rows in zip(handovers, found, strict=True)]
