"""What modules above add to the pages of an asset: who has it, its loans, erasures, sightings.

Assets know nothing of lending or disposal; those register here (through `wiring`) and the pages of assets show it:

    register_panel(loans_panel)          # a named block on the page of one asset, maybe with the next step
    register_block(DISPOSAL)             # the same, of plain rows; all such blocks together are one SQL statement
    register_holders(Holders(names, lent, held_by))  # the column and the filters "貸出先" of the list
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DateField, Q, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.registers.assets.models import Asset

MOST_ROWS = 60
"""Rows of all blocks together; an asset that was seen oftener has its history."""


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


class Row(NamedTuple):
    """One row of a block. What the texts are, each block says itself; `key` leads to a page."""

    block: str
    day: date | None
    key: UUID | None
    first: str
    second: str
    third: str


@dataclass(frozen=True, slots=True)
class Block:
    """A panel made of a few rows. `rows` gives its statements (`block_rows`), `panel` makes words of what came back."""

    name: str
    rows: Callable[[Asset], Sequence[QuerySet[Any, Any]]]
    panel: Callable[[Context, Asset, Sequence[Row]], Panel | None]


Column = str | Combinable


def block_rows(
    name: str,
    rows: QuerySet[Any],
    *,
    day: Column,
    first: Column = "",
    second: Column = "",
    third: Column = "",
    key: str = "",
) -> QuerySet[Any, Any]:
    """The columns of `Row` from a table, by the names of its columns or by expressions; what is not named is empty."""
    texts = {f"text_{number}": _text(column) for number, column in enumerate((first, second, third), start=1)}
    found = rows.order_by().annotate(
        block_name=Value(name, output_field=CharField()),
        block_day=Cast(day, DateField()),
        block_key=Cast(key, UUIDField()) if key else Cast(Value(None), UUIDField()),
        **texts,
    )
    return found.values_list("block_name", "block_day", "block_key", *texts)  # type: ignore[no-any-return]


def _text(column: Column) -> Any:
    text = CharField()
    return Coalesce(Cast(column, text), Value(""), output_field=text) if column else Value("", output_field=text)


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
_blocks: list[Block] = []
_holders: list[Holders] = []


def register_panel(source: Source) -> None:
    """Show this block on the page of every asset for which it is not None; `wiring` gives the order."""
    if source not in _sources:
        _sources.append(source)


def register_block(block: Block) -> None:
    """Show this block of rows; `wiring` gives the order."""
    if block not in _blocks:
        _blocks.append(block)


def register_holders(found: Holders) -> None:
    """Say who holds assets; one module does."""
    if found not in _holders:
        _holders.append(found)


def panels_of(ctx: Context, asset: Asset) -> list[Panel]:
    """The blocks of one asset. One SQL statement for all blocks of rows, and those of the other panels."""
    found = [source(ctx, asset) for source in _sources]
    rows = _rows_of(asset)
    found += [block.panel(ctx, asset, rows.get(block.name, [])) for block in _blocks]
    return [panel for panel in found if panel is not None]


def _rows_of(asset: Asset) -> dict[str, list[Row]]:
    """The rows of every block, newest first."""
    statements = [rows for block in _blocks for rows in block.rows(asset)]
    found: dict[str, list[Row]] = {}
    if statements:
        first, *others = statements
        everything: Any = first.union(*others, all=True) if others else first
        for row in everything.order_by("-block_day")[:MOST_ROWS]:
            found.setdefault(row[0], []).append(Row(*row))
    return found


def holders() -> Holders | None:
    """Who knows the holders."""
    return _holders[0] if _holders else None
