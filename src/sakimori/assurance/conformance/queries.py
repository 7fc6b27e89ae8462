"""The board: the policy as it reads, and beside every clause whether it is kept. Constant number of SQL statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet, Subquery

from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.engine import Standing, standing_of, tables_of
from sakimori.assurance.conformance.models import DutyHistory, SnapshotDay
from sakimori.assurance.conformance.texts import text_in_force
from sakimori.assurance.conformance.words import CADENCES, OWNER_ROLES, owner_words
from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import registered_actions
from sakimori.foundation.duties.models import DutySetting, DutySplit
from sakimori.foundation.duties.queries import settings_on, splits_on
from sakimori.foundation.duties.spec import SEVERITY, DutySpec, State, built_duties, catalogue
from sakimori.foundation.duties.types import Part
from sakimori.foundation.ledger.models import Detail, Entry
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses.models import Clause, PolicyVersion


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty on the board."""

    spec: DutySpec
    standing: Standing
    setting: DutySetting | None = None
    split: DutySplit | None = None
    """Who has which part as the assembly decided it; only on pages that ask for it (`with_splits`)."""

    @property
    def key(self) -> str:
        return self.spec.key

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def percent(self) -> int | None:
        """Share of kept subjects in percent, rounded down; None where there is nobody to keep it."""
        if self.standing.population == 0 or self.state in {State.NOT_APPLICABLE, State.NOT_BUILT}:
            return None
        return 100 * self.standing.kept // self.standing.population

    @property
    def owner(self) -> str:
        """Who must see to it, in words: as the assembly decided, else as the catalogue says."""
        return owner_words(self.spec.owner, self.split)

    def is_of(self, owner: str) -> bool:
        """Whether it belongs to this owner of the catalogue; an adopted split counts by the roles of its doers."""
        if self.split is None:
            return self.spec.owner == owner
        does = self.split.holders(Part.RESPONSIBLE)
        roles = does.roles | {Role(does.post.role)} if does.post else does.roles
        return not roles.isdisjoint(OWNER_ROLES.get(owner, ()))

    @property
    def cadence(self) -> str:
        """The catalogue's own cadence, in words."""
        return str(CADENCES[self.spec.cadence])


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause on the board, with the worst state of its duties and the figure of all of them together."""

    id: UUID | None
    path: str
    heading: str
    text: str
    depth: int
    state: State | None
    kept: int
    population: int
    next_due: date | None
    duties: tuple[DutyRow, ...]
    concerns_assembly: bool = True
    ordinance_items: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()

    @property
    def percent(self) -> int | None:
        return 100 * self.kept // self.population if self.population else None


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one assembly on one day."""

    on: date
    version: PolicyVersion | None
    clauses: tuple[ClauseRow, ...]
    unplaced: tuple[DutyRow, ...]
    """Duties whose measures no clause of the policy speaks of (duties of law stand here too)."""
    state: State
    kept: int
    population: int
    counts: Mapping[State, int]
    recorded_on: date | None = None
    """For a past day: the day whose snapshot is shown; None when nothing was recorded by then."""
    is_past: bool = False

    @property
    def percent(self) -> int | None:
        return 100 * self.kept // self.population if self.population else None


def board(ctx: Context, on: date | None = None) -> Board:
    """The board today (live), or as it stood on a past day (from the snapshots)."""
    day = on or ctx.today
    if day >= ctx.today:
        standings: dict[str, Standing] = fresh_standings(ctx.today)
        recorded: date | None = ctx.today
    else:
        standings, recorded = standings_on(day)
    version, clauses = text_in_force(day)
    rows = duty_rows(standings, settings_on(day))
    return assemble(day, version, clauses, rows, recorded, is_past=day < ctx.today)


def duties_today(ctx: Context) -> dict[str, DutyRow]:
    """Every duty of the catalogue today, without the policy's clauses. Two SQL statements when nothing is stale."""
    return duty_rows(fresh_standings(ctx.today), settings_on(ctx.today))


def states_today(ctx: Context) -> dict[str, State]:
    """How every duty stands today, for pages below this module that count on some of them."""
    return {key: row.state for key, row in duties_today(ctx).items()}


