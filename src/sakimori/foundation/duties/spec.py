"""What a duty is. One declaration drives the board, the to-do lists, the reminders, checklists and reports.

The catalogue (`catalogue.csv`) says what a duty is about: titles, measures, ground, owner, default cadence. A module
that holds the records binds the evaluation to it with `@duty("policy.published")`. Duties of the catalogue that no
module binds yet are shown as not built, never as kept.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from django.db import models
from django.db.models import Expression, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why something is asked; the three are never mixed (product.md, principle 2)."""

    LAW = "law", _("法律")
    POLICY = "policy", _("本方針")
    GUIDELINE = "guideline", _("指針・助言")


class State(models.TextChoices):
    """State of a duty or a clause, from best to worst."""

    NOT_APPLICABLE = "not_applicable", _("対象外")
    NOT_BUILT = "not_built", _("準備中")
    KEPT = "kept", _("守られている")
    DUE_SOON = "due_soon", _("期限が近い")
    NOT_STARTED = "not_started", _("未着手")
    BREACHED = "breached", _("守られていない")


SEVERITY = {state: index for index, state in enumerate(State)}
"""A clause is as bad as its worst duty."""

SOON_DAYS = 14
"""A subject is "due soon" this many days before its due date."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The button that mends a breach: a named page of the assembly and its label. `by` maps the row to URL arguments."""

    url_name: str
    label: Promise | str
    by: Callable[[Any], dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Subjects:
    """One population of a duty and which of it breaches.

    `rows` is a queryset of an assembly's model; `breached` a condition on it; `due` an expression for the day by
    which a subject that is not breached must act (None where there is none). Both may use annotations of `rows`.
    All of it stays in SQL, so that one statement serves one assembly or every assembly.
    """

    rows: QuerySet[Any]
    breached: Q | Combinable | Expression
    reason: Callable[[Any], str]
    remedy: Remedy
    due: str | Combinable | None = None
    label: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Duty:
    """What must hold on a day: one or more populations. `must_exist` makes an empty population "not started"."""

    subjects: Sequence[Subjects]
    must_exist: bool = True


@dataclass(frozen=True, slots=True)
class DutySpec:
    """A duty of the catalogue."""

    key: str
    title_ja: str
    title_en: str
    measures: tuple[str, ...]
    seed_clause: str
    ordinance_item: int | None
    ground: Ground
    ground_note: str
    population: str
    breach: str
    cadence: str
    owner: str
    record: str
    order: int

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return self.title_en if (get_language() or "ja").startswith("en") else self.title_ja


Build = Callable[[date], Duty]
_built: dict[str, Build] = {}


@functools.cache
def catalogue() -> dict[str, DutySpec]:
    """Every duty by key, in the order of the catalogue."""
    text = resources.files(__package__).joinpath("catalogue.csv").read_text(encoding="utf-8")
    return {row["key"]: _spec(row, order) for order, row in enumerate(csv.DictReader(text.splitlines()))}


def known_duties(keys: Iterable[str]) -> list[DutySpec]:
    """Those of the keys that the catalogue of this release has: records may name duties of another one."""
    return [catalogue()[key] for key in keys if key in catalogue()]


def _spec(row: dict[str, str], order: int) -> DutySpec:
    ground, _sep, note = row["ground"].partition(" ")
    return DutySpec(
        key=row["key"],
        title_ja=row["title_ja"],
        title_en=row["title_en"],
        measures=tuple(row["measures"].split()),
        seed_clause=row["seed_clause"],
        ordinance_item=int(row["ordinance_item"]) if row["ordinance_item"] else None,
        ground=Ground(ground),
        ground_note=note,
        population=row["population"],
        breach=row["breach"],
        cadence=row["default_cadence"],
        owner=row["owner_role"],
        record=row["record"],
        order=order,
    )


def duty(key: str) -> Callable[[Build], Build]:
    """Bind the evaluation of a duty of the catalogue."""

    def decorate(build: Build) -> Build:
        if key not in catalogue():
            raise KeyError(f"{key} is not in the catalogue of duties")
        if key in _built:
            raise ValueError(f"two modules evaluate {key}")
        _built[key] = build
        return build

    return decorate


def built_duties() -> dict[str, Build]:
    """Duties that some module evaluates, in the order of the catalogue."""
    return {key: _built[key] for key in catalogue() if key in _built}
