"""The contractor's pages: one question a page, made for a phone, without JavaScript. Every answer is kept at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.files.kinds import DOCX, LARGEST, XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.improvements.types import State as Mending
from sakimori.foundation.ui.submitting import submitted
from sakimori.measures.assessments import actions, documents, forms, queries, sheets, tables
from sakimori.measures.assessments.models import AnswerFile, CheckLink, Correction, FollowUpQuestion
from sakimori.measures.assessments.queries import Row, Sheet
from sakimori.measures.assessments.types import State
from sakimori.measures.assessments.views.door import Door, behind_door, given


def given_files(form: forms.AnswerForm | forms.ReplyForm | forms.DoneForm) -> list[tuple[str, bytes]]:
    """The file of a form, if one came. What is too large is not even read."""
    found = form.cleaned_data.pop("file", None)
    if found is None:
        return []
    if found.size > LARGEST:
        raise ValidationError({"file": _("ファイルが大きすぎます。20 MB 以下に分けてください。")})
    return [(found.name, found.read())]


@behind_door()
def start(request: HttpRequest, door: Door) -> HttpResponse:
    """Where one is: which questions are answered, what was asked back, what must be mended."""
    sheet = queries.sheet_of(door.check)
    corrections = queries.corrections_of(door.check)
    values: dict[str, Any] = {
        "sheet": sheet,
        "is_open": door.check.state in (State.ASKED, State.RETURNED),
        "is_first_time": door.check.state == State.ASKED,
        "corrections": corrections,
        "waiting": [row for row in corrections if row.improvement.state == Mending.OPEN],
        "may_submit": sheet.is_complete,
        "may_invite": door.link.may_invite,
        "next_number": next((row.question.number for row in sheet.rows if row.answer is None), 0),
    }
    return door.page(request, "start.html", door.check.round.version.questionnaire.shown_name, **values)


def _row(door: Door, number: int) -> tuple[Sheet, Row]:
    sheet = queries.sheet_of(door.check)
    row = next((row for row in sheet.rows if row.question.number == number), None)
    if row is None:
        raise Http404
    return sheet, row


def _onward(door: Door, sheet: Sheet, number: int) -> str:
    """The next question that waits for an answer, else the start."""
    waiting = [row.question.number for row in sheet.rows if row.answer is None and row.question.number != number]
    following = next((one for one in waiting if one > number), waiting[0] if waiting else 0)
    return door.to("question", number=following) if following else door.to("start")


@behind_door()
def question(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """One question. Saving leads to the next."""
    sheet, row = _row(door, number)
    if not row.may_answer:
        return redirect(door.to("start"))
    initial = {"choice": row.answer.choice, "text": row.answer.text} if row.answer else {}
    sent = request.method == "POST"
    form = forms.AnswerForm(*given(request), initial=initial)

    def act(values: dict[str, Any]) -> None:
        files = given_files(form)
        actions.save_answer(
            door.ctx, side=door.side, question=row.question, choice=values["choice"], text=values["text"],
            files=files,
        )  # fmt: skip

    if submitted(form, act):
        if "stay" in request.POST:
            return redirect(door.to("start"))
        return redirect(_onward(door, sheet, number))
    values = {"sheet": sheet, "row": row, "form": form, "total": len(sheet.rows)}
    title = _("質問%(number)d　%(topic)s") % {"number": number, "topic": row.question.words.topic}
    return door.page(request, "question.html", title, 422 if sent else 200, **values)


@behind_door()
def same(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """No change since last time: one tap."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sheet, row = _row(door, number)
    try:
        actions.keep_answers(door.ctx, side=door.side, question=row.question)
    except ValidationError:
        return redirect(door.to("question", number=number))
    return redirect(_onward(door, sheet, number))


@behind_door()
def all_same(request: HttpRequest, door: Door) -> HttpResponse:
    """No change in anything that is not answered yet: one tap for all."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.keep_answers(door.ctx, side=door.side)
    return redirect(door.to("start"))


@behind_door()
def remove_file(request: HttpRequest, door: Door, answer_file_id: UUID) -> HttpResponse:
    """Sent by mistake."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = AnswerFile.objects.select_related("question").filter(check_row=door.check, removed_at__isnull=True)
    row = get_object_or_404(rows, pk=answer_file_id)
    try:
        actions.remove_file(door.ctx, side=door.side, row=row)
    except ValidationError:
        return redirect(door.to("start"))
    return redirect(door.to("question", number=row.question.number) if row.question else door.to("start"))


@behind_door()
def reply(request: HttpRequest, door: Door, follow_up_id: UUID) -> HttpResponse:
    """What was asked back."""
    rows = FollowUpQuestion.objects.select_related("question").filter(check_row=door.check, dropped_at__isnull=True)
    found = get_object_or_404(rows, pk=follow_up_id)
    if door.check.state != State.RETURNED:
        return redirect(door.to("start"))
    sent = request.method == "POST"
    form = forms.ReplyForm(*given(request), initial={"text": found.reply})

    def act(values: dict[str, Any]) -> None:
        files = given_files(form)
        actions.reply(door.ctx, side=door.side, follow_up=found, text=values["text"], files=files)

    if submitted(form, act):
        return redirect(door.to("start"))
    return door.page(request, "reply.html", _("追加の質問に答える"), 422 if sent else 200, found=found, form=form)


