"""What modules above add to the pages of an asset: who has it, its loans, erasures, sightings.

Assets know nothing of lending or disposal; those register here (through `wiring`) and the pages of assets show it:

    register_panel(loans_panel)          # a named block on the page of one asset, maybe with the next step
    register_panel(Reading(…))           # the same; what such blocks want to know is read in one statement for all
    register_holders(Holders(names, lent, held_by))  # the column and the filters "貸出先" of the list
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.together import each_together
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A block that says what it wants to know of the asset and is shown what was found."""

    applies: Callable[[Context, Asset], bool]
    """Whether there can be a block for this asset and reader."""
    reads: tuple[Callable[[UUID], QuerySet[Any, Any]], ...]
    """What to read of an asset, as `together` does; best compiled once (`kept`), for this page is opened often."""
    show: Callable[..., Panel | None]
    """The block, from context, asset and what each of `reads` found."""


Source = Callable[[Context, Asset], Panel | None] | Reading


@dataclass(frozen=True, slots=True)
class Holders:
    """In whose hands assets are on a day. Each answer is one SQL statement, or a condition inside one."""

    names: Callable[[Collection[UUID], date], Mapping[UUID, str]]
    """Name of the holder by asset id, for these assets."""
    lent: Callable[[date], Q]
    """Condition on Asset: lent on the day."""
    held_by: Callable[[UUID, date], Q]
    """Condition on Asset: lent to this person on the day."""


_sources: list[Source] = []
_holders: list[Holders] = []


def register_panel(source: Source) -> None:
    """Show this block on the page of every asset for which it is not None; `wiring` gives the order."""
    if source not in _sources:
        _sources.append(source)


def register_holders(found: Holders) -> None:
    """Say who holds assets; one module does."""
    if found not in _holders:
        _holders.append(found)


def panels_of(ctx: Context, asset: Asset) -> list[Panel]:
    """The blocks of one asset. One SQL statement for all that are `Reading`; the others say their own."""
    sources = [one for one in _sources if not isinstance(one, Reading) or one.applies(ctx, asset)]
    found = each_together([read(asset.pk) for read in one.reads] for one in sources if isinstance(one, Reading))
    panels = [one.show(ctx, asset, *next(found)) if isinstance(one, Reading) else one(ctx, asset) for one in sources]
    return [panel for panel in panels if panel is not None]


def holders() -> Holders | None:
    """Who knows the holders."""
    return _holders[0] if _holders else None
