"""Figures of a year: on A4 without names, names for the office, and the report to the chair."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.learning import actions, forms, queries, sheets
from sakimori.measures.learning.models import ResultsReport, TrainingYear
from sakimori.measures.learning.views.plan import chosen_year

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE = Permission.LEARNING_READ, Permission.LEARNING_MANAGE


@page(READ)
def figures_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The dashboard on A4."""
    fiscal = chosen_year(request, ctx.today)
    year = queries.year_of(fiscal)
    if year is None:
        raise Http404
    data = sheets.figures_pdf(ctx, fiscal, actions.figures_of(year, ctx.today), is_report=False)
    return download_response(_("研修の進み具合") + ".pdf", "application/pdf", data)


@page(MANAGE)
def left_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who is left, for the office."""
    fiscal = chosen_year(request, ctx.today)
    on = queries.day_of_year(fiscal, ctx.today)
    rows = [row for row in queries.standings(queries.required_in(fiscal), on) if row.done is None]
    data = sheets.left_pdf(ctx, fiscal, sorted(rows, key=lambda row: (row.person.kana, row.due)))
    return download_response(_("研修が済んでいない方") + ".pdf", "application/pdf", data)


@page(MANAGE)
def report(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """The results were reported to the chair; figures are kept as they are."""
    plan = get_object_or_404(TrainingYear, fiscal_year=year)
    form = forms.ReportForm(request.POST or None, initial={"reported_on": ctx.today, "reported_to": _("議長")})
    back = f"{address(ctx, 'learning:overview')}?year={year}"
    if submitted(form, lambda values: actions.report_results(ctx, year=plan, **values)):
        messages.success(request, _("報告を記録しました。報告書を印刷できます。"))
        return redirect(back)
    title = _("%(year)sの研修の結果を議長に報告する") % {"year": year_text(year)}
    lead = _("いまの集計が、報告した数として残ります。個人の名前は載りません。")
    return form_page(request, form, title, back=back, submit=_("報告を記録する"), lead=lead, clause=CLAUSE)


@page(READ)
def report_pdf(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """A report as it was made."""
    found = get_object_or_404(ResultsReport.objects.select_related("year"), pk=report_id)
    data = sheets.figures_pdf(ctx, found.year.fiscal_year, found.figures, note=found.note, is_report=True)
    return download_response(_("研修の結果の報告") + ".pdf", "application/pdf", data)
