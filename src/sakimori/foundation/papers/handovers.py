"""What changes hands when the holder of a post changes (ORG-3). Modules add lists; `wiring` registers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person, Post


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves which post, and the last day in it. `person` is None where the post was empty."""

    post: Post
    person: Person | None
    on: date


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
    rows: Callable[[Context, Leaving], Sequence[HandoverRow]]


_handovers: list[Handover] = []


def register_handover(handover: Handover) -> None:
    """Add a list; `wiring` calls this once for each."""
    if handover not in _handovers:
        _handovers.append(handover)


def handovers_of(ctx: Context, leaving: Leaving) -> list[tuple[Handover, list[HandoverRow]]]:
    """Every list with its rows, empty ones too: "nothing to hand over" is an answer."""
    return [(handover, list(handover.rows(ctx, leaving))) for handover in _handovers]
