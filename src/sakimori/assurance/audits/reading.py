"""What an auditor sees of the scope: clauses with their duties as they stand today, populations, breaches, records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from sakimori.assurance.audits import queries
from sakimori.assurance.audits.models import Audit, AuditItem, AuditSample, ScopeClause
from sakimori.assurance.conformance import queries as conformance
from sakimori.assurance.conformance.actions import first_urgent, fresh_standings
from sakimori.assurance.conformance.engine import tables_of
from sakimori.assurance.conformance.models import DutyHistory
from sakimori.assurance.conformance.queries import ClauseRow, DutyRow, EvidenceRow
from sakimori.assurance.conformance.texts import with_measures
from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import SEVERITY, DutySpec, State, built_duties, catalogue
from sakimori.foundation.improvements.models import Improvement

BACK = timedelta(days=400)
"""How far back the history of a clause is shown: a year and a month, so that last year's audit lies in it."""

MOST_IMPROVEMENTS = 50
EVIDENCE = 40


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A clause of the scope with its duties as they stand today."""

    scope: ScopeClause
    clause: ClauseRow
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which a duty came to stand otherwise."""

    day: date
    duty: DutySpec
    state: State
    kept: int
    population: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A subject of a duty that is breached or soon will be, without a way to mend it: auditors mend nothing."""

    label: str
    reason: str
    due: date | None
    is_breached: bool
    duty: DutySpec


def scope_rows(ctx: Context, audit: Audit, only: UUID | None = None) -> list[ScopeRow]:
    """The clauses of the scope in reading order with their duties today. Three SQL statements when nothing is stale."""
    rows = (
        ScopeClause.objects.filter(audit=audit).select_related("clause").annotate(slug=F("clause__measures__measure"))
    )
    found = with_measures(
        (rows.filter(pk=only) if only else rows).order_by(
            "clause__order", "-clause__measures__confidence", "clause__measures__measure"
        )
    )
    scope = {row.clause_id: row for row, _slugs in found}
    placed = [(row.clause, slugs) for row, slugs in found]
    duties = conformance.duty_rows(fresh_standings(ctx.today), settings_on(ctx.today))
    board = conformance.assemble(ctx.today, audit.version, placed, duties, ctx.today, is_past=False)
    measures = {clause.pk: tuple(found) for clause, found in placed}
    return [ScopeRow(scope[row.id], row, measures[row.id]) for row in board.clauses if row.id in scope]


def duties_in(rows: Iterable[ScopeRow]) -> dict[str, DutyRow]:
    """Every duty of these clauses by key."""
    return {duty.key: duty for row in rows for duty in row.clause.duties}


def built_in(rows: Iterable[ScopeRow]) -> list[str]:
    """Keys of those duties that are evaluated."""
    return [key for key in duties_in(rows) if key in built_duties()]


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """What is written about a clause of the scope."""

    changes: list[Change]
    since: dict[str, date]
    """Since when each duty stands as it does."""
    improvements: list[Improvement]
    items: list[AuditItem]
    samples: list[AuditSample]
    evidence: list[EvidenceRow]


def record_of(audit: Audit, row: ScopeRow, on: date) -> ClauseRecord:
    """How the duties of a clause changed, corrective actions about it, its checklist, samples, entries of the ledger. One SQL
    statement."""
    keys = built_in([row])
    history, improvements, items, samples, entries = together(
        DutyHistory.objects.filter(duty__in=keys, from_day__lte=on),
        _about(row).order_by("-number")[:MOST_IMPROVEMENTS],
        queries.checklist(audit).filter(scope=row.scope),
        queries.samples(audit).filter(scope=row.scope),
        conformance.entries_about(keys, EVIDENCE),
    )
    changes, since = _changes(sorted(history, key=lambda one: (one.from_day, one.pk)), on)
    return ClauseRecord(
        changes=changes,
        since=since,
        improvements=sorted(improvements, key=lambda one: one.number, reverse=True),
        items=sorted(items, key=lambda one: (one.order, one.pk)),
        samples=sorted(samples, key=lambda one: one.pk),
        evidence=conformance.evidence_rows(entries),
    )


def _changes(rows: Iterable[DutyHistory], on: date) -> tuple[list[Change], dict[str, date]]:
    """Days on which these duties changed, newest first, and since when each stands as it does."""
    changes: list[Change] = []
    since: dict[str, date] = {}
    last: dict[str, DutyHistory] = {}
    for row in rows:
        before = last.get(row.duty)
        if before is None or before.state != row.state:
            since[row.duty] = row.from_day
        if row.from_day >= on - BACK:
            changes.append(
                Change(
                    row.from_day, catalogue()[row.duty], State(row.state), row.population - row.breached, row.population
                )
            )
        last[row.duty] = row
    return changes[::-1], since


def breaches(ctx: Context, duties: Mapping[str, DutyRow]) -> list[Breach]:
    """Who breaches or soon will, of those duties where anybody does. One statement while nothing changed."""
    wanted = [key for key, duty in duties.items() if duty.standing.breached or duty.standing.soon]
    language = (get_language() or "ja")[:2]
    found = [
        Breach(one.words[language].label, one.words[language].reason, one.due, one.is_breached, duties[key].spec)
        for key, subjects in first_urgent(wanted, ctx.today).items()
        for one in subjects
    ]
    return sorted(found, key=lambda one: (not one.is_breached, one.due or date.max, one.label))


def _about(row: ScopeRow) -> QuerySet[Improvement]:
    """Corrective actions about a clause or its duties."""
    return Improvement.objects.filter(Q(clause_path=row.clause.path) | Q(duty__in=list(duties_in([row]))))


def models_in(rows: Iterable[ScopeRow]) -> frozenset[str]:
    """The tables whose rows decide these duties, as the ledger calls them."""
    tables = frozenset().union(*(tables_of(key) for key in built_in(rows)))
    return frozenset(model._meta.label_lower for model in apps.get_models() if model._meta.db_table in tables)


def worst_of(rows: Iterable[ScopeRow]) -> State | None:
    """The worst state in the scope."""
    return max((row.clause.state for row in rows if row.clause.state), key=SEVERITY.__getitem__, default=None)
