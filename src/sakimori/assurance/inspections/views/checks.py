"""The check of a unit: records drawn by a seed, looked at one by one, drawn again on every look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.assurance.conformance.drawing import drawn
from sakimori.assurance.inspections import actions, queries, sheets
from sakimori.assurance.inspections.forms_checks import CloseCheckForm, DrawForm, SeenForm
from sakimori.assurance.inspections.models import CheckDraw, ComplianceCheck
from sakimori.assurance.inspections.types import Seen
from sakimori.assurance.inspections.views.rounds import MANAGE, READ
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.spec import built_duties, catalogue
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

CLAUSE = _l("6(7) 運用")
DAYS_TO_MEND = 30


@page(READ)
def checks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every check, those under way first."""
    rows = ComplianceCheck.objects.select_related("unit", "improvement").annotate(
        drawn=Count("draws"),
        seen=Count("draws", filter=~Q(draws__result=Seen.UNCHECKED)),
        bad=Count("draws", filter=Q(draws__result=Seen.FINDING)),
    )
    found = sorted(rows.order_by("-drawn_on", "-id"), key=lambda row: row.closed_on is not None)
    values = {
        "page_title": _("遵守状況の確認"),
        "checks": [(row, catalogue()[row.duty].title) for row in found if row.duty in catalogue()],
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "inspections/checks.html", values)


@page(MANAGE)
def check_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Draw."""
    duties = [(key, catalogue()[key].title) for key in built_duties()]
    form = DrawForm(request.POST or None, units=queries.inspected_units(ctx.today), duties=duties)
    made: list[ComplianceCheck] = []
    if submitted(form, lambda values: made.append(actions.draw_check(ctx, **values))):
        messages.success(request, _("抽出しました。一つずつ確かめてください。"))
        return redirect(_at(ctx, made[0]))
    return form_page(
        request, form, _("確認する記録を抽出する"), back=address(ctx, "inspections:checks"), submit=_("抽出する"),
        lead=_("確認項目の対象から、決まった数を機械が選びます。選ぶ人の都合で偏りません。"), clause=CLAUSE,
    )  # fmt: skip


def _at(ctx: Context, check: ComplianceCheck) -> str:
    return address(ctx, "inspections:check", compliance_check_id=check.pk)


def _one(key: UUID) -> ComplianceCheck:
    return get_object_or_404(ComplianceCheck.objects.select_related("unit", "person", "improvement"), pk=key)


def _draws(check: ComplianceCheck) -> tuple[list[CheckDraw], bool]:
    """The draws in order, and whether the seed gives the same ones again."""
    draws = list(check.draws.order_by("position"))
    again = drawn(check.seed, check.population, len(draws))
    return draws, again == [str(draw.subject_id) for draw in draws]


@page(READ)
def check(request: HttpRequest, ctx: Context, compliance_check_id: UUID) -> HttpResponse:
    """One check."""
    found = _one(compliance_check_id)
    draws, is_same = _draws(found)
    values = {
        "page_title": _("遵守状況の確認: %(title)s") % {"title": catalogue()[found.duty].title},
        "check": found,
        "draws": draws,
        "is_same": is_same,
        "left": sum(draw.result == Seen.UNCHECKED for draw in draws),
        "may_manage": allowed(ctx, MANAGE) and found.closed_on is None,
    }
    return render_page(request, "inspections/check.html", values)


@page(READ)
def check_pdf(request: HttpRequest, ctx: Context, compliance_check_id: UUID) -> HttpResponse:
    """The record of a check on A4."""
    found = _one(compliance_check_id)
    content = sheets.check_pdf(ctx, found, _draws(found)[0])
    name = _("遵守状況の確認 %(day)s.pdf") % {"day": found.drawn_on.isoformat()}
    return download_response(name, "application/pdf", content)


@page(MANAGE)
def draw(request: HttpRequest, ctx: Context, check_draw_id: UUID) -> HttpResponse:
    """What was seen of one record."""
    found = get_object_or_404(CheckDraw.objects.select_related("check_row"), pk=check_draw_id)
    form = SeenForm(request.POST or None, initial={"result": found.result, "note": found.note})
    back = _at(ctx, found.check_row)
    if submitted(form, lambda values: actions.see_draw(ctx, draw=found, **values)):
        messages.success(request, _("結果を記録しました。"))
        return redirect(back)
    lead = _("台帳では、守られていません。") if found.is_breached else _("台帳では、守られています。")
    return form_page(request, form, found.label, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, compliance_check_id: UUID) -> HttpResponse:
    """Everything was looked at."""
    found = _one(compliance_check_id)
    people = people_in_office(ctx.today).order_by("kana", "id")
    form = CloseCheckForm(request.POST or None, people=people)
    if found.draws.filter(result=Seen.FINDING).exists():
        form.fields["due_on"].initial = free_day(ctx.today + timedelta(days=DAYS_TO_MEND))
    else:
        del form.fields["due_on"], form.fields["owner"]

    def act(values: dict[str, Any]) -> None:
        actions.close_check(ctx, check=found, **values)

    if submitted(form, act):
        messages.success(request, _("確認を終えました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("確認を終える"), back=_at(ctx, found), submit=_("終える"), clause=CLAUSE,
        lead=_("守られていないものは、一つの改善措置になります。"),
    )  # fmt: skip
