"""For which work a visitor came in. This module knows visits only; a module above tells the rest, through `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sakimori.foundation.access.context import Context
from sakimori.registers.premises.models import Visit


@dataclass(frozen=True, slots=True)
class VisitWork:
    """The record of the work, with its address, and where the reader may choose another; empty where there is none."""

    label: str = ""
    url: str = ""
    choose: str = ""


Source = Callable[[Context, Visit], VisitWork]

_sources: list[Source] = []


def register_work(source: Source) -> None:
    """Say who knows the work of a visit; one module does."""
    if source not in _sources:
        _sources.append(source)


def work_of(ctx: Context, visit: Visit) -> VisitWork | None:
    """The work of a visit; None where no module knows."""
    return _sources[0](ctx, visit) if _sources else None
