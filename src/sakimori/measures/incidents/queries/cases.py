"""One case and the list of them, as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sakimori.foundation.access.context import Context
from sakimori.foundation.files.sounds import is_sound
from sakimori.foundation.people.models import Appointment, Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.incidents.grounds import grounds, in_words
from sakimori.measures.incidents.models import (
    AffectedAsset,
    Case,
    CaseLink,
    Clock,
    Custody,
    Effort,
    Evidence,
    KeptFrom,
    Line,
    Task,
)
from sakimori.measures.incidents.types import Status
from sakimori.measures.incidents.visibility import cases_for
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import on_register
from sakimori.registers.lending.models import Loan


def listed(ctx: Context, on: date) -> list[Case]:
    """Cases that had been opened by the day, newest first, with the limits that were past then. One SQL statement."""
    late = Clock.objects.filter(case=OuterRef("pk"), due_on__lt=on).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    )
    counted = late.order_by().values("case").annotate(count=Count("pk")).values("count")
    rows = cases_for(ctx).filter(opened_on__lte=on).select_related("lead")
    rows = rows.annotate(late=Coalesce(Subquery(counted), 0)).order_by("-noticed_at", "-id")
    found: list[Case] = list(rows)
    for case in found:
        if case.is_exercise:
            case.late = 0  # type: ignore[attr-defined]
        if case.closed_on is not None and case.closed_on > on:
            case.status = Status.HANDLING
    return found


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A limit with its state now."""

    clock: Clock
    state: str
    """late · soon · running · done · not"""
    minutes: int
    """Until the limit; since, when late."""
    title: str
    ground: str
    how: str
    paper: str
    is_law: bool

    @property
    def days(self) -> int:
        """Whole days of `minutes`."""
        return self.minutes // (24 * 60)

    @property
    def hours(self) -> int:
        """Hours beyond the days."""
        return self.minutes // 60

    @property
    def badge(self) -> str:
        """The look of the state."""
        return {"late": "breached", "soon": "due_soon", "running": "not_started", "done": "kept"}.get(
            self.state, "not_applicable"
        )


SOON_MINUTES = 24 * 60


def clock_rows(clocks: Iterable[Clock], now: datetime) -> list[ClockRow]:
    """Limits in the reader's language: running ones first, by their end."""
    rows = [_clock_row(clock, now) for clock in clocks]
    return sorted(rows, key=lambda row: (row.clock.ended_on is not None, row.clock.due_at, row.clock.pk))


def _clock_row(clock: Clock, now: datetime) -> ClockRow:
    left = int((clock.due_at - now).total_seconds() // 60)
    if clock.ended_on is not None:
        state = "done" if clock.done_at else "not"
    elif left < 0:
        state = "late"
    else:
        state = "soon" if left <= SOON_MINUTES else "running"
    shipped, words = grounds().get(clock.key), in_words(clock.key)
    same = shipped is not None and words is not None
    return ClockRow(
        clock=clock,
        state=state,
        minutes=abs(left),
        title=words.title if same and words and shipped and clock.title == shipped.title else clock.title,
        ground=words.words if same and words and shipped and clock.ground == shipped.words else clock.ground,
        how=words.how if words else "",
        paper=str(shipped.paper or "") if shipped else "",
        is_law=clock.ground_kind == "law",
    )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A step with what must come first and is not done."""

    task: Task
    waits_for: Sequence[str]
    is_late: bool


def task_rows(tasks: Sequence[Task], now: datetime) -> list[TaskRow]:
    """Steps in order; those that can be done come before those that wait, and what is done last."""
    waiting = {task.key: task.text for task in tasks if task.ended_on is None and task.key}
    rows = [
        TaskRow(
            task,
            [waiting[key] for key in task.after if key in waiting] if task.ended_on is None else [],
            task.ended_on is None and task.due_at is not None and task.due_at < now,
        )
        for task in tasks
    ]
    return sorted(rows, key=lambda row: (row.task.ended_on is not None, bool(row.waits_for), row.task.order))


def lines_of(case: Case) -> list[Line]:
    """The timeline in the order of events; what corrects a line stands after it. One SQL statement."""
    return list(case.lines.select_related("person", "corrects").order_by("at", "entered_at", "id"))


def tasks_of(case: Case) -> list[Task]:
    """Steps in order."""
    return list(case.tasks.select_related("done_by").order_by("order", "id"))


def clocks_of(case: Case) -> list[Clock]:
    """Limits by their end."""
    return list(case.clocks.order_by("due_at", "id"))


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A concerned asset, and to whom it is lent."""

    row: AffectedAsset
    loan: Loan | None


def assets_of(case: Case) -> list[AssetRow]:
    """Two SQL statements."""
    rows = list(case.assets.select_related("asset", "loss").order_by("asset__number"))
    loans = {
        loan.asset_id: loan
        for loan in Loan.objects.filter(asset__in=[row.asset_id for row in rows], returned_on__isnull=True)
        .select_related("person")
    }  # fmt: skip
    return [AssetRow(row, loans.get(row.asset_id)) for row in rows]


@dataclass(frozen=True, slots=True)
class Spent:
    """Hours and costs of a case."""

    minutes: int
    yen: int
    by_person: Sequence[tuple[str, int]]

    @property
    def hours(self) -> str:
        """Hours with one decimal."""
        return f"{self.minutes / 60:.1f}"


def spent_on(efforts: Iterable[Effort]) -> Spent:
    """Sums, and minutes of each person, most first. The efforts come with their persons."""
    minutes: Counter[Person] = Counter()
    yen = total = 0
    for row in efforts:
        total, yen = total + row.minutes, yen + row.yen
        if row.person is not None and row.minutes:
            minutes[row.person] += row.minutes
    return Spent(total, yen, [(person.shown_name, count) for person, count in minutes.most_common()])


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence with its chain of hands."""

    evidence: Evidence
    chain: Sequence[Custody]

    @property
    def is_sound(self) -> bool:
        """Whether it can be listened to on the page."""
        return self.evidence.file is not None and is_sound(self.evidence.file.media_type)


def evidence_of(case: Case) -> list[EvidenceRow]:
    """Two SQL statements."""
    rows = list(case.evidence.select_related("file", "received_by", "copy_of").order_by("number"))
    chains: dict[UUID, list[Custody]] = {}
    for step in Custody.objects.filter(evidence__in=rows).order_by("at", "id"):
        chains.setdefault(step.evidence_id, []).append(step)
    return [EvidenceRow(row, chains.get(row.pk, [])) for row in rows]


def linked(ctx: Context, case: Case) -> list[tuple[Case, str]]:
    """Cases that belong together, or were merged, and that the actor may see. One SQL statement."""
    seen = cases_for(ctx)
    rows = CaseLink.objects.filter(Q(case=case, other__in=seen) | Q(other=case, case__in=seen))
    found = rows.select_related("case", "other").order_by("id")
    return [(row.other if row.case_id == case.pk else row.case, row.note) for row in found]


def kept_from(case: Case) -> list[KeptFrom]:
    """From whom the case is kept. One SQL statement."""
    return list(case.kept_from.select_related("person").order_by("named_at", "id"))


def assets_to_choose(on: date) -> QuerySet[Asset]:
    """Assets that a case may concern."""
    return on_register(on).order_by("number")


def people_to_choose(on: date) -> QuerySet[Person]:
    """Persons of the assembly, and whoever holds a post outside it (the city's contact)."""
    posts = Appointment.objects.filter(from_date__lte=on).values("person_id")
    return (people_in_office(on) | Person.objects.filter(pk__in=posts)).distinct().order_by("kana", "name", "id")
