"""Who is to learn: everybody in office, with the days that the rules ask for. The same rows for pages and for the duty.

Members are rows of their office, staff rows of their first present post, so that the day on which they took it is a column:
the statement of the duty stays one that both databases plan well.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest, Least

from sakimori.foundation.duties.sql import days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.learning.models import Completion, RequiredCourse
from sakimori.measures.learning.types import Audience

SERVING = (UnitKind.SECRETARIAT, UnitKind.CAUCUS)


def members(on: date) -> QuerySet[Any]:
    """Offices of the day, with `first_day` on which their holders ever took one."""
    earlier = Office.objects.filter(person=OuterRef("person_id")).order_by()
    return Office.objects.filter(covers(on)).select_related("person").annotate(first_day=_first(earlier))


def staff(on: date) -> QuerySet[Any]:
    """Whoever is in office without being a member: one present post of each, with `first_day`."""
    posts = Appointment.objects.filter(post__unit__kind__in=SERVING)
    own = posts.filter(person=OuterRef("person_id")).order_by()
    before = own.filter(covers(on)).filter(
        Q(from_date__lt=OuterRef("from_date")) | Q(from_date=OuterRef("from_date"), id__lt=OuterRef("id"))
    )
    seated = Office.objects.filter(covers(on), person=OuterRef("person_id"))
    rows = posts.filter(covers(on)).filter(~Exists(before), ~Exists(seated))
    return rows.select_related("person").annotate(first_day=_first(own))


def _first(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values("person").annotate(first=Min("from_date")).values("first"), output_field=DateField())


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


def with_what_is_left(rows: QuerySet[Any], on: date, audience: Audience) -> QuerySet[Any]:
    """Those of the rows of whom something is required, with `learn_by` of what is left. `rules.due_on` in SQL."""
    required = (
        in_plan(on)
        .filter(assembly_id=OuterRef("assembly_id"))
        .annotate(first=ExpressionWrapper(OuterRef("first_day"), output_field=DateField()))
        .filter(Q(audience__in=[Audience.ALL, audience]) | Q(audience=Audience.NEWCOMERS, new_since__lte=F("first")))
    )
    done = counted(on).filter(
        person=OuterRef(OuterRef("person_id")), course=OuterRef("course_id"), done_on__gte=OuterRef("counts_from")
    )
    this = ExpressionWrapper(OuterRef("from_date"), output_field=DateField())
    left = required.filter(~Exists(done)).annotate(
        due=Case(
            When(new_since__lte=F("first"), then=days_after(Greatest("first", "opens_on"), F("newcomer_days"))),
            default=Greatest("closes_on", days_after(this, F("newcomer_days"))),
            output_field=DateField(),
        )
    )
    # Newcomers' days follow the beginnings of the windows, everybody else's their ends: the earlier of both is the day.
    # (Ordering by the day itself is more than SQLite resolves in a nested statement.)
    by_end = Subquery(left.order_by("closes_on", "id").values("due")[:1], output_field=DateField())
    by_start = Subquery(left.order_by("opens_on", "id").values("due")[:1], output_field=DateField())
    found: QuerySet[Any] = rows.filter(Exists(required)).annotate(learn_by=Least(by_end, by_start))
    return found
