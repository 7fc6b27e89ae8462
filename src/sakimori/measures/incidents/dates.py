"""Dates of cases: limits that run. A restricted case has no name here, and stands only for those who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.incidents.models import Clock
from sakimori.measures.incidents.visibility import cases_for


def _reads(ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    clocks = Clock.objects.filter(case__in=cases_for(ctx), due_on__range=(first, last), is_withdrawn=False)
    return [clocks.select_related("case")]


def _tells(_ctx: Context, _first: date, _last: date, clocks: list[Clock]) -> Iterator[DatedThing]:
    for clock in clocks:
        case = clock.case
        # The feed may be subscribed to by programs that show it to anybody: a restricted case stays neutral.
        title = case.neutral_title if case.is_restricted else f"{case.code} {clock.title}"
        is_done = clock.ended_on is not None
        yield DatedThing(clock.due_on, title, "incidents:case", {"incident_id": case.pk}, is_done=is_done)


DATES = DateSource("incidents", _("事案の期限"), Permission.INCIDENT_READ, _reads, _tells)
"""Exercises too: their limits are practised."""
