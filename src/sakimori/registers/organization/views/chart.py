"""The organisation chart on a page and on paper, for today or any other day."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.charts.org_chart import org_chart, outline
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.forms import DateInput
from sakimori.foundation.ui.render import render_page
from sakimori.registers.organization.chart import organisation
from sakimori.registers.organization.queries import post_rows
from sakimori.registers.organization.sheets import chart_paper

PHONE = 336.0
"""Room on a phone of 375 px, in CSS pixels; narrower ones shrink the drawing a little."""


class DayForm(forms.Form):
    """The day to show."""

    on = forms.DateField(label=_l("この日の状態"), required=False, widget=DateInput)


def _day(request: HttpRequest, ctx: Context) -> tuple[DayForm, date]:
    form = DayForm(request.GET if request.GET else None, initial={"on": ctx.today})
    chosen = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return form, chosen or ctx.today


@page(Permission.ORGANIZATION_READ)
def chart(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The chart drawn from posts and appointments; the same tree as a list for phones and screen readers."""
    form, on = _day(request, ctx)
    rows = post_rows(on)
    nodes = organisation(ctx.assembly.name, on, rows)
    title = _("組織図（%(name)s）") % {"name": ctx.assembly.name}
    values = {
        "page_title": _("組織図"),
        "form": form,
        "on": on,
        "is_today": on == ctx.today,
        "chart": mark_safe(org_chart(nodes, title=title)),  # noqa: S308 — every text in it is escaped
        "narrow": mark_safe(org_chart(nodes, title=title, chart_id="org-chart-narrow", width=PHONE)),  # noqa: S308
        "lines": outline(nodes),
        "findings": [(row.post, row.finding, row.finding_text) for row in rows if row.finding],
        "has_posts": bool(rows),
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/chart.html", values, status=422 if form.is_bound and form.errors else 200)


@page(Permission.ORGANIZATION_READ)
def chart_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The chart on A4 in landscape, with the list of posts behind it."""
    _form, on = _day(request, ctx)
    data = chart_paper(ctx, on, lang=(get_language() or "ja")[:2])
    return download_response(_("組織図 %(day)s.pdf") % {"day": on.isoformat()}, "application/pdf", data)
