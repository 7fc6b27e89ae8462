"""Rounds: planned from the policy, adjusted, opened, followed, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.assurance.inspections import actions, forms, queries
from sakimori.assurance.inspections import letters as papers
from sakimori.assurance.inspections.models import Question, Respondent, Round
from sakimori.assurance.inspections.rules import concerns
from sakimori.assurance.inspections.types import MOST_QUESTIONS, PERSON_ASK, UNIT_ASK, Audience
from sakimori.dates import fiscal_year, fiscal_year_label
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

CLAUSE = _l("6(9) 評価と見直し")
READ, MANAGE = Permission.INSPECTION_READ, Permission.INSPECTION_MANAGE
DAYS_TO_ANSWER = 21
"""Three weeks, so that a week away does no harm."""


@page(READ)
def rounds(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every round, the newest first."""
    found = list(queries.rounds())
    values = {
        "page_title": _("自己点検"),
        "rounds": found,
        "may_manage": allowed(ctx, MANAGE),
        "may_plan": allowed(ctx, MANAGE) and all(one.closed_on for one in found),
    }
    return render_page(request, "inspections/rounds.html", values)


@page(MANAGE)
def round_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Plan one: the questions come from the policy."""
    year = fiscal_year_label(fiscal_year(ctx.today))
    initial = {
        "title": _("%(year)sの自己点検") % {"year": year},
        "due_on": free_day(ctx.today + timedelta(days=DAYS_TO_ANSWER)),
        "message": _("10分ほどで終わります。お忙しいところ恐れ入りますが、よろしくお願いします。"),
    }
    form = forms.RoundForm(request.POST or None, initial=initial)
    made: list[Round] = []
    if submitted(form, lambda values: made.append(actions.plan_round(ctx, **values))):
        messages.success(request, _("質問を方針から作りました。見直してから、始めてください。"))
        return redirect("inspections:questions", assembly=ctx.assembly.slug, round_id=made[0].pk)
    return form_page(
        request, form, _("自己点検を計画する"), back=address(ctx, "inspections:rounds"), submit=_("質問を作る"),
        lead=_("施行中の方針の条項から、質問を作ります。前回の言い回しと並び順を引き継ぎます。"), clause=CLAUSE,
    )  # fmt: skip


@page(READ)
def round_page(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """One round: how far it has come by caucus and office, and what to do next."""
    found = get_object_or_404(queries.rounds(), pk=round_id)
    may_manage = allowed(ctx, MANAGE)
    rows = queries.respondents(found)
    values = {
        "page_title": found.title,
        "round": found,
        "progress": queries.progress(rows, _("会派に属さない議員")),
        "late": found.is_open and found.due_on < ctx.today,
        "may_manage": may_manage,
        # Names of those who have not answered are for the office only.
        "waiting": [row for row in rows if row.answered_on is None and row.excused_on is None] if may_manage else [],
        "excused": [row for row in rows if row.excused_on is not None] if may_manage else [],
        "proposals": queries.proposals(found) if may_manage and found.opened_on else [],
        "headless": queries.units_without_head(ctx.today) if may_manage and found.is_open else [],
    }
    return render_page(request, "inspections/round.html", values)


@page(MANAGE)
def round_edit(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """Name, date, words; before it begins."""
    found = _planned(round_id)
    initial = {name: getattr(found, name) for name in ("title", "due_on", "message")}
    form = forms.RoundForm(request.POST or None, initial=initial)
    back = address(ctx, "inspections:round", round_id=found.pk)
    if submitted(form, lambda values: actions.change_round(ctx, found=found, **values)):
        return redirect(back)
    return form_page(request, form, _("計画を直す"), back=back, submit=_("登録する"), clause=CLAUSE)


@page(READ)
def questions(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """The questions of a round by whom they are put to."""
    found = get_object_or_404(Round, pk=round_id)
    rows = list(found.questions.order_by("order", "key"))
    asked = [row for row in rows if row.is_asked]
    kinds = [one for one in Audience if one != Audience.EVERYONE]
    most = max((sum(concerns(row.audience, kind) for row in asked) for kind in kinds), default=0)
    values = {
        "page_title": _("点検の質問"),
        "round": found,
        "groups": [(one.label, [row for row in rows if row.audience == one]) for one in Audience],
        "most": most,
        "is_long": most > MOST_QUESTIONS,
        "longest": MOST_QUESTIONS,
        "may_change": allowed(ctx, MANAGE) and found.opened_on is None,
    }
    return render_page(request, "inspections/questions.html", values)


@page(MANAGE)
def question_edit(request: HttpRequest, ctx: Context, question_id: UUID) -> HttpResponse:
    """Other words, another place, or left out."""
    rows = Question.objects.select_related("round")
    question = get_object_or_404(rows, pk=question_id, round__opened_on__isnull=True)
    names = ("text", "hint", "is_asked", "order")
    form = forms.QuestionForm(request.POST or None, initial={name: getattr(question, name) for name in names})
    back = address(ctx, "inspections:questions", round_id=question.round_id)
    if submitted(form, lambda values: actions.change_question(ctx, question=question, **values)):
        messages.success(request, _("質問を直しました。"))
        return redirect(back)
    lead = f"{question.get_audience_display()} {question.clause_path} {question.clause_heading}".strip()
    return form_page(request, form, _("質問を直す"), back=back, submit=_("登録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def question_new(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """One of the office's own."""
    found = _planned(round_id)
    form = forms.NewQuestionForm(request.POST or None, clauses=_clauses(ctx))
    back = address(ctx, "inspections:questions", round_id=found.pk)
    if submitted(form, lambda values: actions.add_question(ctx, found=found, **values)):
        messages.success(request, _("質問を加えました。次の回にも引き継がれます。"))
        return redirect(back)
    return form_page(request, form, _("質問を加える"), back=back, submit=_("加える"), clause=CLAUSE)


