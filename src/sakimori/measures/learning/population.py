"""Who is to learn: everybody in office, with the days that the rules ask for. The same rows for pages and for the duty."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from sakimori.foundation.duties.sql import days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.learning.models import Completion, RequiredCourse
from sakimori.measures.learning.types import Audience

SERVING = (UnitKind.SECRETARIAT, UnitKind.CAUCUS)


def learners(on: date) -> QuerySet[Person]:
    """Everybody in office with `is_member`, `first_day` (ever) and `this_day` (of the present office or post)."""
    offices = Office.objects.filter(person=OuterRef("pk")).order_by()
    posts = Appointment.objects.filter(person=OuterRef("pk"), post__unit__kind__in=SERVING).order_by()
    return people_in_office(on).annotate(
        is_member=Exists(offices.filter(covers(on))),
        first_day=_earlier(_of(offices, Min("from_date")), _of(posts, Min("from_date"))),
        this_day=Coalesce(
            _of(offices.filter(covers(on)), Max("from_date")), _of(posts.filter(covers(on)), Min("from_date"))
        ),
    )


def _of(rows: QuerySet, what: Min | Max) -> Subquery:  # type: ignore[type-arg]
    return Subquery(rows.values("person").annotate(found=what).values("found"), output_field=DateField())


def _earlier(one: Subquery, other: Subquery) -> Least:
    # SQLite gives nothing for the lesser of a day and nothing.
    return Least(Coalesce(one, other), Coalesce(other, one))


def in_plan(on: date) -> QuerySet[RequiredCourse]:
    """What the plan of the day's fiscal year requires."""
    return RequiredCourse.objects.filter(
        Q(dropped_on__isnull=True) | Q(dropped_on__gt=on),
        year__starts_on__lte=on,
        year__ends_on__gte=on,
        year__decided_on__lte=on,
    )


def counted(on: date) -> QuerySet[Completion]:
    """Completions that stood on the day."""
    return Completion.objects.filter(Q(void_on__isnull=True) | Q(void_on__gt=on), done_on__lte=on)


def required_of_outer(on: date) -> QuerySet[Any]:
    """For a row of `learners`: what is required of it, with `due` and `is_done`. The rule of `rules.due_on` in SQL."""
    first, this = OuterRef("first_day"), OuterRef("this_day")
    done = counted(on).filter(
        person=OuterRef(OuterRef("pk")), course=OuterRef("course_id"), done_on__gte=OuterRef("counts_from")
    )
    return (
        in_plan(on)
        .filter(assembly_id=OuterRef("assembly_id"))
        .annotate(
            of_member=ExpressionWrapper(OuterRef("is_member"), output_field=BooleanField()),
            first=ExpressionWrapper(first, output_field=DateField()),
            this=ExpressionWrapper(this, output_field=DateField()),
        )
        .filter(
            Q(audience=Audience.ALL)
            | Q(audience=Audience.MEMBERS, of_member=True)
            | Q(audience=Audience.STAFF, of_member=False)
            | Q(audience=Audience.NEWCOMERS, new_since__lte=F("first"))
        )
        .annotate(
            due=Case(
                When(new_since__lte=F("first"), then=days_after(Greatest("first", "opens_on"), F("newcomer_days"))),
                default=Greatest("closes_on", days_after("this", F("newcomer_days"))),
                output_field=DateField(),
            ),
            is_done=Exists(done),
        )
    )
