"""The criteria of selection in force on a day, and the shipped draft to begin with (VEN-3)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources

from sakimori.registers.suppliers.models import Criteria
from sakimori.registers.suppliers.types import Need


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """A point of the criteria."""

    text: str
    need: Need | str = Need.MUST


@dataclass(frozen=True, slots=True)
class CriteriaDraft:
    """Criteria as they are written."""

    title: str
    preface: str
    items: tuple[CriteriaLine, ...]


@functools.cache
def shipped_criteria() -> CriteriaDraft:
    """The shipped draft; a text that becomes the assembly's own, so it is not translated."""
    text = resources.files(__package__).joinpath("shipped", "criteria.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    items = tuple(CriteriaLine(row["text"], row["need"]) for row in found["item"])
    return CriteriaDraft(found["title"], found["preface"], items)


def criteria_on(on: date) -> Criteria | None:
    """The version that holds on the day. One SQL statement."""
    return Criteria.objects.filter(effective_on__lte=on).order_by("-effective_on", "-number").first()
