"""Why a thing must not be lent just now, as modules above know: it came back and nobody has erased it yet.

Lending knows nothing of erasure; who does registers here (through `wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sakimori.registers.assets.models import Asset

Source = Callable[[Sequence[Asset], date], Mapping[UUID, str]]
"""Text by asset id for those of the assets that must wait; a fixed number of SQL statements."""

_sources: list[Source] = []


def register_obstacle(source: Source) -> None:
    """Name what keeps things from being lent; `wiring` calls this once for each."""
    if source not in _sources:
        _sources.append(source)


def obstacles_of(assets: Sequence[Asset], on: date) -> dict[UUID, str]:
    """What keeps each of the assets from being lent on the day, by asset id."""
    found: dict[UUID, str] = {}
    for source in _sources if assets else ():
        found = {**source(assets, on), **found}
    return found
