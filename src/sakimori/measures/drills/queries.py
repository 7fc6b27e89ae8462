"""Reads of drills: the year, one drill, who may be counted with whom, figures while it runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from sakimori.dates import fiscal_year_end, fiscal_year_start
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.queries import caucus_of, members_in_office
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.drills.models import (
    Drill,
    DrillChoice,
    DrillGroup,
    DrillReport,
    PhishingDrill,
    SuspiciousMail,
)
from sakimori.measures.drills.rules import Gathering, Tally
from sakimori.measures.drills.types import PHISHING_APPROVAL, DrillKind


def drills_of(year: int) -> QuerySet[Drill]:
    """Drills of a fiscal year by the day they were held, or else planned for."""
    first, last = fiscal_year_start(year), fiscal_year_end(year)
    held = Q(held_on__gte=first, held_on__lte=last)
    planned = Q(held_on__isnull=True, planned_on__gte=first, planned_on__lte=last)
    return (
        Drill.objects.filter(held | planned)
        .annotate(lesson_count=Count("lessons"))
        .select_related("phishing")
        .order_by("planned_on", "id")
    )


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of drill in a year: chosen or not, and when it was last held and closed."""

    kind: DrillKind
    choice: DrillChoice | None
    last_held: date | None


def kind_rows(year: int, on: date) -> list[KindRow]:
    """Every kind. Two SQL statements."""
    choices = {row.kind: row for row in DrillChoice.objects.filter(fiscal_year=year)}
    held: dict[str, date] = {}
    rows = Drill.objects.filter(closed_on__isnull=False, held_on__lte=on).values_list("kind", "held_on")
    for kind, day in rows:
        if day is not None:
            held[kind] = max(day, held.get(kind, day))
    return [KindRow(kind, choices.get(kind), held.get(kind)) for kind in DrillKind]


def held_between(first: date, last: date) -> dict[str, int]:
    """How many drills of each kind were held from the first to the last day. One SQL statement."""
    rows = Drill.objects.filter(held_on__range=(first, last)).order_by().values("kind").annotate(count=Count("pk"))
    return {row["kind"]: row["count"] for row in rows}


def is_waiting(phishing: PhishingDrill) -> bool:
    """Whether an application for it waits for the chair."""
    return Application.objects.filter(
        kind=PHISHING_APPROVAL, subject_id=phishing.pk, state=ApplicationState.WAITING
    ).exists()


def running_drill() -> PhishingDrill | None:
    """The phishing drill that runs now; the last begun where there are several."""
    rows = PhishingDrill.objects.filter(launched_on__isnull=False, finished_on__isnull=True)
    return rows.order_by("-launched_on", "-id").first()


def phishing_by_code(code: str) -> PhishingDrill | None:
    """The drill to whose teaching page an address leads."""
    return PhishingDrill.objects.filter(code=code).first()


def unit_of(people: Sequence[Person], on: date) -> dict[UUID, tuple[str, str]]:
    """Person → (unit id, name) with which they are counted: the caucus; else members without one; else the office."""
    caucuses = caucus_of(on)
    members = set(members_in_office(on).values_list("pk", flat=True))
    found = {}
    for person in people:
        unit = caucuses.get(person.pk)
        if unit is not None:
            found[person.pk] = (str(unit.pk), unit.name)
        elif person.pk in members:
            found[person.pk] = ("independent", _("会派に属さない議員"))
        else:
            found[person.pk] = ("secretariat", _("議会事務局"))
    return found


def gatherings(people: Sequence[Person], on: date) -> list[Gathering]:
    """People by caucus and office, before small ones join."""
    found: dict[str, Gathering] = {}
    units = unit_of(people, on)
    for person in people:
        key, name = units[person.pk]
        found.setdefault(key, Gathering([name], [key])).people.append(person.pk)
    return list(found.values())


def group_of_unit(groups: Sequence[DrillGroup], unit_id: str, *, or_largest: bool = True) -> DrillGroup | None:
    """The group that counts a unit; for late additions of an unknown unit the largest (the first)."""
    own = next((group for group in groups if unit_id and unit_id in group.unit_ids), None)
    return own or (groups[0] if groups and or_largest else None)


def counted_units(on: date) -> list[tuple[str, str]]:
    """What a reporter may say of where they belong, without being named."""
    rows = Unit.objects.filter(kind=UnitKind.CAUCUS, from_date__lte=on).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on)
    )
    return [
        *((str(row.pk), row.name) for row in rows.order_by("order", "id")),
        ("independent", _("会派に属さない議員")),
        ("secretariat", _("議会事務局")),
    ]


def tallies(phishing: PhishingDrill) -> list[Tally]:
    """Figures of each group now. Two SQL statements."""
    minutes: dict[UUID | None, list[int]] = defaultdict(list)
    reported: dict[UUID | None, int] = defaultdict(int)
    for row in DrillReport.objects.filter(phishing=phishing, is_again=False):
        reported[row.group_id] += 1
        if row.minutes is not None:
            minutes[row.group_id].append(row.minutes)
    groups = phishing.groups.annotate(
        clicked=Count("hashes", filter=Q(hashes__is_clicked=True)),
        learnt=Count("hashes", filter=Q(hashes__is_learnt=True)),
    ).order_by("name")
    return [
        Tally([row.name], row.size, row.sent, reported[row.pk], row.clicked, row.learnt, minutes[row.pk])
        for row in groups
    ]


@dataclass(frozen=True, slots=True)
class Under:
    """What may be seen while a drill runs: mails and reports. Who opened what can be counted only when it is over."""

    size: int
    sent: int
    failed: int
    reported: int


def under_way(phishing: PhishingDrill) -> Under:
    """Figures while it runs."""
    groups = list(phishing.groups.all())
    reported = DrillReport.objects.filter(phishing=phishing, is_again=False).count()
    return Under(
        sum(row.size for row in groups), sum(row.sent for row in groups), sum(row.failed for row in groups), reported
    )


def reports_to_look_at() -> tuple[list[DrillReport], list[SuspiciousMail]]:
    """Reports with words that came during a running drill, and real ones, open first."""
    during = list(DrillReport.objects.exclude(text="").select_related("phishing__drill")[:200])
    real = list(SuspiciousMail.objects.order_by("-handled_on", "-reported_on", "-id")[:200])
    return sorted(during, key=lambda row: row.text), sorted(real, key=lambda row: row.handled_on is not None)


def overdue_drills(on: date) -> list[PhishingDrill]:
    """Running drills whose last day is over."""
    rows = PhishingDrill.objects.filter(launched_on__isnull=False, finished_on__isnull=True, ends_on__lt=on)
    return list(rows.select_related("drill"))
