"""The evaluation: every population of a duty is one SQL statement, whether for one assembly or for all of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Q

from sakimori.assurance.conformance.models import Figures
from sakimori.assurance.conformance.statements import Template, execute, template_of
from sakimori.assurance.conformance.tallies import tally_sql, with_verdict
from sakimori.foundation.assemblies.following import PROBES
from sakimori.foundation.assemblies.scope import EVERY, current, every_assembly
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import SOON_DAYS, Duty, State, Subjects, built_duties


@dataclass(frozen=True, slots=True)
class Standing:
    """How one duty stands in one assembly on one day."""

    duty: str
    state: State
    population: int = 0
    breached: int = 0
    soon: int = 0
    next_due: date | None = None

    @property
    def kept(self) -> int:
        """Subjects that keep the duty (those whose date is near included)."""
        return self.population - self.breached


Key = tuple[UUID, str]


def standing_of(row: Figures) -> Standing:
    """The standing that a stored row holds."""
    return Standing(row.duty, State(row.state), row.population, row.breached, row.soon, row.next_due)


def evaluate(
    keys: Iterable[str], on: date, settings: Mapping[Key, DutySetting], assemblies: Iterable[UUID]
) -> dict[Key, Standing]:
    """Evaluate duties in the scope that was entered: one assembly, or every one of those given.

    One statement for each population of each duty, however many assemblies there are.
    """
    wanted = list(assemblies)
    found: dict[Key, Standing] = {}
    for key in keys:
        tallies: dict[UUID, list[Standing]] = {}
        for assembly_id, tally in _tallies(key, on):
            tallies.setdefault(assembly_id, []).append(tally)
        for assembly_id in wanted:
            setting = settings.get((assembly_id, key))
            found[assembly_id, key] = _standing(key, tallies.get(assembly_id, []), setting)
    return found


def _tallies(key: str, on: date) -> Iterable[tuple[UUID, Standing]]:
    place = current()
    assert place is not None, "enter a scope first"
    count, _must_exist = shape_of(key)
    for index in range(count):
        template = _template(key, index, place == EVERY)
        rows = template.run(on, place) if template else execute(*_tally_sql(key, index, on))
        for assembly_id, all_rows, breached, soon, first_due in rows:
            yield assembly_id, Standing(key, State.KEPT, all_rows, breached, soon, first_due)


@functools.cache
def shape_of(key: str) -> tuple[int, bool]:
    """How many populations a duty has, and whether they must exist."""
    with every_assembly():
        duty = built_duties()[key](PROBES[0])
    return len(duty.subjects), duty.must_exist


@functools.cache
def _template(key: str, index: int, every: bool) -> Template | None:
    return template_of(lambda day: _tally_sql(key, index, day), every=every)


def _tally_sql(key: str, index: int, on: date) -> tuple[str, Sequence[Any]]:
    return tally_sql(populations(key, on, current())[index], on)


@functools.lru_cache(maxsize=64)
def populations(key: str, on: date, _scope: object) -> Sequence[Subjects]:
    """A duty's populations on a day in a scope (`current()`): their statements, and many sheets, ask for the same ones."""
    return built_duties()[key](on).subjects


def _standing(key: str, tallies: list[Standing], setting: DutySetting | None) -> Standing:
    population = sum(tally.population for tally in tallies)
    breached = sum(tally.breached for tally in tallies)
    soon = sum(tally.soon for tally in tallies)
    dues = [tally.next_due for tally in tallies if tally.next_due]
    if setting is not None and not setting.is_applicable:
        return Standing(key, State.NOT_APPLICABLE)
    if breached:
        state = State.BREACHED
    elif not population:
        state = State.NOT_STARTED if shape_of(key)[1] else State.NOT_APPLICABLE
    else:
        state = State.DUE_SOON if soon else State.KEPT
    return Standing(key, state, population, breached, soon, min(dues, default=None))


def urgent_rows(duty: Duty, on: date, limit: int | None = None) -> list[tuple[Subjects, Any]]:
    """The subjects that breach or soon will, with their population: breaches first, then by date.

    One statement for each population; `is_breached` and `act_by` are columns of the rows.
    """
    horizon = on + timedelta(days=SOON_DAYS)
    found: list[tuple[Subjects, Any]] = []
    for subjects in duty.subjects:
        rows = with_verdict(subjects).filter(Q(is_breached=True) | Q(act_by__lte=horizon))
        rows = rows.order_by("-is_breached", F("act_by").asc(nulls_last=True), "pk")
        found.extend((subjects, row) for row in (rows[:limit] if limit else rows))
    return found


@functools.cache
def tables_of(key: str) -> frozenset[str]:
    """The tables whose rows decide a duty, read off its own SQL; a write to another table cannot change it."""
    known = {model._meta.db_table for model in apps.get_models()}
    with every_assembly():
        duty = built_duties()[key](date(2026, 4, 1))
        sql = " ".join(str(with_verdict(subjects).query) for subjects in duty.subjects)
    return frozenset(known.intersection(re.findall(r'"(\w+)"', sql)))


@functools.lru_cache(maxsize=1024)
def duties_touched_by(written: frozenset[str]) -> frozenset[str]:
    """The duties that a write to these tables can change."""
    return frozenset(key for key in built_duties() if not written.isdisjoint(tables_of(key)))
