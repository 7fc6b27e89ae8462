"""Dates of the organisation: terms end, elections come, posts fall vacant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.people.models import Appointment, Term
from sakimori.registers.organization.models import Meeting


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    return (
        Term.objects.filter(Q(to_date__range=days) | Q(election_date__range=days)).only("to_date", "election_date"),
        Appointment.objects.filter(to_date__range=days).values("to_date").annotate(count=Count("id")),
        Meeting.objects.filter(held_on__range=days).only("name", "held_on"),
    )


def _tells(
    ctx: Context, first: date, last: date, terms: list[Term], ends: list[dict[str, Any]], meetings: list[Meeting]
) -> Iterator[DatedThing]:
    for term in terms:
        if term.to_date and first <= term.to_date <= last:
            yield DatedThing(term.to_date, _t("議員の任期が終わる"), "organization:seats")
        if term.election_date and first <= term.election_date <= last:
            yield DatedThing(term.election_date, _t("選挙期日"), "organization:seats")
    for row in ends:
        yield DatedThing(row["to_date"], _t("職の任期が終わる"), "organization:posts", count=row["count"])
    for meeting in meetings:
        yield DatedThing(
            meeting.held_on, meeting.name, "organization:meeting", {"meeting_id": meeting.pk},
            is_done=meeting.held_on < ctx.today,
        )  # fmt: skip


DATES = DateSource("organization", _("任期・任命・会議"), Permission.ORGANIZATION_READ, _reads, _tells)
