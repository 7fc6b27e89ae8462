"""Dates of self-inspections and breaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.models import Breach, Round
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for found in Round.objects.filter(due_on__range=(first, last)).order_by("due_on", "id"):
        is_done = found.closed_on is not None
        yield DatedThing(found.due_on, found.title, "inspections:round", {"round_id": found.pk}, is_done=is_done)
    waiting = Breach.objects.filter(answer_by__range=(first, last), answered_on__isnull=True, settled_on__isnull=True)
    for breach in waiting.order_by("answer_by", "number"):
        title = _t("お知らせ 第%(number)s号への回答") % {"number": breach.number}
        yield DatedThing(breach.answer_by, title, "inspections:breach", {"breach_id": breach.pk})


DATES = DateSource("inspections", _("自己点検"), Permission.INSPECTION_READ, _between)
