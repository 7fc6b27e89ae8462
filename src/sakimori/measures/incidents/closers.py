"""What shuts a person's accounts of the product. Accounts are managed above this module; `wiring` says how."""

from __future__ import annotations

from collections.abc import Callable

from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person

Closer = Callable[[Context, Person], int]
"""Shuts them as an action of its own and gives how many there were."""

_closers: list[Closer] = []


def register_closer(closer: Closer) -> None:
    """Name a way; `wiring` calls this once for each."""
    if closer not in _closers:
        _closers.append(closer)


def shut_all(ctx: Context, person: Person) -> int:
    """Every account of the person by every way."""
    return sum(closer(ctx, person) for closer in _closers)
