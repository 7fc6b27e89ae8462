"""A draft against today's records before it is adopted (POL-7): which clauses would be red on the first day.

The board is assembled as always, with the draft's clauses. Only the duties that are about the version itself cannot
be read off today's records; they are put as they would stand if the draft were decided and in force today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Subquery

from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import Standing
from sakimori.assurance.conformance.queries import Board, ClauseRow, DutyRow, assemble, duty_rows, row_of
from sakimori.assurance.conformance.texts import Placed, text_in_force_and
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import SEVERITY, SOON_DAYS, State
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Membership
from sakimori.foundation.people.types import UnitKind
from sakimori.policy.clauses import queries as policy
from sakimori.policy.clauses.duties import ACKNOWLEDGE_DAYS, PUBLISH_DAYS
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.queries import UnitProgress

ACKNOWLEDGED = "compliance.acknowledged"


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
    late: Board
    """As `then`, after the last day to acknowledge, with nobody having done so."""
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
    def red_later(self) -> tuple[ClauseRow, ...]:
        """The clauses that are breached only once the time to acknowledge has run out without anybody doing so."""
        first = {row.id for row in self.red}
        return tuple(row for row in self.late.clauses if row.state == State.BREACHED and row.id not in first)

    @property
    def acknowledge_by(self) -> date | None:
        """The last day to acknowledge; None where the assembly left the time open, or the duty does not apply."""
        return row_of(self.then, ACKNOWLEDGED).standing.next_due

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
        """How many people in office must acknowledge this text. Nobody has: an earlier text does not count."""
        return sum(unit.total for unit in self.units)


def rehearse(ctx: Context, version: PolicyVersion) -> Rehearsal:
    """The draft as though it were decided and in force today. A constant number of SQL statements."""
    today, settings = ctx.today, settings_on(ctx.today)
    standings = fresh_standings(today)
    present, old, new = text_in_force_and(version, today)
    units = _units(today)
    adopted = as_adopted(standings, settings, today, sum(unit.total for unit in units))
    before = assemble(today, present, old, duty_rows(standings, settings), today, is_past=False)
    after = assemble(today, version, new, duty_rows(adopted, settings), today, is_past=False)
    unheeded = {**adopted, ACKNOWLEDGED: _unheeded(adopted[ACKNOWLEDGED])}
    late = assemble(today, version, new, duty_rows(unheeded, settings), today, is_past=False)
    return Rehearsal(
        now=before,
        then=after,
        late=late,
        clauses=_beside(after, new, before, old),
        joining=_only_in(after, before),
        leaving=_only_in(before, after),
        unaligned=tuple(row for row in after.clauses if _is_unaligned(row)),
        units=units,
        open_asks=policy.open_asks_about(present) if present else 0,
    )


def _units(on: date) -> tuple[UnitProgress, ...]:
    """How many people of each caucus are in office: all of them must acknowledge, since nobody has. One statement."""
    caucus = Membership.objects.filter(covers(on), person=OuterRef("pk"), unit__kind=UnitKind.CAUCUS)
    rows = people.people_in_office(on).annotate(caucus=Subquery(caucus.order_by("id").values("unit__name")[:1]))
    counted = dict(rows.order_by().values_list("caucus").annotate(Count("pk")))
    names = sorted(counted, key=lambda name: (name is None, name))
    return tuple(UnitProgress(name or "", 0, counted[name]) for name in names)


def _unheeded(asked: Standing) -> Standing:
    """The duty to acknowledge on the day after its last day, if nobody has done so by then."""
    if asked.next_due is None:  # the assembly left the time open: nobody is ever late
        return asked
    return replace(asked, state=State.BREACHED, breached=asked.population, soon=0, next_due=None)


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
            ACKNOWLEDGED: ACKNOWLEDGE_DAYS,
            "policy.reviewed": None,
        }.items()
    }
    published = standings.get("policy.published") or Standing("policy.published", State.KEPT)
    dues = [day for day in (published.next_due, due["policy.published"]) if day]
    waiting = published.soon + _is_soon(due["policy.published"], today)
    changed = [
        Standing("policy.established", State.KEPT, 1),
        replace(published, population=published.population + 1, soon=waiting, next_due=min(dues, default=None)),
        _of_everyone(ACKNOWLEDGED, people, due[ACKNOWLEDGED], today),
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
