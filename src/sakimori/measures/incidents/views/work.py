"""While it burns: lines of the timeline, steps, limits, change of shift."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.measures.incidents import actions, forms
from sakimori.measures.incidents.models import Clock, Line, Task
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.queries import exercises
from sakimori.measures.incidents.types import LineKind
from sakimori.measures.incidents.views.shared import MANAGE, act_page, back_to, of_case, open_case_of

MENTIONS = ("asset", "effect", "party", "party_name", "party_kind", "indicator", "indicator_kind", "minutes")


@page(MANAGE)
def line_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A line, and what it mentions (INC-8)."""
    found = open_case_of(ctx, incident_id)
    kind, players = request.GET.get("kind", ""), exercises.players_of(found)
    form = forms.LineForm(
        request.POST or None,
        assets=queries.assets_to_choose(ctx.today),
        people=queries.people_to_choose(ctx.today),
        roles=exercises.roles_played(players),
        initial={
            "at": ctx.at,
            "kind": kind if kind in LineKind.values else LineKind.FACT,
            "role": exercises.own_role(ctx, players),
        },
    )

    def act(values: dict[str, Any]) -> None:
        mentioned = {name: values.pop(name) for name in MENTIONS}
        mentioned["minutes"] = mentioned["minutes"] or 0
        actions.write_line(ctx, case=found, mentioned=actions.Mentioned(**mentioned), **values)

    return act_page(request, ctx, found, form, act, _("経過を書く"), submit=_("書く"), done=_("経過に書きました。"))


@page(MANAGE)
def line_correct(request: HttpRequest, ctx: Context, line_id: UUID) -> HttpResponse:
    """The right words; the wrong ones stay, marked."""
    row: Line = of_case(ctx, Line, line_id)
    form = forms.CorrectForm(request.POST or None, initial={"at": row.at, "text": row.text})
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.correct_line(ctx, line=row, **values),
        _("経過を訂正する"),
        submit=_("訂正する"),
        lead=_("前の行は消えません。「訂正あり」と表示されます。"),
    )  # fmt: skip


@page(MANAGE)
def hand_over(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A change of shift."""
    found = open_case_of(ctx, incident_id)
    form = forms.HandOverForm(request.POST or None, people=queries.people_to_choose(ctx.today))
    return act_page(
        request, ctx, found, form,
        lambda values: actions.hand_over(ctx, case=found, **values),
        _("次の担当者に引き継ぐ"),
        submit=_("引き継ぐ"),
        done=_("引き継ぎました。"),
    )  # fmt: skip


@require_POST
@page(MANAGE)
def task_tick(request: HttpRequest, ctx: Context, case_task_id: UUID) -> HttpResponse:
    """One press: done now, by whoever presses."""
    row: Task = of_case(ctx, Task, case_task_id)
    try:
        actions.tick_task(ctx, task=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("済みにして、経過に書きました: %(text)s") % {"text": row.text})
    return redirect(f"{back_to(ctx, row.case)}#steps")


@page(MANAGE)
def task_done(request: HttpRequest, ctx: Context, case_task_id: UUID) -> HttpResponse:
    """Done at another time, by somebody else, with a result."""
    row: Task = of_case(ctx, Task, case_task_id)
    form = forms.TickForm(request.POST or None, people=queries.people_to_choose(ctx.today), initial={"at": ctx.at})

    def act(values: dict[str, Any]) -> None:
        actions.tick_task(ctx, task=row, **(values | {"minutes": values["minutes"] or 0}))

    return act_page(request, ctx, row.case, form, act, _("手順を済みにする"), submit=_("済みにする"), lead=row.text)


@page(MANAGE)
def task_skip(request: HttpRequest, ctx: Context, case_task_id: UUID) -> HttpResponse:
    """Not done, because."""
    row: Task = of_case(ctx, Task, case_task_id)
    form = forms.ReasonForm(request.POST or None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.skip_task(ctx, task=row, **values),
        _("この手順を行わない"),
        submit=_("行わない"),
        lead=row.text,
    )  # fmt: skip


@page(MANAGE)
def task_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A step that the playbook does not know."""
    found = open_case_of(ctx, incident_id)
    form = forms.TaskForm(request.POST or None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.add_task(ctx, case=found, **values),
        _("手順を加える"),
        submit=_("加える"),
    )  # fmt: skip


@page(MANAGE)
def tasks_paper(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Times from the printed playbook, typed in at once."""
    found = open_case_of(ctx, incident_id)
    waiting = [task for task in queries.tasks_of(found) if task.ended_on is None]
    form = forms.PaperTicksForm(request.POST if request.method == "POST" else None, tasks=waiting)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.tick_from_paper(ctx, case=found, done=form.done()),
        _("紙で行った手順を入力する"),
        submit=_("登録する"),
        lead=_("済んだ手順に、紙に書いた時刻を入れます。空欄の手順は、そのままです。"),
    )  # fmt: skip


@page(MANAGE)
def clock_done(request: HttpRequest, ctx: Context, clock_id: UUID) -> HttpResponse:
    """A limit was kept."""
    row: Clock = of_case(ctx, Clock, clock_id)
    form = forms.ClockDoneForm(request.POST or None, initial={"done_at": ctx.at})
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.finish_clock(ctx, clock=row, **values),
        _("済みにする: %(title)s") % {"title": row.title},
        submit=_("済みにする"),
        lead=row.ground,
    )  # fmt: skip


@page(MANAGE)
def clock_not(request: HttpRequest, ctx: Context, clock_id: UUID) -> HttpResponse:
    """It is not done, because."""
    row: Clock = of_case(ctx, Clock, clock_id)
    form = forms.ClockNotForm(request.POST or None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.decline_clock(ctx, clock=row, **values),
        _("行わない: %(title)s") % {"title": row.title},
        submit=_("行わないと決める"),
        lead=row.ground,
    )  # fmt: skip


@page(MANAGE)
def clock_adjust(request: HttpRequest, ctx: Context, clock_id: UUID) -> HttpResponse:
    """Another limit in this case."""
    row: Clock = of_case(ctx, Clock, clock_id)
    initial = {name: getattr(row, name) for name in ("amount", "unit", "owner")}
    form = forms.ClockAdjustForm(request.POST or None, initial=initial)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.adjust_clock(ctx, clock=row, **values),
        _("期限を変える: %(title)s") % {"title": row.title},
        submit=_("変える"),
        lead=row.ground,
    )  # fmt: skip


@page(MANAGE)
def clock_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A limit of one's own."""
    found = open_case_of(ctx, incident_id)
    form = forms.ClockAddForm(request.POST or None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.add_clock(ctx, case=found, **values),
        _("期限を加える"),
        submit=_("加える"),
        lead=_("事務局が知った日時から数えます。"),
    )  # fmt: skip
