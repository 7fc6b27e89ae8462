"""What modules above add to the end of a contract: disposal files, erasures with their proof.

register_ending(disposal_ending)     # a named block on the part "終わり" of the page of a contract
"""

from __future__ import annotations

from collections.abc import Callable

from sakimori.foundation.access.context import Context
from sakimori.registers.assets.panels import Panel
from sakimori.registers.suppliers.models import Contract

Source = Callable[[Context, Contract], Panel | None]
_sources: list[Source] = []


def register_ending(source: Source) -> None:
    """Show this block at the end of every contract for which it is not None; `wiring` gives the order."""
    if source not in _sources:
        _sources.append(source)


def endings_of(ctx: Context, contract: Contract) -> list[Panel]:
    """The blocks of one contract."""
    return [panel for source in _sources if (panel := source(ctx, contract)) is not None]
