"""Dates of the organisation: terms end, elections come, posts fall vacant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.people.models import Appointment, Term
from sakimori.registers.organization.models import Meeting


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for term in Term.objects.all():
        if term.to_date and first <= term.to_date <= last:
            yield DatedThing(term.to_date, _t("議員の任期が終わる"), "organization:seats")
        if term.election_date and first <= term.election_date <= last:
            yield DatedThing(term.election_date, _t("選挙期日"), "organization:seats")
    ends = Appointment.objects.filter(to_date__range=(first, last)).values("to_date").annotate(count=Count("id"))
    for row in ends.order_by("to_date"):
        if row["to_date"]:
            yield DatedThing(row["to_date"], _t("職の任期が終わる"), "organization:posts", count=row["count"])
    for meeting in Meeting.objects.filter(held_on__range=(first, last)).order_by("held_on", "id"):
        yield DatedThing(
            meeting.held_on, meeting.name, "organization:meeting", {"meeting_id": meeting.pk},
            is_done=meeting.held_on < ctx.today,
        )  # fmt: skip


DATES = DateSource("organization", _("任期・任命・会議"), Permission.ORGANIZATION_READ, _between)
