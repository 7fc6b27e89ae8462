"""Reads of courses: the plan, how far everybody is, sessions, completions. Names leave only towards the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Office, Person, Term
from sakimori.foundation.people.queries import caucuses, in_caucuses
from sakimori.measures.learning.models import (
    Completion,
    LearningCourse,
    RequiredCourse,
    ResultsReport,
    TrainingSession,
    TrainingYear,
)
from sakimori.measures.learning.population import counted, members, staff
from sakimori.measures.learning.rules import Window, due_on
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import COURSE_ASK, EVERYBODY, NO_CAUCUS, SECRETARIAT, Audience


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody in office, with the days that the rules ask for."""

    person: Person
    is_member: bool
    first_day: date
    this_day: date

    def is_among(self, audience: str, new_since: date) -> bool:
        """Whether a course for this audience is for them."""
        return (
            audience == Audience.ALL
            or (audience == Audience.MEMBERS and self.is_member)
            or (audience == Audience.STAFF and not self.is_member)
            or (audience == Audience.NEWCOMERS and self.first_day >= new_since)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One course required of one person: by when, whether done, whether asked."""

    item: RequiredCourse
    person: Person
    due: date
    done: Completion | None
    ask: Ask | None

    @property
    def title(self) -> str:
        """The course."""
        return title_of(self.item.course)


def year_of(fiscal: int) -> TrainingYear | None:
    """The plan of a fiscal year."""
    return TrainingYear.objects.filter(fiscal_year=fiscal).first()


def required_in(fiscal: int) -> list[RequiredCourse]:
    """What a year requires, in order of the windows."""
    rows = RequiredCourse.objects.filter(year__fiscal_year=fiscal, dropped_on__isnull=True)
    return list(rows.select_related("course", "year").order_by("closes_on", "id"))


def everybody(on: date) -> list[Learner]:
    """Everybody who is to learn, by reading of the name. One SQL statement."""
    return _learners(*together(members(on), staff(on)))


def _learners(seated: Iterable[Any], posted: Iterable[Any]) -> list[Learner]:
    rows = [Learner(row.person, True, row.first_day, row.from_date) for row in seated]
    rows += [Learner(row.person, False, row.first_day, row.from_date) for row in posted]
    return sorted(rows, key=lambda row: (row.person.kana, row.person.pk))


def standings(items: Sequence[RequiredCourse], on: date, people: Sequence[UUID] | None = None) -> list[Standing]:
    """How far everybody (or those named) is with what is required. One SQL statement."""
    if not items:
        return []
    seated, posted, completions, asks = together(
        members(on),
        staff(on),
        counted(on).filter(course__in=[item.course_id for item in items]),
        Ask.objects.open().filter(kind=COURSE_ASK, subject_id__in=[item.pk for item in items]),
    )
    rows = [row for row in _learners(seated, posted) if people is None or row.person.pk in set(people)]
    done: dict[tuple[UUID, UUID], list[Completion]] = defaultdict(list)
    for completion in sorted(completions, key=lambda completion: completion.done_on):
        done[completion.person_id, completion.course_id].append(completion)
    asked = {(ask.person_id, ask.subject_id): ask for ask in asks}
    return [
        Standing(
            item,
            row.person,
            due_on(_window(item), row.first_day, row.this_day),
            next((one for one in done[row.person.pk, item.course_id] if one.done_on >= item.counts_from), None),
            asked.get((row.person.pk, item.pk)),
        )
        for item in items
        for row in rows
        if row.is_among(item.audience, item.new_since)
    ]


def _window(item: RequiredCourse) -> Window:
    return Window(item.opens_on, item.closes_on, item.new_since, item.newcomer_days)


def day_of_year(fiscal: int, today: date) -> date:
    """The day on which a fiscal year is looked at: its end where it is over, else today, but no earlier than its start."""
    return max(fiscal_year_start(fiscal), min(today, fiscal_year_end(fiscal)))


@dataclass(slots=True)
class Figure:
    """Done of so many, of one course in one group."""

    done: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        """Not done yet."""
        return self.total - self.done


@dataclass(slots=True)
class Group:
    """A caucus or the secretariat, in the order of the organisation chart. Groups are never ranked."""

    name: str
    figures: list[Figure] = field(default_factory=list)


def groups_of(items: Sequence[RequiredCourse], found: Iterable[Standing], on: date) -> list[Group]:
    """Figures of each group for each course, in the order of `items`; the last row is everybody. One SQL statement."""
    places = {item.pk: place for place, item in enumerate(items)}
    units, memberships, offices = together(
        caucuses(on), in_caucuses(on), Office.objects.filter(covers(on)).values_list("person_id", flat=True)
    )
    group_of = {row.person_id: row.unit.name for row in memberships}
    seated = set(offices)
    rows = {unit.name: _empty(unit.name, len(items)) for unit in sorted(units, key=lambda unit: (unit.order, unit.pk))}
    none, office = str(NO_CAUCUS), str(SECRETARIAT)
    for name in (none, office):
        rows[name] = _empty(name, len(items))
    everyone = _empty(str(EVERYBODY), len(items))
    for one in found:
        name = group_of.get(one.person.pk) or (none if one.person.pk in seated else office)
        for row in (rows.setdefault(name, _empty(name, len(items))), everyone):
            figure = row.figures[places[one.item.pk]]
            figure.total += 1
            figure.done += one.done is not None
    return [*(row for row in rows.values() if any(figure.total for figure in row.figures)), everyone]


def _empty(name: str, count: int) -> Group:
    return Group(name, [Figure() for _place in range(count)])


def courses_known() -> QuerySet[LearningCourse]:
    """Courses of the assembly that are in use."""
    return LearningCourse.objects.filter(retired_on__isnull=True).order_by("source", "title", "id")


def term_start(day: date) -> date | None:
    """The first day of the term on a day."""
    return Term.objects.on(day).order_by("-from_date").values_list("from_date", flat=True).first()


def sessions_of(fiscal: int) -> QuerySet[TrainingSession]:
    """Sessions of a year with how many attended."""
    days = (fiscal_year_start(fiscal), fiscal_year_end(fiscal))
    attended = Count("completions", filter=Q(completions__void_on__isnull=True))
    rows = TrainingSession.objects.filter(held_on__range=days).annotate(attended_count=attended)
    return rows.select_related("course").order_by("held_on", "starts_at", "id")


def expected_at(session: TrainingSession) -> list[Learner]:
    """Who is invited: everybody of the audience in office on the day. One SQL statement."""
    year = fiscal_year_start(fiscal_year(session.held_on))
    return [row for row in everybody(session.held_on) if row.is_among(session.audience, year)]


def attendance_of(session: TrainingSession) -> list[Completion]:
    """Who was there."""
    rows = session.completions.filter(void_on__isnull=True).select_related("person")
    return list(rows.order_by("person__kana", "id"))


def seats_on(day: date) -> dict[UUID, int]:
    """Seat of every member on a day. One SQL statement."""
    return dict(Office.objects.filter(covers(day)).values_list("person_id", "seat__number"))


def session_by_code(code: str) -> TrainingSession | None:
    """The session whose code hangs on the wall."""
    return TrainingSession.objects.filter(code=code).select_related("course").first()


def certificate_by_code(code: str) -> Completion | None:
    """The completion that a certificate tells of, struck out or not."""
    return Completion.objects.filter(code=code).select_related("person").first()


def completions_of(person: Person) -> QuerySet[Completion]:
    """Everything somebody finished, newest first."""
    rows = Completion.objects.filter(person=person, void_on__isnull=True)
    return rows.select_related("course").order_by("-done_on", "-id")


def not_reported(today: date) -> list[TrainingYear]:
    """Years that are over and were not reported to the chair."""
    reported = ResultsReport.objects.filter(year=OuterRef("pk"))
    return list(TrainingYear.objects.filter(~Exists(reported), ends_on__lt=today).order_by("fiscal_year"))
