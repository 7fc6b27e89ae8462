"""Reads of audits and of the one list of corrective actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, prefetch_related_objects

from sakimori.assurance.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    AuditItemFile,
    Auditor,
    AuditorLink,
    AuditSample,
    AuditYear,
    SampleDraw,
)
from sakimori.assurance.audits.types import AuditState, Result
from sakimori.foundation.improvements.models import Extension, Improvement, Proof
from sakimori.foundation.improvements.queries import listed
from sakimori.foundation.improvements.types import State
from sakimori.foundation.ledger.past import as_of, later_changes
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office


def improvements_on(on: date, today: date) -> list[Improvement]:
    """Every one, what waits first, by date; of a past day as the ledger knows it. One SQL statement, for a past day up
    to four."""
    rows = list(listed())
    if on == today:
        return rows
    then = as_of(rows, later_changes(Improvement, on))
    prefetch_related_objects(then, "owner", "unit", "verified_by")
    return sorted(then, key=lambda row: (row.verified_on or date.min, row.due_on, row.number))


def fitting(
    rows: list[Improvement], on: date, *, state: str = "", origin: str = "", late: bool = False
) -> list[Improvement]:
    """Those in a state, of an origin, or late."""
    return [
        row
        for row in rows
        if (not state or row.state == state)
        and (not origin or row.origin == origin)
        and (not late or _is_late(row, on))
    ]


def counts(rows: list[Improvement], on: date) -> dict[str, int]:
    """Open, late, waiting for another look, closed."""
    return {
        "open": sum(row.state == State.OPEN for row in rows),
        "late": sum(_is_late(row, on) for row in rows),
        "done": sum(row.state == State.DONE for row in rows),
        "closed": sum(row.state == State.CLOSED for row in rows),
    }


def _is_late(row: Improvement, on: date) -> bool:
    return row.state == State.OPEN and row.due_on < on


def proofs_of(improvement: Improvement) -> list[Proof]:
    """What shows that it was done, newest first."""
    return list(Proof.objects.filter(improvement=improvement).select_related("file", "person").order_by("-id"))


def extensions_of(improvement: Improvement) -> list[Extension]:
    """Every move of the date, oldest first."""
    return list(Extension.objects.filter(improvement=improvement).order_by("id"))


def audits() -> QuerySet[Audit]:
    """Every audit, the newest plan first, with how many findings it has and how many of them are settled."""
    rows = Audit.objects.annotate(
        found=Count("findings", distinct=True),
        settled=Count("findings", filter=Q(findings__settled_on__isnull=False), distinct=True),
    )
    return rows.order_by("-starts_on", "-number")


def year_decision(year: int) -> AuditYear | None:
    """What was decided about audits in the fiscal year."""
    return AuditYear.objects.filter(fiscal_year=year).select_related("decided_by").first()


def year_decisions() -> list[AuditYear]:
    """Every decision, newest year first."""
    return list(AuditYear.objects.select_related("decided_by").order_by("-fiscal_year"))


def my_audits(person: UUID, on: date) -> list[Auditor]:
    """A person's parts in audits that are open today or will be. One SQL statement."""
    rows = Auditor.objects.filter(person_id=person).exclude(audit__state=AuditState.CANCELLED)
    rows = rows.filter(covers(on) | Q(from_date__gt=on)).select_related("audit")
    return list(rows.order_by("from_date", "id"))


def auditors_of(audit: Audit) -> list[Auditor]:
    """Who audits, the lead first."""
    rows = Auditor.objects.filter(audit=audit).select_related("person", "second_look_by")
    return list(rows.order_by("-is_lead", "from_date", "id"))


def links_of(audit: Audit) -> list[AuditorLink]:
    """Links to an audit, newest first, with how often and when last they were opened."""
    rows = AuditorLink.objects.filter(auditor__audit=audit).select_related("auditor__person")
    opened = rows.annotate(opened=Count("openings"), last_opened=Max("openings__opened_at"))
    return list(opened.order_by("-id"))


def people_for_audits(on: date) -> QuerySet[Person]:
    """People who may audit or look a second time: everybody with an office or a post today, those of outside too."""
    posted = Person.objects.filter(covers(on, "appointments__")).values("pk")
    rows = Person.objects.filter(Q(pk__in=people_in_office(on).values("pk")) | Q(pk__in=posted))
    return rows.order_by("kana", "name", "id")


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a checklist is."""

    total: int
    unchecked: int
    conform: int
    finding: int
    not_applicable: int

    @property
    def checked(self) -> int:
        return self.total - self.unchecked


def tally(items: Sequence[AuditItem | SampleDraw]) -> Tally:
    """Counts of a checklist that was read."""
    by = {result: sum(item.result == result for item in items) for result in Result}
    return Tally(len(items), by[Result.UNCHECKED], by[Result.CONFORM], by[Result.FINDING], by[Result.NOT_APPLICABLE])


def checklist(audit: Audit) -> QuerySet[AuditItem]:
    """The lines of the checklist."""
    return AuditItem.objects.filter(audit=audit)


def items_of(audit: Audit) -> list[AuditItem]:
    """The checklist in reading order."""
    rows = checklist(audit).select_related("checked_by", "scope")
    return list(rows.order_by("scope__order", "order", "id"))


def files_of(item: AuditItem) -> list[AuditItemFile]:
    """Files at a line of the checklist."""
    return list(AuditItemFile.objects.filter(item=item).select_related("file").order_by("id"))


def samples(audit: Audit) -> QuerySet[AuditSample]:
    """Samples with how many were drawn and looked at; without what they were drawn from."""
    rows = AuditSample.objects.filter(audit=audit).defer("population")
    return rows.annotate(drawn=Count("draws"), seen=Count("draws", filter=~Q(draws__result=Result.UNCHECKED)))


def draws_of(sample: AuditSample) -> list[SampleDraw]:
    """The subjects of a sample in the order in which they were drawn."""
    return list(SampleDraw.objects.filter(sample=sample).order_by("position"))


def findings_of(audit: Audit, scope: UUID | None = None) -> list[AuditFinding]:
    """Findings with what became of them."""
    rows = AuditFinding.objects.filter(audit=audit).select_related(
        "scope__clause", "improvement__owner", "improvement__verified_by", "answered_by"
    )
    return list((rows.filter(scope_id=scope) if scope else rows).order_by("number"))