@behind_door()
def correction(request: HttpRequest, door: Door, correction_id: UUID) -> HttpResponse:
    """What was mended."""
    rows = Correction.objects.select_related("improvement", "question").filter(check_row=door.check)
    found = get_object_or_404(rows, pk=correction_id)
    if found.improvement.state != Mending.OPEN:
        return redirect(door.to("start"))
    sent = request.method == "POST"
    form = forms.DoneForm(*given(request), initial={"done_on": door.ctx.today})

    def act(values: dict[str, Any]) -> None:
        files = given_files(form)
        try:
            actions.report_correction(
                door.ctx, link=door.link, correction=found, done_on=values["done_on"], text=values["text"],
                files=files,
            )  # fmt: skip
        except ValidationError as error:
            if hasattr(error, "error_dict") and "done_note" in error.error_dict:
                raise ValidationError({"text": error.message_dict["done_note"]}) from error
            raise

    if submitted(form, act):
        return redirect(door.to("start"))
    return door.page(
        request, "correction.html", _("直した内容を報告する"), 422 if sent else 200, found=found, form=form
    )


@behind_door()
def submit(request: HttpRequest, door: Door) -> HttpResponse:
    """Look once more, then hand in."""
    if door.check.state not in (State.ASKED, State.RETURNED):
        return redirect(door.to("start"))
    errors: list[str] = []
    if request.method == "POST":
        try:
            actions.submit(door.ctx, side=door.side)
        except ValidationError as error:
            errors = list(error.messages)
        else:
            return redirect(door.to("start"))
    sheet = queries.sheet_of(door.check)
    return door.page(request, "submit.html", _("回答を提出する"), 422 if errors else 200, sheet=sheet, errors=errors)


@behind_door(paper=True)
def receipt(request: HttpRequest, door: Door) -> HttpResponse:
    """What was handed in, as a PDF to keep."""
    if door.check.submitted_at is None:
        return redirect(door.to("start"))
    data = sheets.receipt_pdf(door.assembly.name, door.check, queries.sheet_of(door.check))
    return download_response(_("回答の控え.pdf"), "application/pdf", data)


@behind_door(paper=True)
def form_xlsx(request: HttpRequest, door: Door) -> HttpResponse:
    """The questions for Excel."""
    data = tables.answer_form(queries.sheet_of(door.check), door.ctx.at)
    return download_response(_("回答の用紙.xlsx"), XLSX.media_type, data)


@behind_door(paper=True)
def form_docx(request: HttpRequest, door: Door) -> HttpResponse:
    """The questions for Word, or to print and fill in by hand."""
    data = documents.form_docx(door.check, queries.sheet_of(door.check), door.assembly.name)
    return download_response(_("回答の用紙.docx"), DOCX.media_type, data)


@behind_door()
def table(request: HttpRequest, door: Door) -> HttpResponse:
    """The Excel form comes back: wrong cells are named by row and column, else every answer is kept."""
    if door.check.state not in (State.ASKED, State.RETURNED):
        return redirect(door.to("start"))
    sent = request.method == "POST"
    form = forms.TableForm(*given(request))
    errors: list[str] = []

    def act(values: dict[str, Any]) -> None:
        take_in(door.ctx, door.side, queries.sheet_of(door.check), form, errors)

    if submitted(form, act):
        return redirect(door.to("start"))
    return door.page(
        request, "table.html", _("Excel・Word・紙で答える"), 422 if sent else 200, form=form, errors=errors[:50]
    )


def take_in(ctx: Context, side: actions.Side, sheet: Sheet, form: forms.TableForm, errors: list[str]) -> int:
    """Read a filled-in form and keep its answers. Wrong cells go into `errors`. Raises ValidationError."""
    found = form.cleaned_data["file"]
    if found.size > LARGEST:
        raise ValidationError({"file": _("ファイルが大きすぎます。20 MB 以下に分けてください。")})
    data = found.read()
    try:
        filled = tables.read_answers(sheet, data)
    except FileRefused as error:
        raise ValidationError({"file": str(error)}) from error
    if filled.errors:
        errors += filled.errors
        raise ValidationError({"file": _("直すところがあります。何も取り込んでいません。")})
    return actions.take_in_answers(ctx, side=side, answers=filled.answers, source_name=found.name, source=data)


@behind_door()
def people(request: HttpRequest, door: Door) -> HttpResponse:
    """Who was asked gives colleagues links of their own; each is shown once."""
    if not door.link.may_invite:
        return redirect(door.to("start"))
    sent = request.method == "POST"
    form = forms.InviteForm(request.POST if sent else None)
    made: list[str] = []
    done = submitted(form, lambda values: made.append(actions.invite(door.ctx, link=door.link, name=values["name"])))
    values = {
        "form": forms.InviteForm() if done else form,
        "colleagues": queries.colleagues_of(door.link),
        "made_for": form.cleaned_data["name"] if done else "",
        "made": replace(door, token=made[0]).outside if made else "",
    }
    return door.page(
        request, "people.html", _("社内のほかの人に答えてもらう"), 422 if sent and not done else 200, **values
    )


@behind_door()
def stop(request: HttpRequest, door: Door, check_link_id: UUID) -> HttpResponse:
    """A colleague's link stops."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    other = get_object_or_404(CheckLink, pk=check_link_id, made_by=door.link, revoked_at__isnull=True)
    actions.uninvite(door.ctx, link=door.link, other=other)
    return redirect(door.to("people"))
