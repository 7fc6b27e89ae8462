"""The numbers and lines of a report, computed once; every version of the report shows these and no others (AUD-5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sakimori.assurance.audits import queries
from sakimori.assurance.audits.models import (
    Audit,
    AuditedUnit,
    AuditFinding,
    AuditItem,
    Auditor,
    AuditSample,
    SampleDraw,
    ScopeClause,
)
from sakimori.assurance.audits.queries import Tally
from sakimori.assurance.audits.types import Answer
from sakimori.foundation.improvements.types import Grade


@dataclass(frozen=True, slots=True)
class ClauseFigures:
    """One clause of the scope: how its lines came out, its findings."""

    path: str
    heading: str
    text: str
    tally: Tally
    findings: int
    items: tuple[AuditItem, ...]


@dataclass(frozen=True, slots=True)
class SampleFigures:
    """One sample with what was seen of each subject."""

    sample: AuditSample
    path: str
    draws: tuple[SampleDraw, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole audit."""

    audit: Audit
    auditors: tuple[Auditor, ...]
    units: tuple[str, ...]
    tally: Tally
    clauses: tuple[ClauseFigures, ...]
    samples: tuple[SampleFigures, ...]
    findings: tuple[AuditFinding, ...]

    def by_grade(self) -> list[tuple[str, int]]:
        """Findings of each grade."""
        return [(str(grade.label), sum(one.grade == grade for one in self.findings)) for grade in Grade]

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.findings)

    @property
    def accepted(self) -> int:
        return sum(one.answer == Answer.ACCEPT for one in self.findings)

    @property
    def settled(self) -> int:
        return sum(one.settled_on is not None for one in self.findings)

    @property
    def drawn(self) -> int:
        return sum(len(one.draws) for one in self.samples)


def figures_of(audit: Audit) -> Figures:
    """Read an audit for its report. A fixed number of SQL statements."""
    items = queries.items_of(audit)
    findings = queries.findings_of(audit)
    scope = list(ScopeClause.objects.filter(audit=audit).select_related("clause").order_by("order", "id"))
    units = AuditedUnit.objects.filter(audit=audit).select_related("unit").order_by("unit__order", "unit_id")
    return Figures(
        audit=audit,
        auditors=tuple(queries.auditors_of(audit)),
        units=tuple(row.unit.name for row in units),
        tally=queries.tally(items),
        clauses=tuple(_clause(row, items, findings) for row in scope),
        samples=tuple(_samples(audit, scope)),
        findings=tuple(findings),
    )


def _clause(row: ScopeClause, items: Sequence[AuditItem], findings: Sequence[AuditFinding]) -> ClauseFigures:
    own = [item for item in items if item.scope_id == row.pk]
    return ClauseFigures(
        path=row.clause.path,
        heading=row.clause.heading,
        text=row.clause.text,
        tally=queries.tally(own),
        findings=sum(finding.scope_id == row.pk for finding in findings),
        items=tuple(own),
    )


def _samples(audit: Audit, scope: Sequence[ScopeClause]) -> list[SampleFigures]:
    paths = {row.pk: row.clause.path for row in scope}
    draws: dict[UUID, list[SampleDraw]] = defaultdict(list)
    for draw in SampleDraw.objects.filter(sample__audit=audit).order_by("sample_id", "position"):
        draws[draw.sample_id].append(draw)
    return [
        SampleFigures(sample, paths[sample.scope_id], tuple(draws[sample.pk]), queries.tally(draws[sample.pk]))
        for sample in AuditSample.objects.filter(audit=audit).order_by("id")
    ]
