"""Visitors: who is inside, who came in a month, quick entry, leaving."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.ledger.queries import history_of
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.premises import actions, queries, sheets
from sakimori.registers.premises.forms import LeaveForm, VisitChangeForm, VisitForm
from sakimori.registers.premises.lists import VISITS
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.relations import relations_of
from sakimori.registers.premises.types import PlaceKind

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


def _month(request: HttpRequest, on: date) -> tuple[date, date]:
    """The month asked for (`?month=2026-11`), else that of the day."""
    asked = re.fullmatch(r"(20\d\d|19\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    first = date(int(asked[1]), int(asked[2]), 1) if asked else on.replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


@page(READ)
def visits(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who is inside now, and who came in the month."""
    on = day_of(request, ctx.today)
    first, last = _month(request, on)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    found = open_list(request, ctx, VISITS, queries.visits_between(first, min(last, on)), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("入退室の記録"),
        "list": found,
        "inside": list(queries.still_inside(on)),
        "visits": found.rows,
        "month": f"{first:%Y-%m}",
        "span": _("%(first)s から %(last)s まで") % {"first": day_text(first), "last": day_text(last)},
        "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}" if after <= ctx.today else "",
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "premises/visits.html", values)


@page(READ)
def visits_paper(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The month as PDF."""
    first, last = _month(request, ctx.today)
    span = _("%(first)s から %(last)s まで") % {"first": day_text(first), "last": day_text(last)}
    data = sheets.visits_pdf(ctx, list(queries.visits_between(first, last)), span)
    return download_response(_("入退室の記録 %(month)s.pdf") % {"month": f"{first:%Y-%m}"}, "application/pdf", data)


@page(MANAGE)
def visit_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Quick entry: the time is now, the escort is whoever writes."""
    chosen = request.GET.get("place", "")
    now = timezone.localtime(ctx.at)
    initial = {"place": chosen, "came_at": now, "escort": str(ctx.actor.person_id or "")}
    rows = queries.places(ctx.today).exclude(kind__in=[PlaceKind.CABINET, PlaceKind.OUTSIDE])
    people = people_in_office(ctx.today).order_by("kana", "name", "id")
    form = VisitForm(request.POST or None, places=rows, people=people, initial=initial)
    if submitted(form, lambda values: actions.record_visit(ctx, **values)):
        messages.success(request, _("入室を記録しました。帰るときに、退室を記録してください。"))
        return redirect("premises:visits", assembly=ctx.assembly.slug)
    title = _("入室を記録する")
    clause = _("6(4) 物理的セキュリティ")
    return form_page(request, form, title, back=address(ctx, "premises:visits"), submit=title, clause=clause)


def _visit(visit_id: UUID) -> Visit:
    return get_object_or_404(Visit.objects.select_related("place", "escort"), pk=visit_id)


@page(READ)
def visit(request: HttpRequest, ctx: Context, visit_id: UUID) -> HttpResponse:
    """One visit with its history."""
    found = _visit(visit_id)
    values = {
        "page_title": _("%(name)s の入室") % {"name": found.visitor},
        "visit": found,
        "relations": relations_of(ctx, found),
        "history": history_of("premises.visit", found.pk, sentence_of),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "premises/visit.html", values)


@page(READ)
def visit_report(request: HttpRequest, ctx: Context, visit_id: UUID) -> HttpResponse:
    """What the visitor's company reported of the work."""
    rows = Visit.objects.select_related("report").filter(report__isnull=False)
    return file_response(cast("StoredFile", get_object_or_404(rows, pk=visit_id).report))


@page(MANAGE)
def visit_edit(request: HttpRequest, ctx: Context, visit_id: UUID) -> HttpResponse:
    """A record is completed or corrected."""
    found = _visit(visit_id)
    initial = {name: getattr(found, name) for name in VisitChangeForm.base_fields if name != "report"}
    initial |= {"place": str(found.place_id), "escort": str(found.escort_id or "")}
    for name in ("came_at", "left_at"):
        initial[name] = timezone.localtime(initial[name]) if initial[name] else None
    places = list(queries.places(ctx.today))
    rows = places if found.place in places else [*places, found.place]
    people = Person.objects.order_by("kana", "name", "id")
    form = VisitChangeForm(
        request.POST or None, files=request.FILES or None, places=rows, people=people, initial=initial
    )
    back = address(ctx, "premises:visit", visit_id=found.pk)
    if submitted(form, lambda values: actions.change_visit(ctx, visit=found, **values)):
        messages.success(request, _("入室の記録を直しました。"))
        return redirect(back)
    return form_page(request, form, _("入室の記録を直す"), back=back, submit=_("直す"))


@page(MANAGE)
def visit_leave(request: HttpRequest, ctx: Context, visit_id: UUID) -> HttpResponse:
    """A visitor goes."""
    found = _visit(visit_id)
    initial = {"left_at": timezone.localtime(ctx.at), "touched": found.touched, "taken": found.taken}
    form = LeaveForm(request.POST or None, request.FILES or None, initial=initial)
    back = address(ctx, "premises:visits")
    if submitted(form, lambda values: actions.leave(ctx, visit=found, **values)):
        messages.success(request, _("退室を記録しました。"))
        return redirect(back)
    title = _("%(name)s の退室を記録する") % {"name": found.visitor}
    return form_page(request, form, title, back=back, submit=_("退室を記録する"))
