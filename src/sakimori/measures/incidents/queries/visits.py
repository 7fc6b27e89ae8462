"""Visits of a case, and cases of a visit."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.measures.incidents.models import Case, CaseVisit
from sakimori.measures.incidents.visibility import cases_for
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.panels import PanelRow
from sakimori.registers.premises.relations import Relation

SPAN = timedelta(days=90)
"""How long before a case began a visit may have been the cause of it."""
MOST_OFFERED = 60


def visits_of(case: Case) -> list[CaseVisit]:
    """Visits that the case concerns, oldest first. One SQL statement."""
    return list(case.visits.select_related("visit__place").order_by("visit__came_at", "id"))


def visits_to_link(case: Case, now: datetime) -> list[Visit]:
    """The newest visits from some weeks before it happened until now that are not linked yet. One SQL statement."""
    first = (case.happened_at or case.noticed_at) - SPAN
    rows = Visit.objects.filter(came_at__range=(first, now)).exclude(pk__in=case.visits.values("visit_id"))
    return list(rows.select_related("place").order_by("-came_at", "-id")[:MOST_OFFERED])


def cases_of_visit(ctx: Context, visit: Visit) -> Relation | None:
    """The cases that a visit belongs to and that the reader may see, on the page of the visit. One SQL statement."""
    if not allowed(ctx, Permission.INCIDENT_READ):
        return None
    rows = CaseVisit.objects.filter(visit=visit, case__in=cases_for(ctx)).select_related("case")
    found = [
        PanelRow(
            f"{row.case.code} {row.case.title}",
            f"{address(ctx, 'incidents:things', incident_id=row.case_id)}#visits",
            row.note,
        )
        for row in rows.order_by("-case__noticed_at", "id")
    ]
    return Relation(_t("事案"), tuple(found)) if found else None
