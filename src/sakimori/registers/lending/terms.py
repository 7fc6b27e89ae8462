"""How long something may be lent: until the last day of the office or post (AST-6). Members are bound by their office."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery, Value

from sakimori.dates import fiscal_year, fiscal_year_end
from sakimori.foundation.people.models import Appointment, Office

OPEN_ENDED = date.max


@dataclass(frozen=True, slots=True)
class Bound:
    """Until when somebody serves. `end` is None where no end is known; `serves` is False for who holds nothing."""

    serves: bool
    end: date | None

    def due(self, on: date) -> date:
        """The usual due date: the end of the office, else of the fiscal year."""
        return self.end or fiscal_year_end(fiscal_year(on))

    def is_beyond(self, due_on: date) -> bool:
        """Whether a loan until that day outlives the office."""
        return not self.serves or (self.end is not None and due_on > self.end)


def not_over(on: date, prefix: str = "") -> Q:
    """Periods that run on the day or begin later: who is elected anew goes on, who comes next week may be handed things."""
    return Q(**{f"{prefix}to_date__isnull": True}) | Q(**{f"{prefix}to_date__gte": on})


def bounds_of(person_ids: Collection[UUID], on: date) -> dict[UUID, Bound]:
    """Until when these persons serve. One SQL statement."""
    columns = ("person_id", "to_date", "is_office")
    office, post = Value(1, IntegerField()), Value(0, IntegerField())
    offices = Office.objects.filter(not_over(on), person__in=person_ids).annotate(is_office=office)
    posts = Appointment.objects.filter(not_over(on), person__in=person_ids).annotate(is_office=post)
    ends: dict[UUID, tuple[int, date]] = {}
    for person, end, is_office in offices.values_list(*columns).union(posts.values_list(*columns)):
        ends[person] = max(ends.get(person, (0, date.min)), (is_office, end or OPEN_ENDED))
    return {person: _bound(ends.get(person)) for person in person_ids}


def _bound(found: tuple[int, date] | None) -> Bound:
    if found is None:
        return Bound(False, None)
    return Bound(True, None if found[1] == OPEN_ENDED else found[1])


def bound_of(person_id: UUID, on: date) -> Bound:
    """Until when one person serves."""
    return bounds_of([person_id], on)[person_id]


def serves(on: date) -> Exists:
    """For rows with a person: whether they hold an office or a post on the day or later."""
    offices = Office.objects.filter(not_over(on), person=OuterRef("person"))
    posts = Appointment.objects.filter(not_over(on), person=OuterRef("person"))
    return Exists(offices) | Exists(posts)  # type: ignore[return-value]


def office_end(on: date) -> Subquery:
    """For rows with a person: the last day of their office; null for staff."""
    rows = Office.objects.filter(to_date__gte=on, person=OuterRef("person")).order_by("-to_date")
    return Subquery(rows.values("to_date")[:1])
