"""From a report to a case: what the report says already stands in the form, and the report leads to the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui.submitting import address
from sakimori.measures.incidents.levels import Happened
from sakimori.measures.incidents.visibility import hidden_cases
from sakimori.measures.intake.cases import CasePages
from sakimori.measures.intake.models import Report
from sakimori.measures.intake.queries import reports
from sakimori.measures.intake.types import Nature


def report_named(ctx: Context, key: str) -> Report | None:
    """The report of an address, where the actor may see it and no case has it yet."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return reports(ctx).filter(pk=wanted, case_id__isnull=True).select_related("asset", "person").first()


def from_report(report: Report) -> dict[str, Any]:
    """The form as far as the report fills it in. The office knew when the report came in (T0)."""
    return {
        "kind": report.kind,
        "text": "\n".join(part for part in (report.text, report.device) if part),
        "noticed_at": report.received_at,
        "happened": Happened.NEAR if report.nature == Nature.NEAR_MISS else Happened.REAL,
    }


def _begin(ctx: Context, report: Report) -> str:
    return f"{address(ctx, 'incidents:new')}?report={report.pk}"


def _case(ctx: Context, key: UUID) -> str:
    return address(ctx, "incidents:case", incident_id=key)


def _hidden(ctx: Context) -> QuerySet[Any, Any]:
    return hidden_cases(ctx).values("pk")


CASE_PAGES = CasePages(begin=_begin, case=_case, hidden=_hidden)
