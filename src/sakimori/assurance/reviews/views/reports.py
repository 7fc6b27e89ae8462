"""The annual report: one button, two versions, PDF and docx."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.assurance.reviews import actions, forms, happenings, queries, sheets, words
from sakimori.assurance.reviews.documents import report_docx
from sakimori.assurance.reviews.figures import figures_of, year_span
from sakimori.assurance.reviews.models import AnnualReport
from sakimori.dates import fiscal_year, fiscal_year_label
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted

READ, MANAGE = Permission.REVIEW_READ, Permission.REVIEW_MANAGE
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(READ)
def reports(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every year with its report."""
    years = [(year, fiscal_year_label(year), report) for year, report in queries.report_years(ctx)]
    return render_page(request, "reviews/reports.html", {"page_title": _("年次報告"), "years": years})


@page(READ)
def report(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """One year: figures, the chair's words, the papers; who may, approves and publishes here."""
    found, figures = _of(ctx, year)
    may_write = allowed(ctx, MANAGE) and not (found and found.approved_on)
    form = forms.ReportForm(request.POST or None, initial={"message": found.message if found else ""})
    if may_write and submitted(form, lambda values: actions.write_report(ctx, year=year, **values)):
        messages.success(request, _("「はじめに」を保存しました。"))
        return redirect("reviews:report", assembly=ctx.assembly.slug, year=year)
    rows = {
        "page_title": _("%(year)sの年次報告") % {"year": fiscal_year_label(year)},
        "year": year,
        "report": found,
        "summary": words.summary(figures),
        "figures": figures,
        "clauses": words.clause_lines(figures),
        "exceptions": words.exception_lines(figures),
        **happenings.page_values(figures),
        "form": form if may_write else None,
        "may_manage": allowed(ctx, MANAGE),
        "is_over": fiscal_year(ctx.today) > year,
    }
    return render_page(request, "reviews/report.html", rows, status=422 if form.is_bound else 200)


def _of(ctx: Context, year: int) -> tuple[AnnualReport | None, dict[str, Any]]:
    """The report, if it was begun, and its figures: frozen, or of today. 404 for years without records."""
    if not fiscal_year(ctx.assembly.joined_on) <= year <= fiscal_year(ctx.today):
        raise Http404
    found = AnnualReport.objects.filter(fiscal_year=year).first()
    return found, (found.figures if found and found.figures else figures_of(ctx, year_span(year, ctx.today)))


def _pdf(ctx: Context, year: int, *, is_public: bool) -> bytes:
    found, figures = _of(ctx, year)
    return sheets.report_pdf(ctx, year, found.message if found else "", figures, is_public=is_public)


@page(READ)
def report_pdf(request: HttpRequest, ctx: Context, year: int, version: str) -> HttpResponse:
    """The report as PDF: `internal` or `public`."""
    if version not in {"internal", "public"}:
        raise Http404
    content = _pdf(ctx, year, is_public=version == "public")
    return download_response(f"annual-report-{year}-{version}.pdf", "application/pdf", content)


@page(READ)
def report_word(request: HttpRequest, ctx: Context, year: int, version: str) -> HttpResponse:
    """The report as docx."""
    if version not in {"internal", "public"}:
        raise Http404
    found, figures = _of(ctx, year)
    message = found.message if found else ""
    data = sheets.report_data(ctx, year, message, figures, is_public=version == "public")
    return download_response(f"annual-report-{year}-{version}.docx", DOCX, report_docx(data))


@page(MANAGE)
@require_POST
def approve(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """The figures are frozen."""
    found, figures = _of(ctx, year)
    if found is None:
        found = actions.write_report(ctx, year=year, message="")
    if not found.approved_on:
        actions.approve_report(ctx, report=found, figures=figures)
        messages.success(request, _("年次報告を確定しました。数値はこのあと変わりません。"))
    return redirect("reviews:report", assembly=ctx.assembly.slug, year=year)


@page(MANAGE)
@require_POST
def publish(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """Anybody may read the public version."""
    found = get_object_or_404(AnnualReport, fiscal_year=year, approved_on__isnull=False)
    actions.publish_report(ctx, report=found, content=_pdf(ctx, year, is_public=True))
    messages.success(request, _("年次報告を公表しました。"))
    return redirect("reviews:report", assembly=ctx.assembly.slug, year=year)
