"""The one list of corrective actions: found, planned, mended, seen again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.assurance.audits import forms_improvements as forms
from sakimori.assurance.audits import queries
from sakimori.assurance.audits.asks import DoneForm
from sakimori.assurance.audits.lists import IMPROVEMENTS
from sakimori.assurance.conformance.texts import text_in_force
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.improvements import actions
from sakimori.foundation.improvements.models import Improvement, Proof
from sakimori.foundation.improvements.types import Grade, Origin, State
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import act_page, address, form_page, submitted

READ, MANAGE, VERIFY = Permission.IMPROVEMENT_READ, Permission.IMPROVEMENT_MANAGE, Permission.IMPROVEMENT_VERIFY


@page(READ)
def improvements(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every one of them, by state, origin and date."""
    form = forms.FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    on = day_of(request, ctx.today)
    every = queries.improvements_on(on, ctx.today)
    found = open_list(request, ctx, IMPROVEMENTS, queries.fitting(every, on, **chosen), on)
    if found.wants_file:
        return found.file()
    rows = {
        "page_title": _("改善措置"),
        "form": form,
        "list": found,
        "improvements": found.rows,
        "counts": queries.counts(every, on),
        "today": on,
        "is_filtered": any(chosen.values()),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "audits/improvements.html", rows)


@page(MANAGE)
def improvement_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """One that somebody noticed."""
    _version, placed = text_in_force(ctx.today)
    clauses = [(clause.path, f"{clause.path} {clause.heading}".strip()) for clause, _measures in placed]
    form = forms.OpenForm(
        request.POST or None,
        clauses=clauses,
        people=_people(ctx),
        initial={"due_on": free_day(ctx.today + timedelta(days=30))},
    )
    made: list[Improvement] = []

    def act(values: dict[str, Any]) -> None:
        values |= {"origin": Origin(values["origin"]), "grade": Grade(values["grade"])}
        made.append(actions.open_improvement(ctx, **values))

    if submitted(form, act):
        messages.success(request, _("改善措置を起こしました。"))
        return redirect("audits:improvement", assembly=ctx.assembly.slug, improvement_id=made[0].pk)
    return form_page(request, form, _("改善措置を起こす"), back=address(ctx, "audits:improvements"), submit=_("起こす"))


@page(READ)
def improvement(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """One of them, and what may be done with it now."""
    found = get_object_or_404(Improvement.objects.select_related("owner", "unit", "verified_by"), pk=improvement_id)
    may_manage, may_verify = allowed(ctx, MANAGE), allowed(ctx, VERIFY)
    rows = {
        "page_title": found.title,
        "improvement": found,
        "proofs": queries.proofs_of(found),
        "extensions": queries.extensions_of(found),
        "is_late": found.state == State.OPEN and found.due_on < ctx.today,
        "may_plan": may_manage and found.state == State.OPEN,
        "may_drop": may_manage and found.state in State.pending(),
        "may_verify": may_verify and found.state == State.DONE,
    }
    return render_page(request, "audits/improvement.html", rows)


def _people(ctx: Context) -> Any:
    return people_in_office(ctx.today).order_by("kana", "name", "id")


def _act(
    request: HttpRequest,
    ctx: Context,
    found: Improvement,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    submit: str,
    said: str,
) -> HttpResponse:
    back = address(ctx, "audits:improvement", improvement_id=found.pk)
    lead = _("改善 %(number)s　%(title)s") % {"number": found.number, "title": found.title}
    return act_page(request, form, act, title, back=back, submit=submit, done=said, lead=lead)


@page(MANAGE)
def plan(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """Who mends it, why it came about, what will be done."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    initial = {"owner": str(found.owner_id or ""), "grade": found.grade, "cause": found.cause, "measure": found.measure}
    form = forms.PlanForm(request.POST or None, people=_people(ctx), initial=initial)

    def act(values: dict[str, Any]) -> None:
        actions.plan_improvement(ctx, improvement=found, **values | {"grade": Grade(values["grade"])})

    return _act(
        request, ctx, found, form, act,
        title=_("担当と内容を決める"), submit=_("決める"), said=_("担当と内容を決めました。担当者にお願いを出しました。"),
    )  # fmt: skip


@page(MANAGE)
def extend(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """Another date, with why."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    form = forms.ExtendForm(request.POST or None)
    return _act(
        request, ctx, found, form, lambda values: actions.extend_improvement(ctx, improvement=found, **values),
        title=_("期限を延ばす"), submit=_("延ばす"), said=_("期限を延ばしました。理由も残ります。"),
    )  # fmt: skip


@page(MANAGE)
def done(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """The office enters what the owner did."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    form = DoneForm(request.POST or None, request.FILES or None, initial={"done_on": ctx.today})

    def act(values: dict[str, Any]) -> None:
        upload = values.pop("proof")
        proof = store_file(ctx, name=upload.name, data=upload.read()) if upload else None
        day = date.fromisoformat(values["done_on"])
        actions.report_done(ctx, improvement=found, proof=proof, **values | {"done_on": day})

    return _act(
        request, ctx, found, form, act,
        title=_("実施したことを入力する"), submit=_("記録する"), said=_("実施を記録しました。ほかの人が確かめると完了です。"),
    )  # fmt: skip


@page(VERIFY)
def verify(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """Somebody looked again."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    form = forms.VerifyForm(request.POST or None)
    return _act(
        request, ctx, found, form, lambda values: actions.verify_improvement(ctx, improvement=found, **values),
        title=_("完了を確かめる"), submit=_("完了にする"), said=_("完了にしました。"),
    )  # fmt: skip


@page(VERIFY)
def reopen(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """It was not mended after all."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    form = forms.ReopenForm(request.POST or None, initial={"due_on": free_day(ctx.today + timedelta(days=14))})
    return _act(
        request, ctx, found, form, lambda values: actions.reopen_improvement(ctx, improvement=found, **values),
        title=_("差し戻す"), submit=_("差し戻す"), said=_("差し戻しました。"),
    )  # fmt: skip


@page(MANAGE)
def drop(request: HttpRequest, ctx: Context, improvement_id: UUID) -> HttpResponse:
    """It is no longer wanted."""
    found = get_object_or_404(Improvement, pk=improvement_id)
    form = forms.DropForm(request.POST or None)
    return _act(
        request, ctx, found, form, lambda values: actions.drop_improvement(ctx, improvement=found, **values),
        title=_("取りやめる"), submit=_("取りやめる"), said=_("取りやめました。理由も残ります。"),
    )  # fmt: skip


@page(READ)
def proof(request: HttpRequest, ctx: Context, proof_id: UUID) -> HttpResponse:
    """A file that shows it was done."""
    found = get_object_or_404(Proof.objects.select_related("file"), pk=proof_id, file__isnull=False)
    assert found.file is not None
    return file_response(found.file)
