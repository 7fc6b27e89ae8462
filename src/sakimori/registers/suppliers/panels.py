"""What modules above add to the pages of a contract and of a company: checks, upkeep, disposal files.

register_block(Part.END, disposal_ending)             # a named block on a part of the page of a contract
register_company_block(Block(upkeep_of, has_upkeep))  # a named block on the page of a company
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from sakimori.foundation.access.context import Context
from sakimori.registers.assets.panels import Panel
from sakimori.registers.suppliers.contract_page import Part
from sakimori.registers.suppliers.models import Contract, Supplier

Source = Callable[[Context, Contract], Panel | None]


@dataclass(frozen=True, slots=True)
class Block:
    """A block on the page of a company, and the condition on Supplier under which there is anything to show.

    The condition is part of the statement that reads the company: most companies need not be asked for any more.
    """

    show: Callable[[Context, Supplier], Panel | None]
    exists: Callable[[], Q]


_sources: list[tuple[Part, Source]] = []
_blocks: list[Block] = []


def register_block(part: Part, source: Source) -> None:
    """Show this block on a part of every contract for which it is not None; `wiring` gives the order."""
    if (part, source) not in _sources:
        _sources.append((part, source))


def blocks_of(ctx: Context, contract: Contract, part: Part) -> list[Panel]:
    """The blocks on a part of the page of one contract."""
    return [panel for place, source in _sources if place == part and (panel := source(ctx, contract)) is not None]


def register_company_block(block: Block) -> None:
    """Show this block on the page of a company; `wiring` gives the order."""
    if block not in _blocks:
        _blocks.append(block)


def company_marks() -> dict[str, Q]:
    """What the page of a company reads together with it: whether each block has anything to show."""
    return {f"block_{number}": block.exists() for number, block in enumerate(_blocks)}


def company_blocks(ctx: Context, supplier: Supplier) -> list[Panel]:
    """The blocks of one company, which was read with `company_marks`."""
    shown = [block for number, block in enumerate(_blocks) if getattr(supplier, f"block_{number}")]
    return [panel for block in shown if (panel := block.show(ctx, supplier)) is not None]
