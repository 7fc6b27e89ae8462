"""Dates of cases: limits that run. A restricted case has no name here, and stands only for those who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.incidents.models import Clock
from sakimori.measures.incidents.visibility import cases_for


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    rows = Clock.objects.filter(case__in=cases_for(ctx), due_on__range=(first, last), is_withdrawn=False)
    for clock in rows.select_related("case").order_by("due_at", "id"):
        # The feed may be subscribed to by programs that show it to anybody: a restricted case stays neutral.
        title = clock.case.neutral_title if clock.case.is_restricted else f"{clock.case.code} {clock.title}"
        is_done = clock.ended_on is not None
        yield DatedThing(clock.due_on, title, "incidents:case", {"incident_id": clock.case_id}, is_done=is_done)


DATES = DateSource("incidents", _("事案の期限"), Permission.INCIDENT_READ, _between)
"""Exercises too: their limits are practised."""