def duty_rows(standings: Mapping[str, Standing], settings: Mapping[str, DutySetting]) -> dict[str, DutyRow]:
    """Every duty of the catalogue with how it stands; what no module evaluates yet is "not built", never kept."""
    return {
        key: DutyRow(
            spec, _applied(standings.get(key) or Standing(key, State.NOT_BUILT), settings.get(key)), settings.get(key)
        )
        for key, spec in catalogue().items()
    }


def _applied(standing: Standing, setting: DutySetting | None) -> Standing:
    if setting is not None and not setting.is_applicable:
        return Standing(standing.duty, State.NOT_APPLICABLE)
    return standing


def assemble(
    day: date,
    version: PolicyVersion | None,
    clauses: Sequence[tuple[Clause, Sequence[str]]],
    rows: Mapping[str, DutyRow],
    recorded: date | None,
    *,
    is_past: bool,
) -> Board:
    """The board of any version's clauses against any standings: today's, a past day's, or those of a rehearsal."""
    by_measure: dict[str, list[DutyRow]] = {}
    for row in rows.values():
        for measure in row.spec.measures:
            by_measure.setdefault(measure, []).append(row)
    placed: set[str] = set()
    board_rows = []
    for clause, measures in clauses:
        own: dict[str, DutyRow] = {}
        if clause.concerns_assembly:
            for measure in measures:
                own |= {row.key: row for row in by_measure.get(measure, ())}
        placed |= set(own)
        board_rows.append(_clause_row(clause, tuple(sorted(own.values(), key=lambda row: row.spec.order))))
    live = [row for row in rows.values() if row.state not in {State.NOT_BUILT, State.NOT_APPLICABLE}]
    counts = {state: sum(row.state == state for row in rows.values()) for state in State}
    return Board(
        on=day,
        version=version,
        clauses=tuple(board_rows),
        unplaced=tuple(row for key, row in rows.items() if key not in placed),
        state=worst(live) or State.NOT_STARTED,
        kept=sum(row.standing.kept for row in live),
        population=sum(row.standing.population for row in live),
        counts=counts,
        recorded_on=recorded,
        is_past=is_past,
    )


def _clause_row(clause: Clause, duties: tuple[DutyRow, ...]) -> ClauseRow:
    live = [row for row in duties if row.state not in {State.NOT_BUILT, State.NOT_APPLICABLE}]
    dues = [row.standing.next_due for row in live if row.standing.next_due]
    return ClauseRow(
        id=clause.pk,
        path=clause.path,
        heading=clause.heading,
        text=clause.text,
        depth=clause.depth,
        state=worst(live) or (duties[0].state if duties else None),
        kept=sum(row.standing.kept for row in live),
        population=sum(row.standing.population for row in live),
        next_due=min(dues, default=None),
        duties=duties,
        concerns_assembly=clause.concerns_assembly,
        ordinance_items=tuple(sorted({row.spec.ordinance_item for row in duties if row.spec.ordinance_item})),
        owners=tuple(sorted({row.spec.owner for row in duties})),
    )


def worst(rows: Iterable[DutyRow]) -> State | None:
    """The worst state; None of nothing."""
    return max((row.state for row in rows), key=SEVERITY.__getitem__, default=None)


