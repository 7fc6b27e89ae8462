"""After it is over: cause, lessons, closing. Figures of the year. The assembly's words and limits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.incidents import actions, forms, forms_more
from sakimori.measures.incidents.models import StockText
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.queries import figures as counting
from sakimori.measures.incidents.queries import settings
from sakimori.measures.incidents.types import Status
from sakimori.measures.incidents.views.shared import (
    CLAUSE,
    MANAGE,
    READ,
    act_page,
    case_page,
    found_case,
    open_case_of,
)

SETTLE = Permission.DUTY_SETTINGS


@page(READ)
def review(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Cause, what helped, lessons, and what is missing before it may close."""
    found = found_case(ctx, incident_id)
    values = case_page(ctx, found, "review") | {
        "lessons": list(found.lessons.select_related("improvement__owner").order_by("id")),
        "missing": actions.open_points(found) if found.is_open else [],
        "may_reopen": allowed(ctx, MANAGE) and found.status == Status.CLOSED,
    }
    return render_page(request, "incidents/review.html", values)


@page(MANAGE)
def settle(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Nothing burns any more."""
    found = open_case_of(ctx, incident_id)
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.begin_review(ctx, case=found),
        _("対応を終え、振り返りに入る"),
        submit=_("振り返りに入る"),
        tab="review",
    )  # fmt: skip


@page(MANAGE)
def review_write(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Cause, and what helped."""
    found = open_case_of(ctx, incident_id)
    initial = {"cause": found.cause, "helped": found.helped, "reviewed_on": found.reviewed_on or ctx.today}
    form = forms_more.ReviewForm(request.POST or None, initial=initial)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.record_review(ctx, case=found, **values),
        _("振り返りを記録する"),
        submit=_("記録する"),
        tab="review",
        done=_("振り返りを記録しました。次に、教訓を記録してください。"),
    )  # fmt: skip


@page(MANAGE)
def lesson_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A lesson and what follows from it."""
    found = open_case_of(ctx, incident_id)
    form = forms_more.LessonForm(request.POST or None, people=queries.people_to_choose(ctx.today))
    lead = _("期限を入れると改善措置になり、直ったかどうかを最後まで追えます。")
    if found.is_restricted:
        lead += _("改善措置の件名は、ほかの人にも見えます。名前や事情を書かないでください。")
    return act_page(
        request, ctx, found, form,
        lambda values: actions.add_lesson(ctx, case=found, **values),
        _("教訓を記録する"),
        submit=_("記録する"),
        tab="review",
        done=_("教訓を記録しました。"),
        lead=lead,
    )  # fmt: skip


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Everything is done."""
    found = open_case_of(ctx, incident_id)
    form = forms_more.CloseForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.close_case(ctx, case=found, **values),
        _("事案を完了する"),
        submit=_("完了する"),
        tab="review",
        done=_("事案を完了しました。"),
        lead=_("振り返りが済み、期限と手順がすべて終わり、教訓のゆくえが決まると、完了できます。"),
    )  # fmt: skip


@page(MANAGE)
def reopen(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Something new came up."""
    found = found_case(ctx, incident_id)
    if found.status != Status.CLOSED:
        raise Http404
    form = forms.ReasonForm(request.POST or None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.reopen_case(ctx, case=found, **values),
        _("もう一度開く"),
        submit=_("開く"),
        tab="review",
    )  # fmt: skip


@page(READ)
def figures(request: HttpRequest, ctx: Context) -> HttpResponse:
    """By kind and quarter, near misses too; hints for training from lessons."""
    try:
        year = int(request.GET.get("year", ""))
    except ValueError:
        year = fiscal_year(ctx.today)
    year = year if 2000 <= year <= fiscal_year(ctx.today) else fiscal_year(ctx.today)
    found = counting.year_figures(year)
    values = {
        "page_title": _("事案の統計"),
        "year": year,
        "figures": found,
        "years": range(fiscal_year(ctx.today), found.first - 1, -1),
        "counted_levels": list(zip(settings.levels(ctx.today), found.levels, strict=True)),
        "hints": counting.training_hints(ctx, year),
    }
    return render_page(request, "incidents/figures.html", values)


@page(READ)
def words(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Levels, limits and texts of the assembly."""
    values = {
        "page_title": _("事案の程度と期限"),
        "levels": settings.levels(ctx.today),
        "grounds": settings.ground_rows(ctx.today),
        "texts": settings.stock_texts(),
        "may_settle": allowed(ctx, SETTLE),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "incidents/settings.html", values)


@page(SETTLE)
def level_word(request: HttpRequest, ctx: Context, level: int) -> HttpResponse:
    """Another name for a level."""
    known = {one.number: one for one in settings.levels(ctx.today)}
    if level not in known:
        raise Http404
    initial = {"name": known[level].name, "meaning": known[level].meaning}
    form = forms_more.LevelWordForm(request.POST or None, initial=initial)
    title = _("程度%(level)sの言葉を変える") % {"level": level}
    return _setting(request, ctx, form, lambda values: actions.word_level(ctx, level=level, **values), title)


@page(SETTLE)
def ground(request: HttpRequest, ctx: Context, ground_key: str) -> HttpResponse:
    """Another limit for a ground."""
    row = next((one for one in settings.ground_rows(ctx.today) if one.ground.key == ground_key), None)
    if row is None:
        raise Http404
    initial = {
        "is_used": "yes" if row.is_used else "no",
        "amount": row.amount,
        "unit": row.own.unit if row.own else row.ground.limit.unit,
        "ground": row.own.ground if row.own else "",
    }
    form = forms_more.GroundForm(request.POST or None, initial=initial)

    def act(values: dict[str, Any]) -> None:
        actions.set_ground(ctx, key=ground_key, **(values | {"is_used": values["is_used"] == "yes"}))

    return _setting(request, ctx, form, act, row.ground.title, lead=row.ground.words)


@page(MANAGE)
def stock_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A text that is used again."""
    form = forms_more.StockForm(request.POST or None)
    return _setting(
        request, ctx, form, lambda values: actions.keep_stock_text(ctx, **values), _("よく使う文章を登録する")
    )


@page(MANAGE)
def stock_edit(request: HttpRequest, ctx: Context, stock_id: UUID) -> HttpResponse:
    """Change it."""
    row = get_object_or_404(StockText, pk=stock_id)
    form = forms_more.StockForm(request.POST or None, initial={"title": row.title, "text": row.text})
    return _setting(
        request, ctx, form, lambda values: actions.keep_stock_text(ctx, stock=row, **values), _("よく使う文章を直す")
    )


def _setting(request: HttpRequest, ctx: Context, form: Any, act: Any, title: str, lead: str = "") -> HttpResponse:
    back = address(ctx, "incidents:settings")
    if submitted(form, act):
        return redirect(back)
    return form_page(request, form, title, back=back, submit=_("登録する"), lead=lead, clause=CLAUSE)
