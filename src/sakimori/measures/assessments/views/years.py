"""A supplier over the years: the score, and every answer from year to year."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.ui.render import render_page
from sakimori.measures.assessments import queries
from sakimori.measures.assessments.views.checks import READ
from sakimori.registers.suppliers.models import Contract, Supplier

MOST_CHECKS = 6
"""So many columns fit side by side; the newest ones are shown."""


@page(READ)
def supplier(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """The share of sufficient answers by fiscal year, all contracts together, and the checks behind it."""
    found = get_object_or_404(Supplier, pk=supplier_id)
    contracts = list(found.contracts.order_by("title", "id"))
    scores = [row for row in queries.scores_of(found) if row.score.percent is not None]
    values = {
        "page_title": _("年度ごとの確認: %(name)s") % {"name": found.name},
        "supplier": found,
        "contracts": contracts,
        "scores": scores,
        "points": [(year_text(row.year), row.score.percent) for row in scores],
        "checks": queries.judged_checks(contracts)[::-1],
    }
    return render_page(request, "assessments/supplier.html", values)


@page(READ)
def contract(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """Answers of one contract side by side, year by year; what changed is marked by a word."""
    found = get_object_or_404(Contract.objects.select_related("supplier"), pk=contract_id)
    checks = queries.judged_checks([found])[-MOST_CHECKS:]
    values = {
        "page_title": _("回答の移り変わり: %(name)s") % {"name": found.title},
        "contract": found,
        "checks": checks,
        "rows": queries.compared(checks),
    }
    return render_page(request, "assessments/contract.html", values)
