"""Cases: list, opening, the page of one, the first question, level, merging."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.incidents import actions, forms
from sakimori.measures.incidents.levels import proposed
from sakimori.measures.incidents.lists import CASES
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.queries import cases as queries
from sakimori.measures.incidents.queries import exercises
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.incidents.reports import from_report, report_named
from sakimori.measures.incidents.types import WRITTEN_KINDS, Known, Status
from sakimori.measures.incidents.views.shared import (
    CLAUSE,
    MANAGE,
    READ,
    act_page,
    case_page,
    found_case,
    open_case_of,
)
from sakimori.measures.incidents.visibility import cases_for
from sakimori.measures.playbooks.types import IncidentKind


@page(READ)
def cases(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every case that the reader may see."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, CASES, queries.listed(ctx, on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("事案"),
        "list": found,
        "cases": found.rows,
        "levels": levels(on),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "incidents/cases.html", values)


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin a case with what is known; the first question comes next."""
    report = report_named(ctx, request.GET.get("report", ""))
    initial = from_report(report) if report else {"noticed_at": ctx.at, "kind": request.GET.get("kind", "")}
    form = forms.OpenForm(request.POST or None, initial=initial, people=queries.people_to_choose(ctx.today))
    made: list[Case] = []

    def act(values: dict[str, Any]) -> None:
        title = values["title"] or str(IncidentKind(values["kind"]).label)
        names = ("kind", "text", "noticed_at", "happened_at", "restricted_because")
        more = {name: values[name] for name in names}
        more["kept_from"] = [values["kept_from"]] if values["kept_from"] else []
        made.append(actions.open_case(ctx, title=title, answers=form.answers(), report=report, **more))

    if submitted(form, act):
        level = levels(ctx.today)[made[0].level]
        words = _("記録を始めました。程度は%(number)s（%(name)s）としました。次に、だれの情報かを選んでください。")
        messages.success(request, words % {"number": level.number, "name": level.name})
        return redirect(address(ctx, "incidents:whose", incident_id=made[0].pk))
    lead = _("分かっていることだけで始められます。あとから直せます。")
    back = address(ctx, "incidents:cases")
    return form_page(request, form, _("事案の記録を始める"), back=back, submit=_("始める"), lead=lead, clause=CLAUSE)


@page(READ)
def case(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """One case: what to do now, limits, steps, timeline."""
    found = found_case(ctx, incident_id)
    clocks = queries.clock_rows(queries.clocks_of(found), ctx.at)
    tasks = queries.task_rows(queries.tasks_of(found), ctx.at)
    lines, players = queries.lines_of(found), exercises.players_of(found)
    values = case_page(ctx, found, "case") | {
        "corrected": {line.corrects_id for line in lines},
        "written": set(WRITTEN_KINDS),
        "level": levels(ctx.today)[found.level],
        "proposed": proposed(found.level_answers) if found.level_answers else None,
        "clocks": clocks,
        "late": sum(row.state == "late" for row in clocks),
        "tasks": tasks,
        "done_tasks": sum(row.task.ended_on is not None for row in tasks),
        "lines": lines,
        "players": players,
        "cards": exercises.cards_of(found, ctx.at, players) if found.is_exercise else [],
        "others": queries.linked(ctx, found),
        "kept_from": queries.kept_from(found) if found.is_restricted else [],
    }
    return render_page(request, "incidents/case.html", values)


@page(MANAGE)
def whose(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """The first question."""
    found = open_case_of(ctx, incident_id)
    names = ("whose", "has_persons", "persons_count", "is_hostile")
    initial = {name: getattr(found, name) for name in names}
    if found.whose_settled_at is None:
        initial["has_persons"] = Known.MAYBE
    form = forms.WhoseForm(request.POST if request.method == "POST" else None, initial=initial)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.settle_whose(ctx, case=found, **values),
        _("だれの情報ですか"),
        submit=_("決めて、期限を出す"),
        done=_("だれの情報かを決め、期限を出しました。"),
        lead=_("答えから、根拠のある期限だけを出します。あとから変えられます。"),
    )  # fmt: skip


@page(MANAGE)
def level(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Another level."""
    found = open_case_of(ctx, incident_id)
    form = forms.LevelForm(request.POST or None, levels=levels(ctx.today), initial={"level": found.level})
    return act_page(
        request, ctx, found, form,
        lambda values: actions.change_level(ctx, case=found, **values),
        _("程度を変える"),
        submit=_("変える"),
        done=_("程度を変えました。"),
        lead=_("前の判断は消えません。新しい行として経過に残ります。"),
    )  # fmt: skip


@page(MANAGE)
def facts(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Title, kind, times."""
    found = open_case_of(ctx, incident_id)
    initial = {name: getattr(found, name) for name in ("title", "kind", "happened_at", "noticed_at")}
    form = forms.FactsForm(request.POST or None, initial=initial)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.change_facts(ctx, case=found, **values),
        _("件名・種類・日時を直す"),
        submit=_("直す"),
    )  # fmt: skip


def _others(ctx: Context, found: Case) -> Any:
    rows = cases_for(ctx).filter(is_exercise=found.is_exercise).exclude(pk=found.pk)
    return rows.order_by("-noticed_at")[:100]


@page(MANAGE)
def link(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """Two cases belong together."""
    found = open_case_of(ctx, incident_id)
    form = forms.OtherCaseForm(request.POST or None, cases=_others(ctx, found))
    return act_page(
        request, ctx, found, form,
        lambda values: actions.link_cases(ctx, case=found, other=values["other"], about=values["reason"]),
        _("関係する事案を結ぶ"),
        submit=_("結ぶ"),
    )  # fmt: skip


@page(MANAGE)
def merge(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """The same event twice."""
    found = open_case_of(ctx, incident_id)
    rows = cases_for(ctx).filter(is_exercise=found.is_exercise, status__in=Status.pending()).exclude(pk=found.pk)
    form = forms.OtherCaseForm(request.POST or None, cases=rows.order_by("-noticed_at")[:100])
    return act_page(
        request, ctx, found, form,
        lambda values: actions.merge_case(ctx, case=found, into=values["other"], reason=values["reason"]),
        _("ほかの事案に統合する"),
        submit=_("統合する"),
        lead=_("同じできごとを二つに記録したときに使います。経過と証拠は、この事案に残ります。"),
        danger=_("統合すると、この事案の期限と手順は終わります。よろしいですか。"),
    )  # fmt: skip


@page(MANAGE)
def steps(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """The playbook's steps after all."""
    found = open_case_of(ctx, incident_id)
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.take_steps(ctx, case=found),
        _("対応手順から手順を取り入れる"),
        submit=_("取り入れる"),
    )  # fmt: skip
