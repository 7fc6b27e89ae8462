"""Breaches: told politely, answered, put right. Only the office and the chair see to whom it was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.assurance.inspections import actions, forms, letters, queries
from sakimori.assurance.inspections.models import Breach
from sakimori.assurance.inspections.types import BREACH_ASK
from sakimori.assurance.inspections.views.rounds import MANAGE, READ
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import act_page, address, form_page, submitted

CLAUSE = _l("5 遵守義務")
DAYS_TO_ANSWER = 14
DAYS_TO_MEND = 30


def may_see_names(ctx: Context) -> bool:
    """The office, and whoever holds the chair."""
    return allowed(ctx, MANAGE) or Role.CHAIR in ctx.actor.roles


@page(READ)
def breaches(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every one by number; nobody is counted or ranked."""
    values = {
        "page_title": _("お知らせとお願い"),
        "breaches": list(queries.breaches()),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
        "may_see_names": may_see_names(ctx),
    }
    return render_page(request, "inspections/breaches.html", values)


@page(MANAGE)
def breach_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Record what was noticed; the person is asked."""
    places = queries.places_of_measures(ctx.today).values()
    form = forms.BreachForm(
        request.POST or None,
        people=people_in_office(ctx.today).order_by("kana", "name", "id"),
        units=queries.inspected_units(ctx.today),
        clauses=dict.fromkeys((place.path, f"{place.path} {place.heading}".strip()) for place in places),
        initial={"noticed_on": ctx.today, "answer_by": free_day(ctx.today + timedelta(days=DAYS_TO_ANSWER))},
    )
    made: list[Breach] = []
    if submitted(form, lambda values: made.append(actions.note_breach(ctx, **values))):
        messages.success(request, _("記録しました。議長名のお知らせを印刷できます。"))
        return redirect("inspections:breach", assembly=ctx.assembly.slug, breach_id=made[0].pk)
    return form_page(
        request, form, _("気づいたことを記録する"), back=address(ctx, "inspections:breaches"), submit=_("記録する"),
        lead=_("方針や決まりのとおりになっていないことに気づいたとき、ご本人にお知らせし、直していただくための記録です。"),
        clause=CLAUSE,
    )  # fmt: skip


@page(READ)
def breach(request: HttpRequest, ctx: Context, breach_id: UUID) -> HttpResponse:
    """One of them, and what comes next."""
    found = get_object_or_404(queries.breaches(), pk=breach_id)
    is_open = found.settled_on is None and found.improvement_id is None
    values = {
        "page_title": _("お知らせ 第%(number)s号") % {"number": found.number},
        "breach": found,
        "is_late": is_open and found.answered_on is None and found.answer_by < ctx.today,
        "may_see_names": may_see_names(ctx),
        "may_answer": allowed(ctx, MANAGE) and found.answered_on is None and found.settled_on is None,
        "may_settle": allowed(ctx, MANAGE) and is_open,
    }
    return render_page(request, "inspections/breach.html", values)


@page(MANAGE)
def letter(request: HttpRequest, ctx: Context, breach_id: UUID) -> HttpResponse:
    """The letter of the chair, with the person's own link."""
    found = get_object_or_404(queries.breaches(), pk=breach_id, answered_on__isnull=True)
    ask = Ask.objects.open().filter(kind=BREACH_ASK, subject_id=found.pk).select_related("person").first()
    if request.method != "POST":
        values = {"page_title": _("お知らせを印刷する"), "breach": found}
        return render_page(request, "inspections/breach_letter.html", values)
    name = f"notice-{found.number}.pdf"
    return download_response(name, "application/pdf", letters.breach_letter(ctx, found, ask))


def _act(
    request: HttpRequest,
    ctx: Context,
    found: Breach,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    said: str,
) -> HttpResponse:
    back = address(ctx, "inspections:breach", breach_id=found.pk)
    lead = _("お知らせ 第%(number)s号") % {"number": found.number}
    return act_page(request, form, act, title, back=back, submit=_("記録する"), done=said, lead=lead, clause=CLAUSE)


@page(MANAGE)
def answer(request: HttpRequest, ctx: Context, breach_id: UUID) -> HttpResponse:
    """Enter an answer that came on paper or by word of mouth."""
    found = get_object_or_404(Breach, pk=breach_id, answered_on__isnull=True)
    form = forms.AnswerForm(request.POST or None, initial={"answered_on": ctx.today})
    return _act(
        request, ctx, found, form, lambda values: actions.answer_breach(ctx, breach=found, **values),
        title=_("回答を入力する"), said=_("回答を記録しました。"),
    )  # fmt: skip


@page(MANAGE)
def correct(request: HttpRequest, ctx: Context, breach_id: UUID) -> HttpResponse:
    """Open the corrective action."""
    found = get_object_or_404(Breach, pk=breach_id, improvement__isnull=True, settled_on__isnull=True)
    form = forms.CorrectForm(
        request.POST or None,
        people=people_in_office(ctx.today).order_by("kana", "name", "id"),
        initial={"due_on": free_day(ctx.today + timedelta(days=DAYS_TO_MEND)), "measure": found.request},
    )
    return _act(
        request, ctx, found, form, lambda values: actions.correct_breach(ctx, breach=found, **values),
        title=_("改善措置を起こす"), said=_("改善措置を起こしました。"),
    )  # fmt: skip


@page(MANAGE)
def settle(request: HttpRequest, ctx: Context, breach_id: UUID) -> HttpResponse:
    """Nothing is left to put right."""
    found = get_object_or_404(Breach, pk=breach_id, improvement__isnull=True, settled_on__isnull=True)
    form = forms.SettleForm(request.POST or None)
    return _act(
        request, ctx, found, form, lambda values: actions.settle_breach(ctx, breach=found, **values),
        title=_("終える"), said=_("終えたことを記録しました。"),
    )  # fmt: skip
