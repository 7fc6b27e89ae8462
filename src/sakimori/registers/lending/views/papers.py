"""Papers of lending: receipts, forms to print, links, scans that come back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.lending import actions, queries, sheets
from sakimori.registers.lending.forms import FormsForm
from sakimori.registers.lending.models import Loan, Pledge, Receipt
from sakimori.registers.lending.signing import PaperForm
from sakimori.registers.lending.types import ASK_RECEIPT

CLAUSE = _l("6(4) 物理的セキュリティ")
READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
PDF = "application/pdf"


@page(READ)
def receipt(request: HttpRequest, ctx: Context, receipt_id: UUID) -> HttpResponse:
    """One receipt: what it covers, how it was signed; print it."""
    found = get_object_or_404(Receipt.objects.select_related("person", "staff", "scan"), pk=receipt_id)
    loans = queries.loans_on(found)
    values = {
        "page_title": _("%(kind)s 第%(number)s号") % {"kind": found.get_kind_display(), "number": found.number},
        "receipt": found,
        "loans": loans,
        "is_return": found.kind == "return",
        "pledge": next((loan.pledge for loan in loans if loan.pledge), None),
        "asks": queries.asks_about([found.pk]),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/receipt.html", values)


@page(READ)
def receipt_pdf(request: HttpRequest, ctx: Context, receipt_id: UUID) -> HttpResponse:
    """The receipt on A4."""
    get_object_or_404(Receipt, pk=receipt_id)
    found = queries.receipts_with_loans([receipt_id])
    name = f"{found[0].get_kind_display()} {found[0].number}.pdf"
    return download_response(name, PDF, sheets.receipts_pdf(ctx, found))


@page(READ)
def receipt_scan(request: HttpRequest, ctx: Context, receipt_id: UUID) -> HttpResponse:
    """The scan of a signed receipt."""
    found = get_object_or_404(Receipt.objects.select_related("scan"), pk=receipt_id)
    if found.scan is None:
        raise Http404
    return file_response(found.scan)


@page(MANAGE)
def receipt_paper(request: HttpRequest, ctx: Context, receipt_id: UUID) -> HttpResponse:
    """Where the QR code of a printed receipt leads: the signed paper is filed here."""
    found = get_object_or_404(Receipt.objects.select_related("person"), pk=receipt_id)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"signed_on": ctx.today})
    back = address(ctx, "lending:receipt", receipt_id=found.pk)
    if submitted(form, lambda values: actions.sign_receipt(ctx, receipt=found, signed=form.signed())):
        messages.success(request, _("署名した用紙を登録しました。"))
        return redirect(back)
    words = {"name": found.person.shown_name, "kind": found.get_kind_display(), "number": found.number}
    title = _("%(name)sさんの%(kind)s 第%(number)s号を登録する") % words
    return form_page(request, form, title, back=back, submit=_("登録する"), clause=CLAUSE)


@page(MANAGE)
def pledge_paper(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Where the QR code of a printed pledge leads: a waiting pledge is signed, or a new one kept."""
    found = get_object_or_404(Person, pk=person_id)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"signed_on": ctx.today})
    back = address(ctx, "lending:person", person_id=found.pk)

    def act(values: dict[str, object]) -> None:
        waiting = Pledge.objects.filter(person=found, pledged_on__isnull=True).order_by("id")
        for made in waiting[:1]:
            actions.sign_pledge(ctx, made=made, signed=form.signed())
            return
        actions.pledge(ctx, person=found, signed=form.signed())

    if submitted(form, act):
        messages.success(request, _("申請書・誓約書を登録しました。"))
        return redirect(back)
    title = _("%(name)sさんの貸与申請書・誓約書を登録する") % {"name": found.shown_name}
    return form_page(request, form, title, back=back, submit=_("登録する"), clause=CLAUSE)


@page(READ)
def papers(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Papers that wait for a signature, links that were asked, and the forms to print."""
    form = FormsForm(request.GET if "kind" in request.GET else None, people=queries.people(ctx.today))
    if form.is_bound and form.is_valid():
        return _forms(ctx, **form.cleaned_data)
    values = {
        "page_title": _("貸与の様式と署名待ち"),
        "form": form,
        "unsigned": list(queries.filtered(ctx.today, show="unsigned")),
        "asks": queries.open_asks(),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/papers.html", values, status=422 if form.is_bound else 200)


def _forms(ctx: Context, *, kind: str, blank: bool, people: Sequence[Person]) -> HttpResponse:
    held: dict[UUID, list[Loan]] = {}
    for loan in queries.open_loans(ctx.today).filter(person__in=people):
        held.setdefault(loan.person_id, []).append(loan)
    made = sheets.forms_pdf(ctx, kind, people, held, blank=blank)
    return download_response(f"{sheets.TITLES[kind]}.pdf", PDF, made)


@require_POST
@page(MANAGE)
def ask_papers(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Ask by link for every pledge and receipt that is missing, of one person or of all."""
    loans = queries.filtered(ctx.today, show="unsigned")
    if request.POST.get("person"):
        person = get_object_or_404(Person, pk=request.POST["person"])
        loans = loans.filter(person=person)
    asked = actions.ask_for_papers(ctx, loans=list(loans))
    messages.success(
        request, _("%(count)s件をリンクでお願いしました。手紙を印刷して渡してください。") % {"count": len(asked)}
    )
    return redirect("lending:papers", assembly=ctx.assembly.slug)


@require_POST
@page(MANAGE)
def ask_receipt(request: HttpRequest, ctx: Context, receipt_id: UUID) -> HttpResponse:
    """Ask one person by link to confirm one receipt."""
    found = get_object_or_404(Receipt.objects.select_related("person"), pk=receipt_id)
    if found.signed_at is None:
        actions.ask_for(ctx, kind=ASK_RECEIPT, subjects=[(found.person, found)])
        messages.success(request, _("リンクでの確認をお願いしました。"))
    return redirect("lending:receipt", assembly=ctx.assembly.slug, receipt_id=found.pk)


@require_POST
@page(MANAGE)
def letters(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Letters with fresh links for the asks that wait: of one ask, or of all."""
    asks = queries.open_asks()
    if request.POST.get("ask"):
        asks = [ask for ask in asks if str(ask.pk) == request.POST["ask"]]
    if not asks:
        messages.info(request, _("回答を待っているお願いはありません。"))
        return redirect("lending:papers", assembly=ctx.assembly.slug)
    tokens = make_links(ctx, asks=asks, made_for="letter")
    return download_response(_("貸与の書類のお願い.pdf"), PDF, sheets.links_pdf(ctx, tokens))
