"""Criteria and selections (VEN-3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.suppliers import actions, queries, sheets
from sakimori.registers.suppliers.criteria import criteria_on, shipped_criteria
from sakimori.registers.suppliers.forms.basis import initial_of
from sakimori.registers.suppliers.forms.selection import (
    CandidateForm,
    CriteriaForm,
    DecideForm,
    JudgeForm,
    SelectionForm,
    TieForm,
    as_lines,
)
from sakimori.registers.suppliers.lists import SELECTIONS
from sakimori.registers.suppliers.models import Candidate, Contract, Criteria, CriteriaItem, Selection
from sakimori.registers.suppliers.selection_rows import compared
from sakimori.registers.suppliers.types import Occasion
from sakimori.registers.suppliers.views.shared import CLAUSE, MANAGE, READ, uploaded


@page(READ)
def criteria(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The criteria in force, a draft where there is one, and earlier versions."""
    found = criteria_on(ctx.today)
    versions = list(Criteria.objects.order_by("-number"))
    draft = next((one for one in versions if one.decided_on is None), None)
    shown = found or draft
    values = {
        "page_title": _("選定基準"),
        "criteria": shown,
        "in_force": found,
        "draft": draft,
        "items": list(shown.items.order_by("order")) if shown else [],
        "shipped": shipped_criteria(),
        "versions": versions,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "suppliers/criteria.html", values)


