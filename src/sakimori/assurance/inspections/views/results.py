"""The result of a round: on the page, on A4, as a table. No member is named in any of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sakimori.assurance.inspections import queries, sheets
from sakimori.assurance.inspections.charts import bars
from sakimori.assurance.inspections.models import Round
from sakimori.assurance.inspections.registers import result_register
from sakimori.assurance.inspections.results import result_of
from sakimori.assurance.inspections.views.rounds import MANAGE, READ
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.exchange.writers import write_xlsx
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.improvements.queries import improvements_of
from sakimori.foundation.ui.render import render_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _begun(round_id: UUID) -> Round:
    return get_object_or_404(queries.rounds(), pk=round_id, opened_on__isnull=False)


@page(READ)
def result(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """By clause and question, beside the earlier rounds."""
    found = _begun(round_id)
    figures = result_of(found)
    values = {
        "page_title": _("点検の結果"),
        "round": found,
        "result": figures,
        "total": figures.figures,
        "chart": bars(figures),
        "improvements": list(improvements_of(Round._meta.label_lower, found.pk)),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "inspections/result.html", values)


@page(READ)
def result_pdf(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """For the chair, on A4."""
    found = _begun(round_id)
    actions = list(improvements_of(Round._meta.label_lower, found.pk))
    return download_response(
        f"{found.title}.pdf", "application/pdf", sheets.result_pdf(ctx, found, result_of(found), actions)
    )


@page(READ)
def result_xlsx(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """The figures as a table."""
    found = _begun(round_id)
    return download_response(f"{found.title}.xlsx", XLSX, write_xlsx(result_register(result_of(found))))
