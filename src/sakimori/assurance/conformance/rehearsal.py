"""A draft against today's records before it is adopted (POL-7): which clauses would be red on the first day.

The board is assembled as always, with the draft's clauses. Only the duties that are about the version itself cannot
be read off today's records; they are put as they would stand if the draft were decided and in force today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import Standing
from sakimori.assurance.conformance.queries import Board, ClauseRow, DutyRow, assemble, duty_rows
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import SEVERITY, SOON_DAYS, State
from sakimori.policy.clauses import queries as policy
from sakimori.policy.clauses.duties import ACKNOWLEDGE_DAYS, PUBLISH_DAYS
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.policy.clauses.queries import UnitProgress

Placed = Sequence[tuple[Clause, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class RehearsedClause:
    """A clause of the draft, and the clauses of the present version about the same measures."""

    row: ClauseRow
    before: tuple[ClauseRow, ...]

    @property
    def state_before(self) -> State | None:
        """The worst state of those clauses today; None when none of them has a duty."""
        return max((row.state for row in self.before if row.state), key=SEVERITY.__getitem__, default=None)

    @property
    def is_worse(self) -> bool:
        """Whether the clause would stand worse than its forerunners do today."""
        now = SEVERITY[self.row.state] if self.row.state else -1
        return now > (SEVERITY[self.state_before] if self.state_before else -1) and self.row.state != State.NOT_BUILT


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What adopting the draft today would mean."""

    now: Board
    then: Board
    clauses: tuple[RehearsedClause, ...]
    joining: tuple[DutyRow, ...]
    """Duties that a clause of the draft speaks of and none of the present version."""
    leaving: tuple[DutyRow, ...]
    unaligned: tuple[ClauseRow, ...]
    """Clauses with words of their own to which nothing that is evaluated belongs."""
    units: tuple[UnitProgress, ...]
    """Who must acknowledge the version, by caucus; the name is empty for everybody else."""
    open_asks: int
    """Asks about the version in force that the new one will replace."""

    @property
    def red(self) -> tuple[ClauseRow, ...]:
        """The clauses that would be breached on the first day."""
        return tuple(clause.row for clause in self.clauses if clause.row.state == State.BREACHED)

    @property
    def joining_built(self) -> tuple[DutyRow, ...]:
        """Those of them that some module evaluates."""
        return tuple(row for row in self.joining if row.state != State.NOT_BUILT)

    @property
    def joining_later(self) -> tuple[DutyRow, ...]:
        """Those that nothing evaluates yet."""
        return tuple(row for row in self.joining if row.state == State.NOT_BUILT)

    @property
    def people(self) -> int:
        """How many people in office have not acknowledged this text."""
        return sum(unit.total - unit.done for unit in self.units)


def rehearse(ctx: Context, version: PolicyVersion) -> Rehearsal:
    """The draft as though it were decided and in force today. A constant number of SQL statements."""
    today, settings = ctx.today, settings_on(ctx.today)
    standings = fresh_standings(today)
    present = policy.in_force(today)
    old = policy.clauses_with_measures(present) if present else []
    new = policy.clauses_with_measures(version)
    units = tuple(policy.progress_by_unit(version, today))
    people = sum(unit.total for unit in units)
    adopted = as_adopted(standings, settings, today, people)
    before = assemble(today, present, old, duty_rows(standings, settings), today, is_past=False)
    after = assemble(today, version, new, duty_rows(adopted, settings), today, is_past=False)
    return Rehearsal(
        now=before,
        then=after,
        clauses=_beside(after, new, before, old),
        joining=_only_in(after, before),
        leaving=_only_in(before, after),
        unaligned=tuple(row for row in after.clauses if _is_unaligned(row)),
        units=units,
        open_asks=policy.open_asks_about(present) if present else 0,
    )


def as_adopted(
    standings: Mapping[str, Standing], settings: Mapping[str, DutySetting], today: date, people: int
) -> dict[str, Standing]:
    """Today's standings, with the duties about the version itself as on the day of its decision.

    A policy is then in force; it is not yet published, is acknowledged by nobody, and has just been looked at.
    """
    due = {
        key: _due(key, settings.get(key), today, days)
        for key, days in {
            "policy.published": PUBLISH_DAYS,
            "compliance.acknowledged": ACKNOWLEDGE_DAYS,
            "policy.reviewed": None,
        }.items()
    }
    published = standings.get("policy.published") or Standing("policy.published", State.KEPT)
    dues = [day for day in (published.next_due, due["policy.published"]) if day]
    waiting = published.soon + _is_soon(due["policy.published"], today)
    changed = [
        Standing("policy.established", State.KEPT, 1),
        replace(published, population=published.population + 1, soon=waiting, next_due=min(dues, default=None)),
        _of_everyone("compliance.acknowledged", people, due["compliance.acknowledged"], today),
        _of_everyone("policy.reviewed", 1, due["policy.reviewed"], today),
    ]
    return {**standings, **{row.duty: replace(row, state=_state(row)) for row in changed}}


def _due(key: str, setting: DutySetting | None, today: date, default: int | None) -> date | None:
    if setting is not None and setting.is_open:
        return None
    days = setting.days if setting is not None and setting.days else default
    return today + timedelta(days=days) if days else None


def _is_soon(due: date | None, today: date) -> int:
    return int(due is not None and due <= today + timedelta(days=SOON_DAYS))


def _of_everyone(key: str, number: int, due: date | None, today: date) -> Standing:
    soon = number if _is_soon(due, today) else 0
    return Standing(key, State.KEPT, number, 0, soon, due if number else None)


def _state(standing: Standing) -> State:
    if standing.breached:
        return State.BREACHED
    if not standing.population:
        return State.NOT_STARTED
    return State.DUE_SOON if standing.soon else State.KEPT


def _beside(after: Board, new: Placed, before: Board, old: Placed) -> tuple[RehearsedClause, ...]:
    """Each clause of the draft with the present clauses that share a measure with it, in reading order."""
    by_measure: dict[str, list[int]] = {}
    for index, (_clause, measures) in enumerate(old):
        for measure in measures:
            by_measure.setdefault(measure, []).append(index)
    return tuple(
        RehearsedClause(row, tuple(before.clauses[index] for index in _indexes(measures, by_measure)))
        for row, (_clause, measures) in zip(after.clauses, new, strict=True)
    )


def _indexes(measures: Iterable[str], by_measure: Mapping[str, Sequence[int]]) -> list[int]:
    return sorted({index for measure in measures for index in by_measure.get(measure, ())})


def _only_in(one: Board, other: Board) -> tuple[DutyRow, ...]:
    there = {duty.key for clause in other.clauses for duty in clause.duties}
    found = {duty.key: duty for clause in one.clauses for duty in clause.duties if duty.key not in there}
    return tuple(sorted(found.values(), key=lambda duty: duty.spec.order))


def _is_unaligned(row: ClauseRow) -> bool:
    live = [duty for duty in row.duties if duty.state != State.NOT_BUILT]
    return row.concerns_assembly and bool(row.text) and not live
