"""Papers of a case: made by one click, mended, printed, sent; the whole case on paper; the national forms' fields."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.kinds import DOCX, XLSX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address
from sakimori.measures.incidents import actions, forms_more, sheets
from sakimori.measures.incidents.common_form import common_form
from sakimori.measures.incidents.documents import paper_docx
from sakimori.measures.incidents.models import IssuedPaper
from sakimori.measures.incidents.queries.settings import stock_texts
from sakimori.measures.incidents.types import PaperKind
from sakimori.measures.incidents.views.shared import MANAGE, READ, act_page, case_page, found_case, of_case


@page(READ)
def papers(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """What was made and sent, and what can be made."""
    found = found_case(ctx, incident_id)
    values = case_page(ctx, found, "papers") | {
        "papers": list(found.papers.order_by("-made_at", "-id")),
        "kinds": [(kind.value, kind.label) for kind in PaperKind],
    }
    return render_page(request, "incidents/papers.html", values)


@require_POST
@page(MANAGE)
def make(request: HttpRequest, ctx: Context, incident_id: UUID, paper_kind: str) -> HttpResponse:
    """One click: a paper with everything that is known."""
    found = found_case(ctx, incident_id)
    if paper_kind not in PaperKind.values:
        raise Http404
    made = actions.make_paper(ctx, case=found, kind=paper_kind)
    messages.success(request, _("文書を作りました。読んで、必要なら直してください。"))
    return redirect(address(ctx, "incidents:paper", paper_id=made.pk))


@page(READ)
def paper(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """One paper as it will be printed."""
    row: IssuedPaper = of_case(ctx, IssuedPaper, paper_id)
    values = case_page(ctx, row.case, "papers") | {
        "page_title": f"{row.case.code} {row.get_kind_display()}",
        "paper": row,
    }
    return render_page(request, "incidents/paper.html", values)


@page(MANAGE)
def paper_edit(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """Before it goes out."""
    row: IssuedPaper = of_case(ctx, IssuedPaper, paper_id)
    names = ("to", "sender", "title", "body", "advice", "contact")
    initial: dict[str, Any] = {name: getattr(row, name) for name in names}
    initial["facts"] = forms_more.write_facts(row.facts)
    form = forms_more.PaperForm(request.POST or None, stock=stock_texts(), initial=initial)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.change_paper(ctx, paper=row, **form.given()),
        _("文書を直す"),
        submit=_("直す"),
        tab="papers",
        then=address(ctx, "incidents:paper", paper_id=row.pk),
    )  # fmt: skip


@page(MANAGE)
def paper_send(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """It went out."""
    row: IssuedPaper = of_case(ctx, IssuedPaper, paper_id)
    form = forms_more.SendForm(request.POST or None, initial={"at": ctx.at, "whom": row.to})
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.send_paper(ctx, paper=row, **values),
        _("出したことを記録する"),
        submit=_("記録する"),
        tab="papers",
        lead=_("経過に連絡として残り、この文書で足りる期限は済みになります。"),
    )  # fmt: skip


@page(READ)
def paper_pdf(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """On A4."""
    row: IssuedPaper = of_case(ctx, IssuedPaper, paper_id)
    return download_response(f"{row.title}.pdf", "application/pdf", sheets.paper_pdf(ctx, row))


@page(READ)
def paper_word(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """To be worked on in a word processor."""
    row: IssuedPaper = of_case(ctx, IssuedPaper, paper_id)
    return download_response(f"{row.title}.docx", DOCX.media_type, paper_docx(ctx, row))


@page(READ)
def case_pdf(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Everything of the case on paper, for when the network is down."""
    found = found_case(ctx, incident_id)
    return download_response(f"{found.code}.pdf", "application/pdf", sheets.case_pdf(ctx, [found]))


@page(READ)
def case_form(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """The fields that the national forms for DDoS and ransomware ask for, as far as the case knows them."""
    found = found_case(ctx, incident_id)
    return download_response(f"{found.code}.xlsx", XLSX.media_type, common_form(ctx, found))
