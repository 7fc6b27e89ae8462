"""What a visit belongs to: the work, the contract, the case. This module knows visits only; modules above tell the rest.

register_relation(work_of)   # one line of facts on the page of a visit; `wiring` gives the order
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.days import day_text
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.panels import PanelRow


@dataclass(frozen=True, slots=True)
class Relation:
    """What the visit belongs to, and where the reader may choose something else."""

    title: Promise | str
    rows: tuple[PanelRow, ...] = ()
    choose: str = ""


Source = Callable[[Context, Visit], Relation | None]

_sources: list[Source] = []


def register_relation(source: Source) -> None:
    """Show this on the page of every visit for which it is not None."""
    if source not in _sources:
        _sources.append(source)


def relations_of(ctx: Context, visit: Visit) -> list[Relation]:
    """What modules know of one visit."""
    return [found for source in _sources if (found := source(ctx, visit)) is not None]


def told(visit: Visit) -> str:
    """A visit, read with its place, in one line to choose from."""
    day = day_text(timezone.localtime(visit.came_at, TOKYO).date())
    who = " ".join(filter(None, (visit.company, visit.visitor)))
    return f"{day}　{who}　{visit.place.name}　{visit.purpose}"