def _clauses(ctx: Context) -> list[tuple[str, str]]:
    places = queries.places_of_measures(ctx.today).values()
    return list(dict.fromkeys((place.path, f"{place.path} {place.heading}".strip()) for place in places))


@page(MANAGE)
def open_round(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """Look once more, then ask everyone."""
    found = _planned(round_id)
    back = address(ctx, "inspections:round", round_id=found.pk)
    if request.method == "POST":
        try:
            actions.open_round(ctx, found=found)
            messages.success(request, _("お願いを出しました。専用リンク付きの手紙を印刷できます。"))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(back)
    people, units = queries.whom_to_ask(ctx.today, found)
    values = {
        "page_title": _("自己点検を始める"),
        "round": found,
        "people": len(people),
        "units": len(units),
        "headless": queries.units_without_head(ctx.today),
    }
    return render_page(request, "inspections/open.html", values)


@page(MANAGE)
def newcomers(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """Ask whoever took office since."""
    found = _open(round_id)
    if request.method == "POST":
        count = actions.ask_newcomers(ctx, found=found)
        messages.success(request, _("%(count)s件のお願いを加えました。") % {"count": count})
        return redirect("inspections:round", assembly=ctx.assembly.slug, round_id=found.pk)
    people, units = queries.whom_to_ask(ctx.today, found)
    values = {"page_title": _("相手を加える"), "round": found, "people": people, "units": units}
    return render_page(request, "inspections/newcomers.html", values)


@page(MANAGE)
def letters(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """A sheet with boxes and a link of its own for everyone who has not answered."""
    found = _open(round_id)
    units = list(found.respondents.filter(unit__isnull=False).values_list("pk", flat=True))
    rows = Ask.objects.open().filter(kind__in=[PERSON_ASK, UNIT_ASK], subject_id__in=[found.pk, *units])
    asks = list(rows.select_related("person", "campaign").order_by("person__kana", "kind", "id"))
    if request.method != "POST" or not asks:
        values = {"page_title": _("用紙を印刷する"), "round": found, "asks": asks}
        return render_page(request, "inspections/letters.html", values)
    return download_response(f"{found.title}.pdf", "application/pdf", sheets_pdf(ctx, papers.letters(ctx, asks)))


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """No more answers."""
    found = _open(round_id)
    form = forms.CloseForm(request.POST if request.method == "POST" else None)
    back = address(ctx, "inspections:round", round_id=found.pk)
    if submitted(form, lambda values: actions.close_round(ctx, found=found, **values)):
        messages.success(request, _("自己点検を締め切りました。"))
        return redirect(address(ctx, "inspections:result", round_id=found.pk))
    left = found.respondents.filter(answered_on__isnull=True, excused_on__isnull=True).count()
    lead = _("まだ回答のない%(count)s件のお願いは、取り下げられます。") % {"count": left} if left else ""
    return form_page(request, form, _("締め切る"), back=back, submit=_("締め切る"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def excuse(request: HttpRequest, ctx: Context, respondent_id: UUID) -> HttpResponse:
    """Somebody is not waited for."""
    rows = Respondent.objects.select_related("round", "person", "unit")
    found = get_object_or_404(rows, pk=respondent_id, answered_on__isnull=True, round__opened_on__isnull=False)
    form = forms.ExcuseForm(request.POST or None)
    back = address(ctx, "inspections:round", round_id=found.round_id)

    def act(values: dict[str, Any]) -> None:
        actions.excuse(ctx, respondent=found, **values)

    if submitted(form, act):
        return redirect(back)
    lead = _("病気や退任などで回答できないときに使います。理由が記録に残ります。")
    title = _("%(name)sの回答を待たないことにする") % {"name": str(found)}
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


def _planned(round_id: UUID) -> Round:
    return get_object_or_404(Round, pk=round_id, opened_on__isnull=True)


def _open(round_id: UUID) -> Round:
    return get_object_or_404(Round, pk=round_id, opened_on__isnull=False, closed_on__isnull=True)
