"""What modules above add to the pages of an asset: who has it, its loans, erasures, sightings.

Assets know nothing of lending or disposal; those register here (through `wiring`) and the pages of assets show it:

    register_panel(loans_panel)          # a named block on the page of one asset, maybe with the next step
    register_holders(Holders(names, lent, held_by))  # the column and the filters "貸出先" of the list
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Q
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.registers.assets.models import Asset


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on."""

    label: Promise | str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a panel."""

    text: Promise | str
    note: Promise | str = ""
    day: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A block on the page of an asset. `step` is what should be done next with this asset, if anything."""

    title: Promise | str
    lines: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()
    nothing: Promise | str = ""
    """Said when there are no lines."""
    step: Link | None = None


Source = Callable[[Context, Asset], Panel | None]
Mark = Exists | Q


@dataclass(frozen=True, slots=True)
class Holders:
    """In whose hands assets are on a day. Each answer is one SQL statement, or a condition inside one."""

    names: Callable[[Collection[UUID], date], Mapping[UUID, str]]
    """Name of the holder by asset id, for these assets."""
    lent: Callable[[date], Q]
    """Condition on Asset: lent on the day."""
    held_by: Callable[[UUID, date], Q]
    """Condition on Asset: lent to this person on the day."""


_marks: dict[str, Callable[[], Mark]] = {}
_sources: list[Source] = []
_holders: list[Holders] = []


def register_panel(source: Source) -> None:
    """Show this block on the page of every asset for which it is not None; `wiring` gives the order."""
    if source not in _sources:
        _sources.append(source)


def register_mark(name: str, exists: Callable[[], Mark]) -> None:
    """Say in the statement that reads the asset whether a panel has anything to show (`has_<name>`).

    Most assets have no exception and no record of upkeep: their page need not ask once more.
    """
    _marks[f"has_{name}"] = exists


def marks() -> dict[str, Mark]:
    """What is told of an asset together with it."""
    return {name: exists() for name, exists in _marks.items()}


def register_holders(found: Holders) -> None:
    """Say who holds assets; one module does."""
    if found not in _holders:
        _holders.append(found)


def panels_of(ctx: Context, asset: Asset) -> list[Panel]:
    """The blocks of one asset."""
    return [panel for source in _sources if (panel := source(ctx, asset)) is not None]


def holders() -> Holders | None:
    """Who knows the holders."""
    return _holders[0] if _holders else None
