"""The posters of a year, each month's poster, and where it was shown."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.awareness import actions, forms, queries, sheets
from sakimori.measures.awareness.models import PosterDisplay
from sakimori.registers.premises.queries import places
from sakimori.registers.premises.types import PlaceKind

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE = Permission.LEARNING_READ, Permission.LEARNING_MANAGE
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _year(request: HttpRequest, today: date) -> int:
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and text.isascii() and len(text) == 4 else fiscal_year(today)
    return year if FIRST_YEAR <= year <= LAST_YEAR else fiscal_year(today)


def _month(year: int, month: int) -> queries.Month:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return queries.month_of(year, month)


@page(READ)
def posters(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The twelve months of a fiscal year: poster, words, where they were shown."""
    year = _year(request, ctx.today)
    months = queries.months_of(year)
    begun = [row for row in months if row.first <= ctx.today]
    values = {
        "page_title": _("月のポスター"),
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "months": [{"row": row, "name": sheets.month_name(row), "is_now": _is_now(row, ctx.today)} for row in months],
        "shown": sum(bool(row.displays) for row in begun),
        "begun": len(begun),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "awareness/posters.html", values)


def _is_now(month: queries.Month, today: date) -> bool:
    return (month.first.year, month.first.month) == (today.year, today.month)


@page(READ)
def poster(request: HttpRequest, ctx: Context, year: int, month: int) -> HttpResponse:
    """One month: the poster, its words to paste, and the record of display."""
    found = _month(year, month)
    values = {
        "page_title": found.sentence,
        "month": found,
        "name": sheets.month_name(found),
        "text": "\n".join([found.sentence, *(f"・{step}" for step in found.poster.steps), f"（{ctx.assembly.name}）"]),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "awareness/poster.html", values)


@page(READ)
def poster_pdf(request: HttpRequest, ctx: Context, year: int, month: int) -> HttpResponse:
    """The poster on A4."""
    found = _month(year, month)
    name = _("ポスター %(year)s-%(month)02d.pdf") % {"year": found.first.year, "month": month}
    return download_response(name, "application/pdf", sheets.poster_pdf(ctx, found))


def _back(ctx: Context, found: queries.Month) -> str:
    return address(ctx, "awareness:poster", year=found.year, month=found.month)


@page(MANAGE)
def plan(request: HttpRequest, ctx: Context, year: int, month: int) -> HttpResponse:
    """Another poster or own words for the month."""
    found = _month(year, month)
    initial = {"poster_key": found.poster.key, "sentence": found.sentence if found.is_own else ""}
    form = forms.PlanForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.plan_month(ctx, year=year, month=month, **values)):
        messages.success(request, _("この月のポスターを決めました。"))
        return redirect(_back(ctx, found))
    title = _("%(month)sのポスターを決める") % {"month": sheets.month_name(found)}
    return form_page(request, form, title, back=_back(ctx, found), submit=_("決める"), clause=CLAUSE)


@page(MANAGE)
def display_new(request: HttpRequest, ctx: Context, year: int, month: int) -> HttpResponse:
    """The poster was put up, sent or posted."""
    found = _month(year, month)
    form = forms.DisplayForm(
        request.POST or None,
        places=places(ctx.today).exclude(kind__in=[PlaceKind.CABINET, PlaceKind.OUTSIDE]),
        people=people_in_office(ctx.today).order_by("kana", "id"),
        initial={"from_date": ctx.today, "put_up_by": str(ctx.actor.person_id or "")},
    )
    if submitted(form, lambda values: actions.record_display(ctx, year=year, month=month, **values)):
        messages.success(request, _("掲示を記録しました。"))
        return redirect(_back(ctx, found))
    title = _("掲示を記録する")
    return form_page(
        request, form, title, back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE, lead=found.sentence
    )


@page(MANAGE)
def display_down(request: HttpRequest, ctx: Context, display_id: UUID) -> HttpResponse:
    """The poster came down."""
    display = get_object_or_404(PosterDisplay.objects.select_related("place"), pk=display_id, to_date__isnull=True)
    found = _month(display.fiscal_year, display.month)
    form = forms.DownForm(request.POST or None, initial={"to_date": ctx.today})
    if submitted(form, lambda values: actions.take_down(ctx, display=display, **values)):
        messages.success(request, _("ポスターを外したことを記録しました。"))
        return redirect(_back(ctx, found))
    lead = _("%(place)s「%(sentence)s」") % {
        "place": display.place.name if display.place else display.where,
        "sentence": display.sentence,
    }
    title = _("ポスターを外す")
    return form_page(request, form, title, back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE, lead=lead)
