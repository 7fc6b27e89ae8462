"""What is lent: overview, a person, a loan, one's own page, papers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.lists.listing import asks_for_file, open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.lending import actions, permit_queries, queries
from sakimori.registers.lending.counter import photos_of
from sakimori.registers.lending.forms import DueForm, MalwareForm, PhotosForm
from sakimori.registers.lending.lists import LOANS
from sakimori.registers.lending.models import Loan, LoanPhoto, LossReport
from sakimori.registers.lending.plans import plan_text
from sakimori.registers.lending.pledges import signed_statement, terms_in_force
from sakimori.registers.lending.terms import bound_of
from sakimori.registers.lending.types import ASK_LOSS

CLAUSE = _l("6(4) 物理的セキュリティ")
READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
ON_A_PAGE = 50


@page(READ)
def overview(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is out, what is late, what lacks a paper, what waits."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()
    on = day_of(request, ctx.today)
    rows = queries.filtered(on, show=show, text=text)
    shown = open_list(request, ctx, LOANS, rows if asks_for_file(request) else (), on)
    if shown.wants_file:
        return shown.file()
    found = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    values = {
        "page_title": _("貸与"),
        "list": shown,
        "figures": queries.overview(on),
        "found": found,
        "loans": with_plans(found.object_list),
        "show": show,
        "text": text,
        "on": on,
        "today": ctx.today,
        "waiting": list(permit_queries.waiting_applications()),
        "may_manage": allowed(ctx, MANAGE) and on == ctx.today,
    }
    return render_page(request, "lending/overview.html", values)


def with_plans(loans: Iterable[Loan]) -> list[Loan]:
    """Each with `plan`: what its holder answered when asked to give back by its due date. One SQL statement."""
    shown = list(loans)
    answers = queries.return_answers({loan.person_id for loan in shown}) if shown else {}
    for loan in shown:
        ask = answers.get(loan.person_id)
        loan.plan = plan_text(ask) if ask is not None and loan.due_on <= ask.due_on else ""  # type: ignore[attr-defined]
    return shown


@page(READ)
def person(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Everything one person has and had, with papers and permissions."""
    found = get_object_or_404(Person, pk=person_id)
    loans = queries.loans_of(found)
    values = {
        "page_title": _("%(name)sさんへの貸与") % {"name": found.shown_name},
        "person": found,
        "bound": bound_of(found.pk, ctx.today),
        "held": with_plans(loan for loan in loans if loan.returned_on is None),
        "past": [loan for loan in loans if loan.returned_on is not None],
        "receipts": queries.receipts_of(found),
        "pledges": queries.pledges_of(found),
        "permits": permit_queries.permits_of(found.pk),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/person.html", values)


@page(Permission.ASK_ANSWER)
def mine(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is lent to me, and nothing of anybody else."""
    key = ctx.actor.person_id
    loans = queries.held_by(key, ctx.today) if key else []
    reported = queries.open_loss_of_each(loans)
    values = {
        "page_title": _("お借りしている物"),
        "loans": [(loan, reported.get(loan.pk)) for loan in loans],
        "permits": permit_queries.permits_of(key) if key else [],
        "statement": signed_statement(loans) or terms_in_force(ctx.today),
        "today": ctx.today,
    }
    return render_page(request, "lending/mine.html", values)


@page(READ)
def loan(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """One loan from its pledge to its return."""
    found = _loan(loan_id)
    photos = list(LoanPhoto.objects.filter(loan=found).order_by("is_return", "id"))
    with_plans([found] if found.returned_on is None else [])
    keys = [key for key in (found.pk, found.pledge_id, found.receipt_id, found.return_receipt_id) if key]
    values = {
        "page_title": _("%(asset)s の貸与") % {"asset": found.asset},
        "loan": found,
        "photos": photos,
        "losses": list(LossReport.objects.filter(loan=found).order_by("-happened_on")),
        "asks": queries.asks_about(keys),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
        "is_media": found.asset.kind == "media",
    }
    return render_page(request, "lending/loan.html", values)


def _loan(loan_id: UUID) -> Loan:
    rows = Loan.objects.select_related("asset", "person", "pledge", "receipt", "return_receipt")
    return get_object_or_404(rows, pk=loan_id)


@page(MANAGE)
def due(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """Another due date."""
    found = _loan(loan_id)
    bound = bound_of(found.person_id, ctx.today)
    initial = {"due_on": bound.due(ctx.today), "beyond_term_reason": found.beyond_term_reason}
    form = DueForm(request.POST or None, initial=initial)
    back = address(ctx, "lending:loan", loan_id=found.pk)
    if submitted(form, lambda values: actions.change_due(ctx, loan=found, **values)):
        messages.success(request, _("返納の期限を変えました。"))
        return redirect(back)
    title = _("%(asset)s の返納の期限を変える") % {"asset": found.asset}
    return form_page(request, form, title, back=back, submit=_("変える"), clause=CLAUSE)


@page(MANAGE)
def photo_add(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """Another photo of the thing."""
    found = _loan(loan_id)
    form = PhotosForm(request.POST or None, request.FILES or None, initial={"is_return": bool(found.returned_on)})
    back = address(ctx, "lending:loan", loan_id=found.pk)

    def act(values: dict[str, object]) -> None:
        photos = photos_of(request.FILES, "photo")
        actions.add_photos(ctx, loan=found, photos=photos, is_return=bool(values["is_return"]))

    if submitted(form, act):
        messages.success(request, _("写真を加えました。"))
        return redirect(back)
    return form_page(request, form, _("写真を加える"), back=back, submit=_("加える"), clause=CLAUSE)


@page(READ)
def photo(request: HttpRequest, ctx: Context, photo_id: UUID) -> HttpResponse:
    """A photo as a download."""
    return file_response(get_object_or_404(LoanPhoto.objects.select_related("file"), pk=photo_id).file)


@page(MANAGE)
def malware(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """The malware check that was missing when a medium came back."""
    found = _loan(loan_id)
    if found.returned_on is None:
        raise Http404
    form = MalwareForm(request.POST or None, initial={"checked_on": ctx.today})
    back = address(ctx, "lending:loan", loan_id=found.pk)
    if submitted(form, lambda values: actions.check_malware(ctx, loan=found, **values)):
        messages.success(request, _("検査を記録しました。"))
        return redirect(back)
    title = _("%(asset)s のウイルス検査を記録する") % {"asset": found.asset}
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def ask_loss(request: HttpRequest, ctx: Context, loan_id: UUID) -> HttpResponse:
    """Ask the holder for the report of a loss by link (they called by telephone)."""
    found = _loan(loan_id)
    if request.method == "POST" and found.returned_on is None:
        actions.ask_for(ctx, kind=ASK_LOSS, subjects=[(found.person, found)])
        messages.success(request, _("届出をお願いしました。リンクの手紙を印刷するか、紙で入力してください。"))
    return redirect("lending:papers", assembly=ctx.assembly.slug)
