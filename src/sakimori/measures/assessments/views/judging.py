"""The office judges, asks back, asks for corrections, decides; and types in what came on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.kinds import DOCX, XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.measures.assessments import actions, documents, forms, queries, tables
from sakimori.measures.assessments.contracts import named
from sakimori.measures.assessments.models import CheckQuestion, ContractCheck
from sakimori.measures.assessments.types import Judgement, Outcome, State
from sakimori.measures.assessments.views.checks import CLAUSE, MANAGE, READ, check_of, page_of
from sakimori.measures.assessments.views.contractor import given_files, take_in
from sakimori.measures.assessments.views.door import given


def _questions(check: ContractCheck) -> list[CheckQuestion]:
    return list(CheckQuestion.objects.filter(version_id=check.round.version_id).order_by("number"))


@page(MANAGE)
def judge(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """Every answer beside last time's, with a judgement and a note."""
    found = check_of(contract_check_id)
    if found.state not in (State.ANSWERED, State.RETURNED):
        return redirect(page_of(ctx, found))
    sheet = queries.sheet_of(found)
    form = forms.JudgeForm(request.POST or None, rows=sheet.rows)
    rest = Judgement.OK if "rest" in request.POST else ""

    def act(values: dict[str, Any]) -> None:
        given = {
            row.question.pk: (
                values[f"judgement_{row.question.number}"] or rest,
                values[f"note_{row.question.number}"],
            )
            for row in sheet.rows
            if row.answer
        }
        actions.judge_answers(ctx, check=found, judgements=given)

    if submitted(form, act):
        messages.success(request, _("判定を保存しました。"))
        return redirect(page_of(ctx, found))
    rows = [
        (row, form[f"judgement_{row.question.number}"], form[f"note_{row.question.number}"])
        for row in sheet.rows
        if row.answer
    ]
    values = {
        "page_title": _("回答を判定する: %(name)s") % {"name": found.contract.supplier.name},
        "check": found,
        "form": form,
        "rows": rows,
        "back": page_of(ctx, found),
    }
    return render_page(request, "assessments/judge.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def ask_back(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """Something more is asked, by the same link."""
    found = check_of(contract_check_id)
    questions = _questions(found)
    about = request.GET.get("question", "")
    form = forms.AskBackForm(
        request.POST or None,
        questions=questions,
        initial={"due_on": ctx.today + timedelta(days=14), "question": about},
    )
    back = page_of(ctx, found)
    if submitted(form, lambda values: actions.ask_back(ctx, check=found, **values)):
        messages.success(
            request, _("追加の質問をしました。委託先は、同じリンクから答えられます。再度のお願いで知らせてください。")
        )
        return redirect(back)
    title = _("追加の質問をする: %(name)s") % {"name": named(found.contract)}
    lead = _("質問を選ぶと、委託先はその回答を直すこともできます。")
    return form_page(request, form, title, back=back, submit=_("質問する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def correct(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """Something must be mended by a date."""
    found = check_of(contract_check_id)
    form = forms.CorrectForm(
        request.POST or None,
        questions=_questions(found),
        people=people_in_office(ctx.today).order_by("kana", "id"),
        initial={"due_on": ctx.today + timedelta(days=60), "question": request.GET.get("question", "")},
    )
    back = page_of(ctx, found)
    if submitted(form, lambda values: actions.request_correction(ctx, check=found, **values)):
        messages.success(request, _("是正を求めました。委託先は、同じリンクから報告できます。"))
        return redirect(back)
    title = _("是正を求める: %(name)s") % {"name": named(found.contract)}
    lead = _("改善措置の一覧にも載ります。期限を過ぎると、守られていない項目として表示されます。")
    return form_page(request, form, title, back=back, submit=_("求める"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def finish(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """The whole, signed."""
    found = check_of(contract_check_id)
    back = page_of(ctx, found)
    if found.state != State.ANSWERED:
        return redirect(back)
    form = forms.FinishForm(request.POST or None)

    def act(values: dict[str, Any]) -> None:
        is_paper = values["how"] == "paper"
        actions.finish(
            ctx, check=found, outcome=Outcome(values["outcome"]), opinion=values["opinion"],
            signature=b"" if is_paper else values["signature"], is_signed_on_paper=is_paper,
        )  # fmt: skip

    if submitted(form, act):
        messages.success(request, _("結果を決めました。"))
        return redirect(back)
    title = _("結果を決める: %(name)s") % {"name": named(found.contract)}
    return form_page(request, form, title, back=back, submit=_("決める"), clause=CLAUSE)


@page(MANAGE)
def enter(request: HttpRequest, ctx: Context, contract_check_id: UUID, number: int) -> HttpResponse:
    """Type in one answer that came on paper; saving leads to the next."""
    found = check_of(contract_check_id)
    sheet = queries.sheet_of(found)
    row = next((row for row in sheet.rows if row.question.number == number), None)
    if row is None:
        raise Http404
    if not row.may_answer:
        return redirect(page_of(ctx, found))
    initial = {"choice": row.answer.choice, "text": row.answer.text} if row.answer else {}
    form = forms.EnterForm(
        *given(request),
        initial=initial | {"name": found.contract.supplier.contact_name or found.contract.supplier.name},
    )

    def act(values: dict[str, Any]) -> None:
        files = given_files(form)
        side = actions.Side(found, values["name"])
        actions.save_answer(
            ctx.via(Channel.PAPER), side=side, question=row.question, choice=values["choice"], text=values["text"],
            files=files,
        )  # fmt: skip

    back = page_of(ctx, found)
    if submitted(form, act):
        following = next((one.question.number for one in sheet.rows if one.answer is None and one is not row), 0)
        if not following:
            return redirect(back)
        return redirect("assessments:enter", assembly=ctx.assembly.slug, contract_check_id=found.pk, number=following)
    title = _("紙の回答を入力する: %(number)d　%(topic)s") % {"number": number, "topic": row.question.words.topic}
    lead = row.question.words.text
    return form_page(request, form, title, back=back, submit=_("保存して次へ"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def enter_table(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """An Excel form that came by mail."""
    found = check_of(contract_check_id)
    back = page_of(ctx, found)
    sent = request.method == "POST"
    contact = found.contract.supplier.contact_name or found.contract.supplier.name
    form = forms.StaffTableForm(*given(request), initial={"name": contact})
    errors: list[str] = []

    def act(values: dict[str, Any]) -> None:
        side = actions.Side(found, values["name"])
        take_in(ctx.via(Channel.IMPORT), side, queries.sheet_of(found), form, errors)

    if submitted(form, act):
        messages.success(request, _("用紙の回答を取り込みました。"))
        return redirect(back)
    values = {
        "page_title": _("届いた用紙を取り込む: %(name)s") % {"name": named(found.contract)},
        "check": found,
        "form": form,
        "errors": errors[:50],
        "back": back,
    }
    return render_page(request, "assessments/enter_table.html", values, status=422 if sent else 200)


@require_POST
@page(MANAGE)
def submit_for(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """What came on paper is complete."""
    found = check_of(contract_check_id)
    contact = found.contract.supplier.contact_name or found.contract.supplier.name
    try:
        actions.submit(ctx.via(Channel.PAPER), side=actions.Side(found, contact))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("提出されたものとして受け付けました。"))
    return redirect(page_of(ctx, found))


@page(READ)
def form_xlsx(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """The form for Excel, to send by mail."""
    found = check_of(contract_check_id)
    data = tables.answer_form(queries.sheet_of(found), ctx.at)
    return download_response(_("回答の用紙.xlsx"), XLSX.media_type, data)


@page(READ)
def form_docx(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """The form for Word or paper."""
    found = check_of(contract_check_id)
    data = documents.form_docx(found, queries.sheet_of(found), ctx.assembly.name)
    return download_response(_("回答の用紙.docx"), DOCX.media_type, data)