def standings_on(day: date) -> tuple[dict[str, Standing], date | None]:
    """How the duties stood on a past day, and the last recorded day up to it (None: nothing was recorded yet)."""
    recorded = SnapshotDay.objects.filter(day__lte=day).order_by("-day").values_list("day", flat=True).first()
    rows = DutyHistory.objects.filter(from_day__lte=day).order_by("from_day", "id") if recorded else ()
    return {row.duty: standing_of(row) for row in rows}, recorded


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The figure of a group of duties on a day."""

    day: date
    kept: int
    population: int

    @property
    def label(self) -> date:
        """The day, as charts want it."""
        return self.day

    @property
    def value(self) -> int:
        """Share of kept subjects in percent."""
        return 100 * self.kept // self.population if self.population else 0


def trend(keys: Sequence[str], on: date, days: int = 90, points: int = 13) -> list[TrendPoint]:
    """The share of kept subjects at evenly spaced days up to `on`, from the first recorded day. One SQL statement."""
    history: dict[str, list[tuple[date, Standing]]] = {}
    first: date | None = None
    rows = DutyHistory.objects.filter(duty__in=keys, from_day__lte=on).order_by("from_day", "id")
    for row in rows.annotate(recorded_from=Subquery(SnapshotDay.objects.order_by("day").values("day")[:1])):
        history.setdefault(row.duty, []).append((row.from_day, standing_of(row)))
        first = row.recorded_from
    if first is None:
        return []
    step = max(1, days // (points - 1))
    wanted = [on - timedelta(days=step * back) for back in range(points - 1, -1, -1)]
    return [_point(day, history) for day in wanted if day >= first]


def _point(day: date, history: Mapping[str, Sequence[tuple[date, Standing]]]) -> TrendPoint:
    standings = []
    for rows in history.values():
        before = [standing for from_day, standing in rows if from_day <= day]
        if before:
            standings.append(before[-1])
    return TrendPoint(day, sum(s.kept for s in standings), sum(s.population for s in standings))


def filtered(whole: Board, state: str | None, owner: str | None, item: str | None) -> Board:
    """The clauses and duties of the board that match; a clause stays when one of its duties does."""

    def fits(row: DutyRow) -> bool:
        return (
            (not state or row.state == state)
            and (not owner or row.is_of(owner))
            and (not item or str(row.spec.ordinance_item) == item)
        )

    if not (state or owner or item):
        return whole
    return replace(
        whole,
        clauses=tuple(row for row in whole.clauses if any(fits(duty) for duty in row.duties)),
        unplaced=tuple(row for row in whole.unplaced if fits(row)),
    )


def with_splits(rows: Mapping[str, DutyRow], on: date) -> dict[str, DutyRow]:
    """The duties with who has which part on the day. One SQL statement."""
    splits = splits_on(on)
    return {key: replace(row, split=splits.get(key)) for key, row in rows.items()}


def board_with_splits(whole: Board) -> Board:
    """The same board, its duties with who has which part on its day. One SQL statement."""
    rows = with_splits(duties_of(whole), whole.on)
    return replace(
        whole,
        clauses=tuple(
            replace(clause, duties=tuple(rows[row.key] for row in clause.duties)) for clause in whole.clauses
        ),
        unplaced=tuple(rows[row.key] for row in whole.unplaced),
    )


def duties_of(whole: Board) -> dict[str, DutyRow]:
    """Every duty of the board by key, wherever it stands."""
    placed = {duty.key: duty for clause in whole.clauses for duty in clause.duties}
    return placed | {row.key: row for row in whole.unplaced}


def row_of(whole: Board, key: str) -> DutyRow:
    """A duty of the board, wherever it stands."""
    return duties_of(whole)[key]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One entry of the ledger, in words."""

    sequence: int
    at: datetime
    sentence: str


def evidence(keys: Iterable[str], limit: int = 20) -> list[EvidenceRow]:
    """The latest ledger entries that touched records deciding these duties, newest first. One SQL statement."""
    return evidence_rows(entries_about(keys, limit))


def entries_about(keys: Iterable[str], limit: int) -> QuerySet[Entry]:
    """Those entries, to be read alone or together with others."""
    tables = frozenset().union(*(tables_of(key) for key in keys if key in built_duties()))
    models = [model._meta.label_lower for model in apps.get_models() if model._meta.db_table in tables]
    touching = Detail.objects.filter(model__in=models).values("entry_id")
    return Entry.objects.filter(pk__in=touching).only("sequence", "at", "action").order_by("-sequence")[:limit]


def evidence_rows(entries: Iterable[Entry]) -> list[EvidenceRow]:
    """Entries in words, newest first."""
    sentences = registered_actions()
    return [
        EvidenceRow(entry.sequence, entry.at, str(sentences[entry.action].sentence))
        for entry in sorted(entries, key=lambda entry: entry.sequence, reverse=True)
    ]
