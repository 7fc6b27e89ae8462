"""What waits for one person on the home page: asks and applications in one statement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.queries import open_asks_of
from sakimori.foundation.people.types import Role

COLUMNS = ("what", "pk", "heading", "day", "who", "route_text", "steps")


@dataclass(frozen=True, slots=True)
class AskRow:
    """Something wanted of the person."""

    pk: UUID
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An application whose next step is the person's."""

    pk: UUID
    title: str
    applied_on: date
    applicant: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Both, most urgent first."""

    asks: list[AskRow]
    waiting: list[WaitingRow]


def queue_of(person_id: UUID | None, roles: frozenset[Role]) -> Queue:
    """What waits for the person, and for the roles that they hold. One SQL statement."""
    asks = open_asks_of(person_id) if person_id else Ask.objects.none()
    found = Queue([], [])
    both: Any = _asks(asks).union(_applications(), all=True)
    for what, key, heading, day, who, route, steps in both.order_by("day", "pk"):
        if what == "ask":
            found.asks.append(AskRow(key, heading, day))
            continue
        steps_to_take = json.loads(route)
        if steps < len(steps_to_take) and steps_to_take[steps] in roles:
            found.waiting.append(WaitingRow(key, heading, day, who))
    return found


def _asks(rows: QuerySet[Ask]) -> QuerySet[Ask, Any]:
    text = Value("", output_field=TextField())
    return (
        rows.order_by()
        .annotate(
            what=Value("ask", output_field=CharField()),
            heading=F("title"),
            day=F("due_on"),
            who=text,
            route_text=text,
            steps=Value(0, output_field=IntegerField()),
        )
        .values_list(*COLUMNS)
    )


def _applications() -> QuerySet[Application, Any]:
    """Every waiting application; whose turn it is stands in its route at the number of decisions."""
    name = Coalesce(NullIf("applicant__public_name", Value("")), "applicant__name", Value(""), output_field=TextField())
    return (
        Application.objects.filter(state=ApplicationState.WAITING)
        .annotate(
            what=Value("application", output_field=CharField()),
            heading=F("title"),
            day=F("applied_on"),
            who=name,
            route_text=Cast("route", TextField()),
            steps=Count("decisions"),
        )
        .values_list(*COLUMNS)
    )
