"""The office's pages: the list of checks, one check, its links and reminders, its files and papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.assessments import actions, forms, queries, sheets
from sakimori.measures.assessments.contracts import named
from sakimori.measures.assessments.lists import CHECKS
from sakimori.measures.assessments.models import AnswerFile, CheckLink, ContractCheck
from sakimori.measures.assessments.rules import OPEN, WAITING_FOR_CONTRACTOR
from sakimori.measures.assessments.types import State

CLAUSE = _l("6(8) 業務委託と外部サービスの利用")
READ, MANAGE = Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE


def check_of(key: UUID) -> ContractCheck:
    """A check with what its pages name, or 404."""
    found = queries.full_check(key)
    if found is None:
        raise Http404
    return found


def page_of(ctx: Context, check: ContractCheck) -> str:
    """The address of a check."""
    return address(ctx, "assessments:check", contract_check_id=check.pk)


def link_address(ctx: Context, token: str) -> str:
    """What the contractor opens."""
    path = reverse("contractor:start", kwargs={"assembly": ctx.assembly.slug, "token": token})
    return f"{settings.ENV.address}{path}"


@page(READ)
def checks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every check by year and state, and the contracts whose turn it is."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, CHECKS, queries.lines(on, ctx.today), on)
    if found.wants_file:
        return found.file()
    wanting = [
        row
        for row in queries.contracts_with_dates(on)
        if not row.is_under_way and (row.last is None or (row.due and row.due < on))
    ]
    values = {
        "page_title": _("委託先の確認"),
        "list": found,
        "lines": found.rows,
        "wanting": wanting,
        "to_judge": sum(line.state == State.ANSWERED for line in found.rows),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "assessments/checks.html", values)


@page(READ)
def check(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """One check: where it stands, what to do next, answers with judgement, links, corrections."""
    found = check_of(contract_check_id)
    sheet = queries.sheet_of(found)
    values = {
        "page_title": found.contract.supplier.name,
        "check": found,
        "sheet": sheet,
        "corrections": queries.corrections_of(found),
        "links": queries.links_of(found),
        "today": ctx.today,
        "is_late": found.state in WAITING_FOR_CONTRACTOR and found.due_on < ctx.today,
        "is_open": found.state in OPEN,
        "may_judge": found.state in (State.ANSWERED, State.RETURNED),
        "may_finish": found.state == State.ANSWERED and sheet.unjudged == 0,
        "may_enter": found.state in WAITING_FOR_CONTRACTOR,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assessments/check.html", values)


@page(READ)
def course(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """Who answered what and when, and when the contractor was reminded."""
    found = check_of(contract_check_id)
    values = {
        "page_title": _("経過: %(name)s") % {"name": named(found.contract)},
        "check": found,
        "reminders": list(found.reminders.select_related("person").order_by("-given_on", "-id")),
        "traces": queries.traces_of(found),
    }
    return render_page(request, "assessments/course.html", values)


@page(MANAGE)
def link(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """A link for the contractor: shown once, or printed in a letter. Only its hash is kept."""
    found = check_of(contract_check_id)
    contact = found.contract.supplier.contact_name
    form = forms.LinkForm(request.POST or None, initial={"name": contact, "how": "screen"})
    made: list[str] = []

    def act(values: dict[str, Any]) -> None:
        made.append(actions.make_link(ctx, check=found, name=values["name"], revoke_others=values["revoke_others"]))

    back = page_of(ctx, found)
    if submitted(form, act):
        name, shown = form.cleaned_data["name"], link_address(ctx, made[0])
        if form.cleaned_data["how"] == "letter":
            data = sheets.letters_pdf(ctx, [(found, name, shown)])
            return download_response(_("確認のお願い.pdf"), "application/pdf", data)
        values = {"page_title": _("委託先に渡すリンク"), "check": found, "name": name, "shown": shown, "back": back}
        return render_page(request, "assessments/link.html", values)
    lead = _("会社の人は、このリンクからアカウントなしで答えます。リンクは一度だけ表示され、あとからは見られません。")
    title = _("リンクを作る: %(name)s") % {"name": named(found.contract)}
    return form_page(request, form, title, back=back, submit=_("リンクを作る"), lead=lead, clause=CLAUSE)


@require_POST
@page(MANAGE)
def link_revoke(request: HttpRequest, ctx: Context, check_link_id: UUID) -> HttpResponse:
    """A link stops at once."""
    found = get_object_or_404(CheckLink.objects.select_related("check_row"), pk=check_link_id)
    if found.revoked_at is None:
        actions.revoke_link(ctx, link=found)
        messages.success(request, _("リンクを取り消しました。"))
    return redirect(page_of(ctx, found.check_row))


@page(MANAGE)
def remind(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """The contractor was reminded; words to use stand ready."""
    found = check_of(contract_check_id)
    form = forms.RemindForm(request.POST or None)
    back = page_of(ctx, found)
    if submitted(form, lambda values: actions.remind(ctx, check=found, **values)):
        messages.success(request, _("再度のお願いを記録しました。"))
        return redirect(back)
    values = {
        "page_title": _("再度お願いする: %(name)s") % {"name": named(found.contract)},
        "check": found,
        "form": form,
        "back": back,
    }
    return render_page(request, "assessments/remind.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def extend(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """More time."""
    found = check_of(contract_check_id)
    form = forms.DueForm(request.POST or None, initial={"due_on": max(found.due_on, ctx.today)})
    back = page_of(ctx, found)
    if submitted(form, lambda values: actions.extend(ctx, check=found, **values)):
        messages.success(request, _("期限を変えました。"))
        return redirect(back)
    title = _("期限を変える: %(name)s") % {"name": named(found.contract)}
    return form_page(request, form, title, back=back, submit=_("変える"), clause=CLAUSE)


@page(MANAGE)
def withdraw(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """It is no longer wanted."""
    found = check_of(contract_check_id)
    form = forms.ReasonForm(request.POST or None)
    back = page_of(ctx, found)
    if submitted(form, lambda values: actions.withdraw(ctx, check=found, **values)):
        messages.success(request, _("確認を取りやめました。"))
        return redirect(back)
    title = _("確認を取りやめる: %(name)s") % {"name": named(found.contract)}
    danger = _("渡したリンクはすべて使えなくなります。続けますか。")
    return form_page(request, form, title, back=back, submit=_("取りやめる"), danger=danger, clause=CLAUSE)


@page(READ)
def file(request: HttpRequest, ctx: Context, answer_file_id: UUID) -> HttpResponse:
    """What the contractor sent along."""
    row = get_object_or_404(AnswerFile.objects.select_related("file__assembly"), pk=answer_file_id)
    return file_response(row.file)


@page(READ)
def result(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """The result for the file, as a PDF."""
    found = check_of(contract_check_id)
    data = sheets.result_pdf(
        ctx, found, queries.sheet_of(found), queries.corrections_of(found), queries.scores_of(found.contract.supplier)
    )
    return download_response(_("委託先の確認の結果.pdf"), "application/pdf", data)


@require_POST
@page(MANAGE)
def go_on(request: HttpRequest, ctx: Context, contract_check_id: UUID) -> HttpResponse:
    """Do not wait for what was asked back."""
    found = check_of(contract_check_id)
    try:
        actions.go_on(ctx, check=found)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(page_of(ctx, found))
