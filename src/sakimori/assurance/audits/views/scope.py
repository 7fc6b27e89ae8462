"""What may be seen of an audit: by the auditor in their period, by the office and the chair; nobody else finds it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sakimori.assurance.audits import queries, reading
from sakimori.assurance.audits.doors import door
from sakimori.assurance.audits.models import Audit
from sakimori.assurance.audits.reading import ClauseRecord, ScopeRow
from sakimori.assurance.audits.types import AuditState
from sakimori.assurance.conformance import drawing
from sakimori.assurance.conformance.queries import DutyRow
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.ui.render import render_page

CONDUCT, READ = Permission.AUDIT_CONDUCT, Permission.AUDIT_READ
ON_A_PAGE = 50


@page(CONDUCT)
def mine(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The audits that somebody conducts: the home page of an auditor."""
    found = queries.my_audits(ctx.actor.person_id, ctx.today) if ctx.actor.person_id else []
    rows = {
        "page_title": _("担当する監査"),
        "now": [one for one in found if one.covers(ctx.today)],
        "later": [one for one in found if one.from_date > ctx.today],
    }
    return render_page(request, "audits/mine.html", rows)


@page(CONDUCT, READ)
def audit(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """One audit: where it stands, its scope, its checklist, findings, and what to do next."""
    here = door(ctx, audit_id)
    items = queries.items_of(here.audit)
    found = reading.scope_rows(ctx, here.audit)
    findings = queries.findings_of(here.audit)
    rows = {
        "page_title": here.audit.title,
        "here": here,
        "audit": here.audit,
        "auditors": queries.auditors_of(here.audit),
        "rows": [(row, queries.tally([item for item in items if item.scope_id == row.scope.pk])) for row in found],
        "tally": queries.tally(items),
        "findings": findings,
        "unanswered": sum(not finding.answer for finding in findings),
        "unsettled": sum(finding.settled_on is None for finding in findings),
        "today": ctx.today,
        "is_late": here.audit.reported_on is None and here.audit.ends_on < ctx.today,
        "is_under_way": here.audit.state == AuditState.UNDER_WAY,
    }
    return render_page(request, "audits/audit.html", rows)


@page(CONDUCT, READ)
def clause(request: HttpRequest, ctx: Context, audit_id: UUID, scope_id: UUID) -> HttpResponse:
    """A clause of the scope: text, state and history, duties, breaches, records, corrective actions, its checklist."""
    here = door(ctx, audit_id)
    row = row_or_404(ctx, here.audit, scope_id)
    record = reading.record_of(here.audit, row, ctx.today)
    rows = clause_values(ctx, row, record) | {
        "here": here,
        "audit": here.audit,
        "items": record.items,
        "samples": record.samples,
        "findings": queries.findings_of(here.audit, scope_id),
        "may_check": here.may_check and here.audit.state == AuditState.UNDER_WAY,
    }
    return render_page(request, "audits/clause.html", rows)


def row_or_404(ctx: Context, audit: Audit, scope_id: UUID) -> ScopeRow:
    """A clause of this audit's scope, or nothing at all."""
    found = reading.scope_rows(ctx, audit, scope_id)
    if not found:
        raise Http404
    return found[0]


def duty_or_404(row: ScopeRow, key: str) -> DutyRow:
    """A duty of this clause that is evaluated, or nothing at all."""
    found = reading.duties_in([row]).get(key)
    if found is None or key not in built_duties():
        raise Http404
    return found


def clause_values(ctx: Context, row: ScopeRow, record: ClauseRecord) -> dict[str, Any]:
    """What everybody at this door sees of a clause."""
    duties = reading.duties_in([row])
    return {
        "page_title": f"{row.clause.path} {row.clause.heading}".strip(),
        "row": row,
        "clause": row.clause,
        "duties": [(duty, record.since.get(key), key in built_duties()) for key, duty in duties.items()],
        "breaches": reading.breaches(ctx, duties),
        "changes": record.changes[:30],
        "evidence": record.evidence,
        "improvements": record.improvements,
    }


@page(CONDUCT, READ)
def population(request: HttpRequest, ctx: Context, audit_id: UUID, scope_id: UUID, key: str) -> HttpResponse:
    """Every subject of a duty of the scope, as it stands today."""
    here = door(ctx, audit_id)
    row = row_or_404(ctx, here.audit, scope_id)
    rows = population_values(request, ctx, row, key) | {
        "here": here,
        "audit": here.audit,
        "may_check": here.may_check and here.audit.state == AuditState.UNDER_WAY,
    }
    return render_page(request, "audits/population.html", rows)


def population_values(request: HttpRequest, ctx: Context, row: ScopeRow, key: str) -> dict[str, Any]:
    """A page of the population of a duty."""
    duty = duty_or_404(row, key)
    found = Paginator(drawing.population_ids(key, ctx.today), ON_A_PAGE).get_page(request.GET.get("page"))
    known = drawing.subjects(key, ctx.today, found.object_list)
    subjects = sorted(known.values(), key=lambda one: (not one.is_breached, one.label))
    return {"page_title": duty.spec.title, "row": row, "duty": duty, "found": found, "subjects": subjects}
