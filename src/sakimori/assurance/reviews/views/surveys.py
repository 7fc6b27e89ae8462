"""Surveys of the state: a filled draft for each item ①–⑧, the office's words, what was sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.assurance.reviews import actions, forms, queries
from sakimori.assurance.reviews.documents import survey_docx
from sakimori.assurance.reviews.models import Survey
from sakimori.assurance.reviews.registers import answers_register
from sakimori.assurance.reviews.views.reports import DOCX
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

READ, MANAGE = Permission.REVIEW_READ, Permission.REVIEW_MANAGE
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(READ)
def surveys(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Surveys that wait, and those answered."""
    rows = {
        "page_title": _("調査への回答"),
        "surveys": queries.surveys(),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "reviews/surveys.html", rows)


@page(MANAGE)
def survey_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A survey arrived."""
    form = forms.SurveyForm(request.POST or None, initial={"received_on": ctx.today})
    made: list[Survey] = []
    if submitted(form, lambda values: made.append(actions.receive_survey(ctx, **values))):
        return redirect("reviews:survey", assembly=ctx.assembly.slug, survey_id=made[0].pk)
    return form_page(request, form, _("調査を登録する"), back=address(ctx, "reviews:surveys"), submit=_("登録する"))


@page(READ)
def survey(request: HttpRequest, ctx: Context, survey_id: UUID) -> HttpResponse:
    """The draft, the office's words, and that it was sent."""
    found = get_object_or_404(Survey.objects.select_related("copy"), pk=survey_id)
    drafts = queries.drafts(ctx, found.answered_on)
    may_write = allowed(ctx, MANAGE) and found.answered_on is None
    which = request.POST.get("form")
    answers = forms.AnswersForm(request.POST if which == "answers" else None, drafts=drafts, initial=found.answers)
    sent_form = forms.SentForm(
        request.POST if which == "sent" else None,
        request.FILES if which == "sent" else None,
        initial={"answered_on": ctx.today},
    )
    texts = queries.answer_texts(found, drafts)

    def send(values: dict[str, Any]) -> None:
        upload = values["copy"]
        stored = store_file(ctx, name=upload.name, data=upload.read()) if upload else None
        actions.answer_survey(ctx, survey=found, answered_on=values["answered_on"], answers=texts, copy=stored)

    if may_write and submitted(answers, lambda values: actions.write_answers(ctx, survey=found, answers=values)):
        messages.success(request, _("回答を保存しました。"))
        return redirect("reviews:survey", assembly=ctx.assembly.slug, survey_id=found.pk)
    if may_write and submitted(sent_form, send):
        messages.success(request, _("回答したことを記録しました。"))
        return redirect("reviews:survey", assembly=ctx.assembly.slug, survey_id=found.pk)
    rows = {
        "page_title": found.title,
        "survey": found,
        "drafts": [(draft, texts[str(draft.item)]) for draft in drafts],
        "answers": answers if may_write else None,
        "sent_form": sent_form,
        "today": ctx.today,
    }
    return render_page(
        request, "reviews/survey.html", rows, status=422 if answers.is_bound or sent_form.is_bound else 200
    )


@page(READ)
def survey_file(request: HttpRequest, ctx: Context, survey_id: UUID, ending: str) -> HttpResponse:
    """The answers as docx, xlsx or CSV."""
    found = get_object_or_404(Survey, pk=survey_id)
    drafts = queries.drafts(ctx, found.answered_on)
    texts = queries.answer_texts(found, drafts)
    if ending == "docx":
        return download_response(f"{found.title}.docx", DOCX, survey_docx(found, drafts, texts))
    register = answers_register(drafts, texts)
    if ending == "xlsx":
        return download_response(f"{found.title}.xlsx", XLSX, write_xlsx(register))
    if ending == "csv":
        return download_response(f"{found.title}.csv", "text/csv; charset=utf-8", write_csv(register).content)
    raise Http404
