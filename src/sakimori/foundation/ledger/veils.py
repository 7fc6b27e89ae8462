"""Rows whose contents not everybody may see who reads the ledger: modules with restricted rows say which. `wiring` registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sakimori.foundation.access.context import Context

Touched = tuple[str, str]
"""Model (`app.model`) and key of a row."""
Veil = Callable[[Context, Iterable[Touched]], set[Touched]]
"""Which of these rows the actor may not see."""

_veils: list[Veil] = []


def register_veil(veil: Veil) -> None:
    """Add one; `wiring` calls this once for each."""
    if veil not in _veils:
        _veils.append(veil)


def veiled(ctx: Context, touched: Iterable[Touched]) -> set[Touched]:
    """The rows among these that the actor may not see. The ledger still says that something was done, by whom and when."""
    rows = list(touched)
    return set().union(*(veil(ctx, rows) for veil in _veils)) if _veils else set()
