"""What the registers already know about persons and units, read off the duties that modules declared.

A duty names its subjects as querysets. Where such a row belongs to a person or a unit, the duty answers a question about
them: every subject kept means proven, one breach means the register says otherwise, no subject at all means that the
register knows nothing. One SQL statement a population, however many persons are asked about.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, ForeignKey, Model, QuerySet

from sakimori.assurance.conformance.engine import populations
from sakimori.assurance.conformance.tallies import with_verdict
from sakimori.foundation.assemblies.following import PROBES
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.assemblies.scope import EVERY, as_if, current
from sakimori.foundation.duties.spec import Subjects, built_duties
from sakimori.foundation.people.models import Person, Unit

NAMES: dict[type[Model], tuple[str, ...]] = {Person: ("person", "holder", "member"), Unit: ("unit",)}
"""Columns by which a subject belongs to somebody; other columns (who verified it) do not make it theirs."""
THROUGH = ("asset", "place", "loan")
"""What a subject may belong to that itself belongs to a unit."""


@dataclass(slots=True)
class Fact:
    """What the register knows of somebody for one duty."""

    rows: int = 0
    against: list[str] = field(default_factory=list)
    """In words, for each subject that breaches."""

    pending: list[str] = field(default_factory=list)
    """In words, for each that is not breached but has to be done by a date."""

    def proves(self, is_strict: bool) -> bool:
        """Whether it is all right; `is_strict`: and nothing is left to do."""
        return self.rows > 0 and not self.said(is_strict)

    def said(self, is_strict: bool) -> list[str]:
        """What stands against somebody who says that it is all right."""
        return self.against + self.pending if is_strict else self.against


def facts(duties: Iterable[str], of: type[Model], keys: Collection[UUID], on: date) -> dict[tuple[str, UUID], Fact]:
    """(duty, person or unit) → what is known; nothing is known of those that are absent."""
    built = built_duties()
    found: dict[tuple[str, UUID], Fact] = {}
    for name in sorted({key for key in duties if key in built}):
        for place, path in _paths(name, of):
            if len(keys) == 1:
                rows = _of_one(name, place, path, next(iter(keys)), on)
            else:
                subjects = populations(name, on, current())[place]
                rows = with_verdict(subjects).filter(**{f"{path}__in": list(keys)}).annotate(fact_of=F(path))
            for row in rows:
                fact = found.setdefault((name, row.fact_of), Fact())
                fact.rows += 1
                if row.is_breached:
                    fact.against.append(_words(populations(name, on, current())[place], row, of))
                elif row.act_by is not None:
                    fact.pending.append(_words(populations(name, on, current())[place], row, of))
    return found


@functools.cache
def _paths(name: str, of: type[Model]) -> tuple[tuple[int, str], ...]:
    """The populations of a duty whose rows belong to persons or units, and the lookup to those; the same on every day."""
    with as_if(EVERY):
        every = populations(name, PROBES[0], EVERY)
    found = ((place, path_to(subjects.rows, of)) for place, subjects in enumerate(every))
    return tuple((place, path) for place, path in found if path is not None)


@kept
def _of_one(name: str, place: int, path: str, key: UUID, on: date) -> QuerySet[Any]:
    mine: QuerySet[Any] = (
        with_verdict(populations(name, on, current())[place]).filter(**{path: key}).annotate(fact_of=F(path))
    )
    return mine


def _words(subjects: Subjects, row: Any, of: type[Model]) -> str:
    reason = str(subjects.reason(row))
    # Of the person themselves the name need not be said.
    return reason if isinstance(row, of) else f"{subjects.label(row)}: {reason}"


def path_to(rows: QuerySet[Any], of: type[Model]) -> str | None:
    """The lookup from a subject to the person or unit that it belongs to; None where it belongs to none."""
    if rows.model is of:
        return "pk"
    direct = _column(rows.model, of)
    if direct or of is Person:
        return direct
    for name in THROUGH:
        target = _target(rows.model, name)
        column = _column(target, of) if target else None
        if column:
            return f"{name}__{column}"
    return None


def _column(model: type[Model], of: type[Model]) -> str | None:
    return next((name for name in NAMES[of] if _target(model, name) is of), None)


def _target(model: type[Model], name: str) -> type[Model] | None:
    column = next((one for one in model._meta.get_fields() if one.name == name), None)
    return column.related_model if isinstance(column, ForeignKey) else None
