"""Reads of exceptions: as of a day, by asset or person, for reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from sakimori.dates import next_paper_number
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.lists.past import as_on
from sakimori.foundation.people.models import Person
from sakimori.measures.exceptions.models import ExceptionReview, RuleException
from sakimori.measures.exceptions.types import Ending, Stage

LATER = ("granted_on", "refused_on", "reopened_on", "ended_on")
"""Days that had not come yet on a past day."""


def granted(on: date) -> QuerySet[RuleException]:
    """Approved by the day and not over by then, expired ones that nobody settled included."""
    left_early = Q(ended_on__lte=on) & ~Q(ending=Ending.EXTENDED)
    replaced = Q(ended_on__lte=on, ending=Ending.EXTENDED, to_date__lt=on)
    return RuleException.objects.filter(granted_on__lte=on).exclude(left_early | replaced)


def in_force(on: date) -> QuerySet[RuleException]:
    """Approved, begun, not over."""
    return granted(on).filter(from_date__lte=on, to_date__gte=on)


def used_unapproved(on: date) -> QuerySet[RuleException]:
    """Used in an emergency and not approved by the day, nor given up."""
    late = Q(granted_on__isnull=True) | Q(granted_on__gt=on)
    over = Q(ended_on__lte=on)
    return RuleException.objects.filter(late, is_emergency=True, applied_on__lte=on).exclude(over)


def expiring(on: date) -> list[RuleException]:
    """In force and within the days in which somebody is told before the end."""
    rows = in_force(on).filter(ended_on__isnull=True).select_related("application__applicant")
    return [row for row in rows.order_by("to_date", "id") if row.to_date - timedelta(days=row.warn_days) <= on]


def unsettled(on: date) -> QuerySet[RuleException]:
    """Past their end, and nobody has said what became of it."""
    rows = granted(on).filter(to_date__lt=on, ended_on__isnull=True)
    return rows.select_related("improvement", "application__applicant", "unit").order_by("to_date", "id")


def exceptions_on(on: date, stage: str = "") -> list[RuleException]:
    """Every exception applied for by the day as it stood then, urgent ones first. Three SQL statements."""
    rows = RuleException.objects.filter(applied_on__lte=on).select_related(
        "person", "unit", "asset", "application", "improvement"
    )
    rows = rows.prefetch_related("application__decisions__person").order_by("to_date", "id")
    found = as_on(rows, on, *LATER)
    for row in found:
        if row.ended_on is None:
            row.ending = ""
    shown = with_stage(found, on)
    if stage == "all":
        return shown
    return [row for row in shown if row.stage_now in Stage.pending()]  # type: ignore[attr-defined]


def current(on: date) -> list[RuleException]:
    """What is in force, and what is past its end and not settled."""
    return [row for row in exceptions_on(on) if row.stage(on) in {Stage.IN_FORCE, Stage.REOPENED}]


def with_stage(rows: Iterable[RuleException], on: date) -> list[RuleException]:
    """The rows with `stage_now`, those that need somebody first."""
    found = list(rows)
    for row in found:
        row.stage_now = row.stage(on)  # type: ignore[attr-defined]
    first = (Stage.REOPENED, Stage.URGENT, Stage.WAITING, Stage.IN_FORCE, Stage.COMING, Stage.REFUSED, Stage.ENDED)
    return sorted(found, key=lambda row: first.index(row.stage_now))  # type: ignore[attr-defined]


def approver(row: RuleException) -> str:
    """Who approved it: the last step of the route, by name or by role."""
    if row.granted_on is None or row.application is None:
        return ""
    decisions = sorted(row.application.decisions.all(), key=lambda one: (one.decided_on, one.pk))
    if not decisions:
        return ""
    last = decisions[-1]
    return last.person.shown_name if last.person else str(last.get_role_display())


def subject(row: RuleException) -> str:
    """For whom or what it is, in words."""
    parts = [
        row.person.shown_name if row.person else "",
        row.unit.name if row.unit else "",
        str(row.asset) if row.asset else "",
        row.covers,
    ]
    return "、".join(part for part in parts if part)


def of_person(person_id: UUID, on: date) -> list[RuleException]:
    """What somebody applied for or what is for them, newest first."""
    rows = RuleException.objects.filter(Q(person_id=person_id) | Q(application__applicant_id=person_id))
    return with_stage(rows.select_related("application", "asset").order_by("-applied_on", "-id"), on)


@kept
def of_asset(asset_id: UUID) -> QuerySet[RuleException]:
    """Exceptions for one asset."""
    return RuleException.objects.filter(asset=asset_id)


def left_by(persons: Collection[Person], on: date) -> QuerySet[RuleException]:
    """Approved exceptions that are for these people or that they applied for, soonest over first."""
    mine = Q(person__in=persons) | Q(application__applicant__in=persons)
    return granted(on).filter(mine).order_by("to_date", "id")


def reviews() -> QuerySet[ExceptionReview]:
    """When the list was gone through, newest first."""
    return ExceptionReview.objects.select_related("person").order_by("-reviewed_on", "-id")


def between(first: date, last: date) -> list[RuleException]:
    """What was in force on any of these days, or used without approval, as it stood on the last. For reports."""
    used = Q(granted_on__isnull=False) | Q(is_emergency=True)
    rows = RuleException.objects.filter(used, applied_on__lte=last, from_date__lte=last).exclude(ended_on__lt=first)
    found = as_on(rows.select_related("unit").order_by(F("from_date"), "id"), last, *LATER)
    return with_stage(found, last)


def next_number(on: date) -> str:
    """The next number of the fiscal year, e.g. R8-3."""
    return next_paper_number(RuleException.objects.values_list("number", flat=True), on)
