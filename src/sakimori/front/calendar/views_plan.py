"""The plan of a year: its load per month before it is agreed, the agreement, the sheet for the wall."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.front.calendar import actions, plan, queries
from sakimori.front.calendar.forms import AgreeForm
from sakimori.front.calendar.views import is_near, shown_form
from sakimori.front.calendar.walls import SIZES, wall_pdf


@page(Permission.BOARD_READ)
def plan_of_year(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """How much falls due in each month, what was agreed, what changed since; whoever may, records the agreement."""
    if not is_near(year, ctx.today):
        raise Http404
    months = queries.year_of(ctx, year)
    plans = plan.plans_of(year)
    form = AgreeForm(request.POST or None, initial={"agreed_on": ctx.today})
    may_agree = allowed(ctx, Permission.ORGANIZATION_MANAGE)
    if request.method == "POST" and not may_agree:
        raise PermissionDenied("calendar.agree")
    if may_agree and submitted(form, lambda values: actions.agree_plan(ctx, year=year, months=months, **values)):
        messages.success(request, _("年間の計画の合意を記録しました。"))
        return redirect("calendar:plan", assembly=ctx.assembly.slug, year=year)
    agreed = plans[0] if plans else None
    loads = plan.loads(months, agreed)
    rows = {
        "page_title": _("%(year)sの月ごとの量") % {"year": year_text(year)},
        "year": year,
        "loads": loads,
        "total": sum(load.total for load in loads),
        "heavy": [load for load in loads if load.is_heavy],
        "in_sitting": sum(load.in_sitting for load in loads),
        "plans": plans,
        "agreed": agreed,
        "changed": plan.changed(months, agreed.figures) if agreed else None,
        "form": form if may_agree else None,
    }
    return render_page(request, "calendar/plan.html", rows, status=422 if form.is_bound else 200)


@page(Permission.BOARD_READ)
def wall(request: HttpRequest, ctx: Context, year: int, size: str) -> HttpResponse:
    """The year as PDF: A3 on one sheet, A4 on two; `?show=` chooses as on the page."""
    if size not in SIZES or not is_near(year, ctx.today):
        raise Http404
    form = shown_form(request, ctx)
    months = queries.year_of(ctx, year, form.cleaned_data["show"] if form.is_valid() else ())
    return download_response(f"calendar-{year}-{size}.pdf", "application/pdf", wall_pdf(ctx, year, months, size))
