"""Changes and maintenance: the log, one record, plan, result, the visit that belongs to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.approvals.queries import applications_about
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import in_use
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.models import Supplier
from sakimori.registers.suppliers.queries import suppliers_on
from sakimori.registers.upkeep import actions, forms, queries, sheets
from sakimori.registers.upkeep.lists import WORKS
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.registers.upkeep.panels import KINDS
from sakimori.registers.upkeep.types import WorkResult, WorkState

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _l("6(6) 技術的セキュリティ")


def kept(ctx: Context) -> QuerySet[Asset]:
    """Systems and devices that are in use."""
    return in_use(ctx.today).filter(kind__in=KINDS).order_by("kind", "number")


def companies(ctx: Context) -> QuerySet[Supplier, str]:
    """Names of the register to suggest; what is typed beside them is kept as text."""
    return suppliers_on(ctx.today).values_list("name", flat=True)


def supplier_link(ctx: Context, row: Work | RemoteWindow) -> str:
    """The page of its company for those who may see it; empty where the company is not on the register."""
    found = queries.supplier_of(row) if allowed(ctx, Permission.SUPPLIER_READ) else None
    return address(ctx, "suppliers:supplier", supplier_id=found.pk) if found else ""


@page(READ)
def works(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The log: what waits first, then the newest."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, WORKS, queries.works_on(on), on, queries.works_on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("変更・保守"),
        "list": found,
        "works": found.rows,
        "late": sum(row.state_now == WorkState.LATE for row in found.rows),  # type: ignore[attr-defined]
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "upkeep/works.html", values)


def _one(work_id: UUID) -> Work:
    return get_object_or_404(Work.objects.select_related("asset", "person", "application", "supplier"), pk=work_id)


def _at(ctx: Context, work: Work) -> str:
    return address(ctx, "upkeep:work", work_id=work.pk)


@page(READ)
def work(request: HttpRequest, ctx: Context, work_id: UUID) -> HttpResponse:
    """One record: plan, decision, result, windows and visits."""
    found = _one(work_id)
    windows = queries.with_state(list(found.windows.select_related("supplier").order_by("from_at", "id")), ctx.at)
    values = {
        "page_title": f"{found.number} {found.title}",
        "work": found,
        "state": found.state(ctx.today),
        "supplier_link": supplier_link(ctx, found),
        "applications": applications_about(found.pk) if found.needs_approval else [],
        "windows": windows,
        "visits": queries.visits_of(found),
        "may_manage": allowed(ctx, MANAGE) and found.done_on is None and found.cancelled_on is None,
    }
    return render_page(request, "upkeep/work.html", values)


@page(READ)
def work_pdf(request: HttpRequest, ctx: Context, work_id: UUID) -> HttpResponse:
    """The record sheet on A4: to take along while planned, to file when done."""
    found = _one(work_id)
    windows = list(found.windows.select_related("opened_by", "closed_by").order_by("from_at", "id"))
    content = sheets.work_pdf(ctx, found, windows, queries.visits_of(found), applications_about(found.pk))
    return download_response(_("変更・保守 %(number)s.pdf") % {"number": found.number}, "application/pdf", content)


def _plan_form(request: HttpRequest, ctx: Context, **initial: Any) -> forms.PlanForm:
    people = people_in_office(ctx.today).order_by("kana", "id")
    return forms.PlanForm(
        request.POST or None, assets=kept(ctx), people=people, companies=companies(ctx), initial=initial
    )


@page(MANAGE)
def work_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Plan work, or put down what was done already; `?asset=` says at what."""
    form = _plan_form(request, ctx, planned_on=ctx.today, asset=request.GET.get("asset", ""))
    made: list[Work] = []

    def act(values: dict[str, Any]) -> None:
        route = [Role(role) for role in values.pop("route").split()]
        made.append(actions.plan_work(ctx, route=route, **values))

    if submitted(form, act):
        messages.success(request, _("記録を作りました。終わったら、結果を記録してください。"))
        return redirect(_at(ctx, made[0]))
    return form_page(
        request, form, _("変更・保守を記録する"), back=address(ctx, "upkeep:works"), submit=_("作る"), clause=CLAUSE
    )


@page(MANAGE)
def work_edit(request: HttpRequest, ctx: Context, work_id: UUID) -> HttpResponse:
    """Correct the plan."""
    found = _one(work_id)
    names = ("kind", "title", "reason", "planned_on", "company", "operator", "before", "way_back", "test")
    initial = {name: getattr(found, name) for name in names}
    form = _plan_form(request, ctx, asset=str(found.asset_id), person=str(found.person_id or ""), **initial)
    del form.fields["route"]
    if submitted(form, lambda values: actions.change_work(ctx, work=found, **values)):
        messages.success(request, _("予定を直しました。"))
        return redirect(_at(ctx, found))
    return form_page(request, form, _("予定を直す"), back=_at(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def done(request: HttpRequest, ctx: Context, work_id: UUID) -> HttpResponse:
    """How it turned out."""
    found = _one(work_id)
    initial = {"done_on": ctx.today, "operator": found.operator, "result": WorkResult.DONE}
    form = forms.DoneForm(request.POST or None, initial=initial)
    if not found.needs_approval:
        del form.fields["unapproved_reason"]
    if submitted(form, lambda values: actions.record_done(ctx, work=found, **values)):
        messages.success(request, _("結果を記録しました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("結果を記録する"), back=_at(ctx, found), submit=_("記録する"),
        lead=f"{found.asset} / {found.title}", clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def cancel(request: HttpRequest, ctx: Context, work_id: UUID) -> HttpResponse:
    """It will not be done."""
    found = _one(work_id)
    form = forms.ReasonForm(request.POST or None)
    if submitted(form, lambda values: actions.cancel_work(ctx, work=found, **values)):
        messages.success(request, _("取りやめました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("変更・保守を取りやめる"), back=_at(ctx, found), submit=_("取りやめる"), clause=CLAUSE
    )


@page(MANAGE)
def visit_link(request: HttpRequest, ctx: Context, visit_id: UUID) -> HttpResponse:
    """For which work somebody came in."""
    visit = get_object_or_404(Visit, pk=visit_id)
    known = queries.work_of_visit(visit)
    near = list(queries.near(ctx.today))
    works_near = near if known is None or known in near else [known, *near]
    form = forms.VisitForm(request.POST or None, works=works_near, initial={"work": str(known.pk) if known else ""})
    back = address(ctx, "premises:visit", visit_id=visit.pk)
    if submitted(form, lambda values: actions.link_visit(ctx, visit=visit, **values)):
        messages.success(request, _("入室と保守の記録を結び付けました。"))
        return redirect(back)
    title = _("%(name)s の入室の、変更・保守の記録") % {"name": visit.visitor}
    return form_page(request, form, title, back=back, submit=_("決める"), clause=CLAUSE)
