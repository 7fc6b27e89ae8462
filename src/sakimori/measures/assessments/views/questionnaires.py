"""Questionnaires: the shipped one, the assembly's own, their versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.writers import write_xlsx
from sakimori.foundation.files.kinds import LARGEST, XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.measures.assessments import actions, content, forms, queries, tables
from sakimori.measures.assessments.models import Questionnaire, QuestionnaireVersion
from sakimori.measures.assessments.views.checks import MANAGE, READ
from sakimori.measures.assessments.views.door import given


@page(READ)
def questionnaires(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The shipped questions to read, and the assembly's own."""
    language = reader_language()
    values = {
        "page_title": _("委託先への質問票"),
        "shipped_name": content.shown_name(),
        "shipped": [getattr(one, language) for one in content.shipped().questions],
        "questionnaires": queries.questionnaires(),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assessments/questionnaires.html", values)


@page(READ)
def version(request: HttpRequest, ctx: Context, questionnaire_version_id: UUID) -> HttpResponse:
    """The questions of a version."""
    rows = QuestionnaireVersion.objects.select_related("questionnaire")
    found = get_object_or_404(rows, pk=questionnaire_version_id)
    values = {
        "page_title": _("%(name)s 第%(number)d版") % {"name": found.questionnaire.shown_name, "number": found.number},
        "version": found,
        "questions": list(found.questions.order_by("number")),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assessments/version.html", values)


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Take in the assembly's own questions; wrong cells are named by row and column and nothing is kept."""
    sent = request.method == "POST"
    form = forms.QuestionnaireForm(*given(request), initial={"name": request.GET.get("name", "")[:120]})
    errors: list[str] = []
    made: list[QuestionnaireVersion] = []

    def act(values: dict[str, Any]) -> None:
        sheet = values.pop("file")
        if sheet.size > LARGEST:
            raise ValidationError({"file": _("ファイルが大きすぎます。20 MB 以下に分けてください。")})
        data = sheet.read()
        try:
            read = tables.read_questions(data)
        except FileRefused as error:
            raise ValidationError({"file": str(error)}) from error
        if read.errors:
            errors.extend(read.errors)
            raise ValidationError({"file": _("直すところがあります。何も取り込んでいません。")})
        made.append(
            actions.take_in_questions(ctx, questions=read.questions, source_name=sheet.name, source=data, **values)
        )

    if submitted(form, act):
        messages.success(request, _("質問票を登録しました。"))
        return redirect("assessments:version", assembly=ctx.assembly.slug, questionnaire_version_id=made[0].pk)
    values = {
        "page_title": _("自分の議会の質問票を取り込む"),
        "form": form,
        "errors": errors[:50],
        "back": address(ctx, "assessments:questionnaires"),
    }
    return render_page(request, "assessments/questionnaire_new.html", values, status=422 if sent else 200)


@page(READ)
def template_xlsx(request: HttpRequest, ctx: Context) -> HttpResponse:
    """An empty table for the assembly's own questions."""
    data = write_xlsx(tables.questions_register(), written_at=ctx.at.replace(tzinfo=None))
    return download_response(_("質問の表.xlsx"), XLSX.media_type, data)


@page(READ)
def version_xlsx(request: HttpRequest, ctx: Context, questionnaire_version_id: UUID) -> HttpResponse:
    """A version as a table, to be changed and brought back."""
    found = get_object_or_404(QuestionnaireVersion, pk=questionnaire_version_id)
    data = write_xlsx(tables.questions_register(found), written_at=ctx.at.replace(tzinfo=None))
    return download_response(_("質問の表.xlsx"), XLSX.media_type, data)


@require_POST
@page(MANAGE)
def retire(request: HttpRequest, ctx: Context, questionnaire_id: UUID) -> HttpResponse:
    """It is no longer offered."""
    found = get_object_or_404(Questionnaire, pk=questionnaire_id, key="", retired_on__isnull=True)
    actions.retire_questionnaire(ctx, questionnaire=found)
    messages.success(request, _("質問票を使うのをやめました。"))
    return redirect("assessments:questionnaires", assembly=ctx.assembly.slug)
