"""Dates of lending: loans that are due, permits and private devices that expire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.types import PERMIT


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    loans = Loan.objects.filter(returned_on__isnull=True, due_on__range=days)
    permits = Application.objects.filter(kind=PERMIT, state=ApplicationState.APPROVED, to_date__range=days)
    return (
        loans.values("due_on").annotate(count=Count("id")),
        permits.values("to_date").annotate(count=Count("id")),
    )


def _tells(
    _ctx: Context, _first: date, _last: date, loans: list[dict[str, Any]], permits: list[dict[str, Any]]
) -> Iterator[DatedThing]:
    for loan in loans:
        yield DatedThing(loan["due_on"], _t("貸した物の返却期限"), "lending:overview", count=loan["count"])
    for permit in permits:
        title = _t("持出し・私物端末の許可が切れる")
        yield DatedThing(permit["to_date"], title, "lending:permits", count=permit["count"])


DATES = DateSource("lending", _("貸与と許可"), Permission.ASSET_READ, _reads, _tells)
