"""What is kept at a place. This module knows places only; modules above tell what lies there, through `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.registers.premises.models import Place


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One thing at the place, with the address of its page where it has one."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a module keeps at a place: how much in all, a few words about it, the first rows, and where to see all."""

    total: int = 0
    summary: str = ""
    rows: tuple[PanelRow, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A list on the page of a place. A place cannot end while something that `must_be_empty` lies there."""

    title: Promise | str
    kept: Callable[[Context, Place], Kept]
    permission: Permission = Permission.ASSET_READ
    must_be_empty: bool = True


_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    """Add a list; `wiring` calls this once for each."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of(ctx: Context, place: Place) -> list[tuple[Panel, Kept]]:
    """Every list that the reader may see, with what it shows."""
    return [(panel, panel.kept(ctx, place)) for panel in _panels if allowed(ctx, panel.permission)]


def kept_at(ctx: Context, place: Place) -> list[str]:
    """In words, what still lies at the place and must go first."""
    found = ((panel, panel.kept(ctx, place).total) for panel in _panels if panel.must_be_empty)
    return [f"{panel.title} {total}" for panel, total in found if total]
