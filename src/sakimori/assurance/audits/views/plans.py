"""The office's side: the year's decision, plans, auditors and their links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.assurance.audits import actions, forms, queries
from sakimori.assurance.audits.models import Audit, AuditedUnit, Auditor, AuditorLink, ScopeClause
from sakimori.assurance.audits.types import AuditState
from sakimori.assurance.conformance.texts import clauses_of, text_in_force
from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.types import UnitKind
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.policy.clauses.models import Clause

READ, MANAGE = Permission.AUDIT_READ, Permission.AUDIT_MANAGE
CLAUSE = "6(9)"


@page(READ)
def audits(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The plan: what is decided for the years, audits to come and held."""
    year = fiscal_year(ctx.today)
    decisions = queries.year_decisions()
    rows = {
        "page_title": _("監査"),
        "year": year,
        "decision": next((row for row in decisions if row.fiscal_year == year), None),
        "earlier": [row for row in decisions if row.fiscal_year != year],
        "audits": list(queries.audits()),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "audits/audits.html", rows)


@page(MANAGE)
def year(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """Whether the year has an audit, and why. 404 for years before the assembly's own and far ahead."""
    if not fiscal_year(ctx.assembly.joined_on) <= year <= fiscal_year(ctx.today) + 1:
        raise Http404
    known = queries.year_decision(year)
    initial: dict[str, Any] = {"decided_on": ctx.today}
    if known is not None:
        initial = {"choice": known.choice, "reason": known.reason, "decided_on": known.decided_on}
        initial["decided_by"] = str(known.decided_by_id or "")
    form = forms.YearForm(request.POST or None, people=queries.people_for_audits(ctx.today), initial=initial)
    if submitted(form, lambda values: actions.decide_year(ctx, year=year, **values)):
        messages.success(request, _("%(year)sの監査についての決定を記録しました。") % {"year": year_text(year)})
        return redirect("audits:audits", assembly=ctx.assembly.slug)
    return form_page(
        request, form, _("%(year)sの監査を決める") % {"year": year_text(year)},
        back=address(ctx, "audits:audits"), submit=_("記録する"), clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """An audit to come."""
    _version, placed = text_in_force(ctx.today)
    starts = free_day(ctx.today + timedelta(days=60))
    units = _units(ctx)
    own = [str(unit.pk) for unit in units if unit.kind == UnitKind.SECRETARIAT]
    initial = {"starts_on": starts, "ends_on": free_day(starts + timedelta(days=30)), "units": own}
    form = forms.PlanForm(
        request.POST or None, clauses=[clause for clause, _measures in placed], units=units, initial=initial
    )
    made: list[Audit] = []
    if submitted(form, lambda values: made.append(actions.plan_audit(ctx, **values))):
        messages.success(request, _("監査を計画しました。次に、監査人を決めてください。"))
        return redirect("audits:audit", assembly=ctx.assembly.slug, audit_id=made[0].pk)
    return form_page(
        request, form, _("監査を計画する"), back=address(ctx, "audits:audits"), submit=_("計画する"), clause=CLAUSE
    )


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Until it begins."""
    found = get_object_or_404(Audit.objects.select_related("version"), pk=audit_id)
    initial = {name: getattr(found, name) for name in ("title", "kind", "aim", "starts_on", "ends_on")}
    initial["clauses"] = _ids(ScopeClause.objects.filter(audit=found).values_list("clause_id", flat=True))
    initial["units"] = _ids(AuditedUnit.objects.filter(audit=found).values_list("unit_id", flat=True))
    clauses: list[Clause] = [clause for clause, _measures in clauses_of(found.version)]
    form = forms.PlanForm(request.POST or None, clauses=clauses, units=_units(ctx), initial=initial)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    if submitted(form, lambda values: actions.change_audit(ctx, audit=found, **values)):
        messages.success(request, _("監査の計画を直しました。"))
        return redirect(back)
    return form_page(request, form, _("監査の計画を直す"), back=back, submit=_("直す"), clause=CLAUSE)


def _units(ctx: Context) -> list[Unit]:
    kinds = [UnitKind.SECRETARIAT, UnitKind.CAUCUS, UnitKind.COMMITTEE]
    return list(Unit.objects.filter(covers(ctx.today), kind__in=kinds).order_by("order", "id"))


def _ids(keys: Any) -> list[str]:
    return [str(key) for key in keys]


@page(MANAGE)
def cancel(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """It will not be held, because."""
    found = get_object_or_404(Audit, pk=audit_id)
    form = forms.ReasonForm(request.POST or None)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    if submitted(form, lambda values: actions.cancel_audit(ctx, audit=found, **values)):
        messages.success(request, _("監査を中止しました。理由も残ります。"))
        return redirect(back)
    return form_page(
        request, form, _("監査を中止する"), back=back, submit=_("中止する"), lead=found.title, clause=CLAUSE
    )


@page(MANAGE)
def appoint(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Who audits, and in which period they may look."""
    found = get_object_or_404(Audit, pk=audit_id)
    initial = {"from_date": found.starts_on, "to_date": found.ends_on + timedelta(days=60)}
    form = forms.AppointForm(request.POST or None, people=queries.people_for_audits(ctx.today), initial=initial)
    made: list[Auditor] = []
    if submitted(form, lambda values: made.append(actions.appoint_auditor(ctx, audit=found, **values))):
        _say(request, made[0], _("監査人を決めました。"))
        return redirect("audits:audit", assembly=ctx.assembly.slug, audit_id=found.pk)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    lead = _("独立していないと考えられる人にも頼めます。理由と、重ねて確かめる人を記録してください。")
    return form_page(request, form, _("監査人を決める"), back=back, submit=_("決める"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def auditor(request: HttpRequest, ctx: Context, auditor_id: UUID) -> HttpResponse:
    """Another period, or the reason and the second look."""
    found = get_object_or_404(Auditor.objects.select_related("audit", "person"), pk=auditor_id)
    names = ("affiliation", "is_lead", "from_date", "to_date", "conflict_reason")
    initial = {name: getattr(found, name) for name in names} | {"second_look_by": str(found.second_look_by_id or "")}
    form = forms.TermsForm(request.POST or None, people=queries.people_for_audits(ctx.today), initial=initial)
    back = address(ctx, "audits:audit", audit_id=found.audit_id)
    if submitted(form, lambda values: actions.change_auditor(ctx, auditor=found, **values)):
        _say(request, found, _("監査人の期間などを直しました。"))
        return redirect(back)
    lead = f"{found.person.shown_name}　{found.conflict}".strip()
    return form_page(request, form, _("監査人の期間と独立性"), back=back, submit=_("直す"), lead=lead, clause=CLAUSE)


def _say(request: HttpRequest, found: Auditor, done: str) -> None:
    messages.success(request, done)
    if found.conflict and not (found.conflict_reason and found.second_look_by_id):
        words = {"name": found.person.shown_name, "why": found.conflict.replace("\n", "")}
        messages.warning(
            request, _("%(name)sさん: %(why)s それでも頼む理由と、重ねて確かめる人を記録してください。") % words
        )


@page(MANAGE)
def links(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Links to an audit, and how often they were opened."""
    found = get_object_or_404(Audit, pk=audit_id)
    rows = {"page_title": _("専用リンクと、開かれた記録"), "audit": found, "links": queries.links_of(found)}
    return render_page(request, "audits/links.html", rows)


@page(MANAGE)
@require_POST
def link_new(request: HttpRequest, ctx: Context, auditor_id: UUID) -> HttpResponse:
    """A link for an auditor without an account. It is shown once: only its hash is kept."""
    found = get_object_or_404(Auditor.objects.select_related("audit", "person"), pk=auditor_id)
    if found.audit.state == AuditState.CANCELLED or (found.to_date and found.to_date < ctx.today):
        messages.error(request, _("監査人の期間が終わっています。先に期間を延ばしてください。"))
        return redirect("audits:audit", assembly=ctx.assembly.slug, audit_id=found.audit_id)
    token = actions.make_link(ctx, auditor=found)
    path = reverse("audit-door:audit", kwargs={"assembly": ctx.assembly.slug, "token": token})
    rows = {
        "page_title": _("監査人の専用リンク"),
        "auditor": found,
        "link": f"{settings.ENV.address}{path}",
        "back": address(ctx, "audits:audit", audit_id=found.audit_id),
    }
    response = render_page(request, "audits/link_made.html", rows)
    response["Cache-Control"] = "private, no-store"
    return response


@page(MANAGE)
@require_POST
def link_revoke(request: HttpRequest, ctx: Context, auditor_link_id: UUID) -> HttpResponse:
    """It opens nothing from now on."""
    found = get_object_or_404(AuditorLink.objects.select_related("auditor"), pk=auditor_link_id)
    actions.revoke_link(ctx, link=found)
    messages.success(request, _("専用リンクを取り消しました。"))
    return redirect("audits:links", assembly=ctx.assembly.slug, audit_id=found.auditor.audit_id)