@page(MANAGE)
def criteria_write(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Write a draft: the one that waits, else from the version in force, else from the shipped one."""
    draft = Criteria.objects.filter(decided_on__isnull=True).order_by("-number").first()
    start = draft or criteria_on(ctx.today)
    if start is not None:
        items = as_lines(start.items.order_by("order"))
        initial = {"title": start.title, "preface": start.preface, "items": items}
    else:
        shipped = shipped_criteria()
        initial = {"title": shipped.title, "preface": shipped.preface, "items": as_lines(shipped.items)}
    form = CriteriaForm(request.POST or None, initial=initial)
    back = address(ctx, "suppliers:criteria")
    if submitted(form, lambda values: actions.write_criteria(ctx, criteria=draft, **values)):
        messages.success(request, _("選定基準の案を書きました。決定されたら、決定日と施行日を記録してください。"))
        return redirect(back)
    return form_page(
        request, form, _("選定基準の案を書く"), back=back, submit=_("案を保存する"), clause=CLAUSE,
        lead=_("はじめから入っている案を、議会の言葉に直してください。"),
    )  # fmt: skip


@page(MANAGE)
def criteria_decide(request: HttpRequest, ctx: Context, criteria_id: UUID) -> HttpResponse:
    """The draft was decided."""
    found = get_object_or_404(Criteria, pk=criteria_id, decided_on__isnull=True)
    initial = {"decided_on": ctx.today, "effective_on": ctx.today}
    form = DecideForm(request.POST or None, request.FILES or None, initial=initial)
    back = address(ctx, "suppliers:criteria")

    def act(values: dict[str, Any]) -> None:
        values["file"] = uploaded(request, "file")
        actions.decide_criteria(ctx, criteria=found, **values)

    if submitted(form, act):
        messages.success(request, _("選定基準を決定しました。これからの契約と更新は、この基準で判断します。"))
        return redirect(back)
    return form_page(request, form, _("選定基準を決定する"), back=back, submit=_("決定する"), clause=CLAUSE)


@page(READ)
def criteria_file(request: HttpRequest, ctx: Context, criteria_id: UUID) -> HttpResponse:
    """The decided document."""
    found = get_object_or_404(Criteria.objects.select_related("file"), pk=criteria_id)
    if found.file is None:
        raise Http404
    return file_response(found.file)


@page(READ)
def criteria_pdf(request: HttpRequest, ctx: Context, criteria_id: UUID) -> HttpResponse:
    """A version on paper, for the meeting that decides it."""
    found = get_object_or_404(Criteria, pk=criteria_id)
    data = sheets.criteria_pdf(ctx, found, list(found.items.order_by("order")))
    return download_response(_("選定基準.pdf"), "application/pdf", data)


@page(READ)
def selections(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every selection, newest first."""
    on = day_of(request, ctx.today)
    rows = queries.selections_on(on)
    found = open_list(request, ctx, SELECTIONS, rows, on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("選定の記録"),
        "list": found,
        "rows": found.rows,
        "has_criteria": criteria_on(on) is not None,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "suppliers/selections.html", values)


@page(READ)
def selection(request: HttpRequest, ctx: Context, selection_id: UUID) -> HttpResponse:
    """One selection: the table of candidates and the judgement."""
    rows = Selection.objects.select_related("criteria", "contract", "judged_by")
    found = get_object_or_404(rows, pk=selection_id)
    values = {
        "page_title": f"{found.number} {found.title}",
        "selection": found,
        "table": compared(found),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "suppliers/selection.html", values)


def _page(ctx: Context, selection: Selection) -> str:
    return address(ctx, "suppliers:selection", selection_id=selection.pk)


@page(MANAGE)
def selection_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new selection; `?contract=` names the one that is to be renewed or was made without."""
    chosen = _contract(request.GET.get("contract", ""))
    initial: dict[str, Any] = {"occasion": Occasion.RENEWAL if chosen else Occasion.NEW}
    if chosen is not None:
        initial |= {"contract": str(chosen.pk), "title": chosen.title}
    form = SelectionForm(request.POST or None, contracts=_contracts(chosen), initial=initial)
    made: list[Selection] = []
    if submitted(form, lambda values: made.append(actions.open_selection(ctx, **values))):
        messages.success(request, _("選定の記録を作りました。次に、候補を加えてください。"))
        return redirect(_page(ctx, made[0]))
    back = address(ctx, "suppliers:selections")
    return form_page(request, form, _("選定を記録する"), back=back, submit=_("作る"), clause=CLAUSE)


def _contract(key: str) -> Contract | None:
    try:
        return Contract.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _contracts(also: Contract | None = None) -> list[Contract]:
    rows = Contract.objects.filter(ended_on__isnull=True) | Contract.objects.filter(pk=also.pk if also else UUID(int=0))
    return list(rows.order_by("title", "id"))


@page(MANAGE)
def candidate_new(request: HttpRequest, ctx: Context, selection_id: UUID) -> HttpResponse:
    """A candidate."""
    found = get_object_or_404(Selection, pk=selection_id, judged_on__isnull=True)
    return _candidate(request, ctx, found, None)


@page(MANAGE)
def candidate_edit(request: HttpRequest, ctx: Context, candidate_id: UUID) -> HttpResponse:
    """Correct a candidate."""
    rows = Candidate.objects.select_related("selection").filter(selection__judged_on__isnull=True)
    row = get_object_or_404(rows, pk=candidate_id)
    return _candidate(request, ctx, row.selection, row)


def _candidate(request: HttpRequest, ctx: Context, selection: Selection, row: Candidate | None) -> HttpResponse:
    items = list(CriteriaItem.objects.filter(criteria=selection.criteria_id).order_by("order"))
    marks = {mark.item_id: mark for mark in row.marks.all()} if row else {}
    initial = initial_of(row, CandidateForm) if row else {}
    form = CandidateForm(request.POST or None, items=items, marks=marks, initial=initial)
    form.offer("supplier", queries.suppliers_on(ctx.today))

    def act(_values: dict[str, Any]) -> None:
        actions.write_candidate(ctx, selection=selection, candidate=row, marks=form.marks(), **form.record())

    if submitted(form, act):
        messages.success(request, _("候補を書きました。"))
        return redirect(_page(ctx, selection))
    title = _("「%(name)s」の候補を書く") % {"name": selection.title}
    lead = _("分からないところは空けておき、事業者に尋ねてから続けられます。")
    return form_page(request, form, title, back=_page(ctx, selection), submit=_("保存する"), lead=lead, clause=CLAUSE)


@require_POST
@page(MANAGE)
def candidate_remove(request: HttpRequest, ctx: Context, candidate_id: UUID) -> HttpResponse:
    """Take a candidate out."""
    rows = Candidate.objects.select_related("selection").filter(selection__judged_on__isnull=True)
    row = get_object_or_404(rows, pk=candidate_id)
    actions.remove_candidate(ctx, candidate=row)
    messages.success(request, _("候補を外しました。"))
    return redirect(_page(ctx, row.selection))


@page(MANAGE)
def judge(request: HttpRequest, ctx: Context, selection_id: UUID) -> HttpResponse:
    """Which one and why."""
    rows = Selection.objects.select_related("contract").filter(judged_on__isnull=True)
    found = get_object_or_404(rows, pk=selection_id)
    candidates = list(Candidate.objects.filter(selection=found).order_by("id"))
    initial = {"judged_on": ctx.today, "contract": str(found.contract_id or "")}
    form = JudgeForm(request.POST or None, candidates=candidates, contracts=_contracts(found.contract), initial=initial)
    if submitted(form, lambda values: actions.judge(ctx, selection=found, **values)):
        messages.success(request, _("判断を記録しました。A4の記録を印刷して、文書に綴じられます。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」の判断を記録する") % {"name": found.title}
    return form_page(request, form, title, back=_page(ctx, found), submit=_("判断を記録する"), clause=CLAUSE)


@page(MANAGE)
def tie(request: HttpRequest, ctx: Context, selection_id: UUID) -> HttpResponse:
    """The contract that came of it."""
    found = get_object_or_404(Selection.objects.select_related("contract"), pk=selection_id)
    initial = {"contract": str(found.contract_id or "")}
    form = TieForm(request.POST or None, contracts=_contracts(found.contract), initial=initial)
    if submitted(form, lambda values: actions.tie_contract(ctx, selection=found, **values)):
        messages.success(request, _("選定の記録を契約に結びました。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」を契約に結ぶ") % {"name": found.title}
    return form_page(request, form, title, back=_page(ctx, found), submit=_("結ぶ"), clause=CLAUSE)


@page(READ)
def selection_pdf(request: HttpRequest, ctx: Context, selection_id: UUID) -> HttpResponse:
    """The record for the file: criteria, comparison, judgement."""
    rows = Selection.objects.select_related("criteria", "contract", "judged_by")
    found = get_object_or_404(rows, pk=selection_id)
    data = sheets.selection_pdf(ctx, found, compared(found))
    return download_response(_("選定の記録.pdf"), "application/pdf", data)
