"""Which reports the ledger's pages show to whom: those that the actor may see on the page of reports."""

from __future__ import annotations

from collections.abc import Iterable

from sakimori.foundation.access.context import Context
from sakimori.measures.intake.models import Report, ReportPhoto
from sakimori.measures.intake.queries import reports


def hidden_rows(ctx: Context, touched: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these rows (`app.model`, key) belong to a report that the actor may not see. Two SQL statements at most."""
    rows = set(touched)
    seen = reports(ctx).order_by().values("pk")
    found: set[tuple[str, str]] = set()
    for label, closed in (
        (Report._meta.label_lower, Report.objects.exclude(pk__in=seen)),
        (ReportPhoto._meta.label_lower, ReportPhoto.objects.exclude(report__in=seen)),
    ):
        keys = [key for name, key in rows if name == label]
        if keys:
            found |= {(label, str(key)) for key in closed.filter(pk__in=keys).values_list("pk", flat=True)}
    return found
