"""Dates of lending: loans that are due, permits and private devices that expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.types import PERMIT


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    loans = Loan.objects.filter(returned_on__isnull=True, due_on__range=(first, last)).values("due_on")
    for row in loans.annotate(count=Count("id")).order_by("due_on"):
        yield DatedThing(row["due_on"], _t("貸した物の返却期限"), "lending:overview", count=row["count"])
    permits = Application.objects.filter(kind=PERMIT, state=ApplicationState.APPROVED, to_date__range=(first, last))
    for permit in permits.values("to_date").annotate(count=Count("id")).order_by("to_date"):
        if end := permit["to_date"]:
            title = _t("持出し・私物端末の許可が切れる")
            yield DatedThing(end, title, "lending:permits", count=permit["count"])


DATES = DateSource("lending", _("貸与と許可"), Permission.ASSET_READ, _between)
