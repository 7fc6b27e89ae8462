"""The year: what is required of whom, how far each group is, who is left."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.learning import actions, content, forms, queries
from sakimori.measures.learning.models import Completion, LearningCourse, RequiredCourse, TrainingYear
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import CARRY_MONTH, COURSE_ASK, NEWCOMER_DAYS, Audience, Rhythm, Source

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE, ASK = Permission.LEARNING_READ, Permission.LEARNING_MANAGE, Permission.ASK_MANAGE
FIRST_YEAR, LAST_YEAR = 2000, 2100
NEW_OUTSIDE = "outside:new"


def chosen_year(request: HttpRequest, today: date) -> int:
    """The fiscal year asked for, else the running one."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else fiscal_year(today)
    return year if FIRST_YEAR <= year <= LAST_YEAR else fiscal_year(today)


@page(READ)
def overview(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The plan, and done of so many for each group. Names are on the pages of the office."""
    fiscal = chosen_year(request, ctx.today)
    year, items = queries.year_of(fiscal), queries.required_in(fiscal)
    on = queries.day_of_year(fiscal, ctx.today)
    found = queries.standings(items, on)
    groups = queries.groups_of(items, found, on) if items else []
    titles = [title_of(item.course) for item in items]
    values = {
        "page_title": _("研修"),
        "year_label": year_text(fiscal),
        "fiscal": fiscal,
        "earlier": (fiscal - 1, year_text(fiscal - 1)),
        "later": (fiscal + 1, year_text(fiscal + 1)) if fiscal <= fiscal_year(ctx.today) else None,
        "year": year,
        "items": list(zip(items, titles, groups[-1].figures, strict=True)) if items else [],
        "groups": [(group.name, list(zip(titles, group.figures, strict=True))) for group in groups],
        "left": sum(one.done is None for one in found),
        "late": sum(one.done is None and one.due < ctx.today for one in found),
        "sessions": list(queries.sessions_of(fiscal)),
        "waiting": queries.not_reported(ctx.today),
        "reports": list(year.reports.order_by("-reported_on")) if year else [],
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "learning/overview.html", values)


def _back(ctx: Context, fiscal: int) -> str:
    return f"{address(ctx, 'learning:overview')}?year={fiscal}"


@page(MANAGE)
def year_edit(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """Decide the plan of a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    known = queries.year_of(year)
    names = ("decided_on", "decided_by", "newcomer_days", "carry_month")
    usual: dict[str, Any] = {
        "decided_on": ctx.today,
        "newcomer_days": NEWCOMER_DAYS,
        "carry_month": CARRY_MONTH,
    }
    form = forms.YearForm(
        request.POST or None, initial={name: getattr(known, name) for name in names} if known else usual
    )
    if submitted(form, lambda values: actions.plan_year(ctx, fiscal=year, **values)):
        messages.success(request, _("研修計画を決めました。次に、必修の研修を加えてください。"))
        return redirect(_back(ctx, year))
    title = _("%(year)sの研修計画") % {"year": year_text(year)}
    return form_page(request, form, title, back=_back(ctx, year), submit=_("決める"), clause=CLAUSE)


@page(MANAGE)
def require(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """Add a required course: shipped, own, or held elsewhere."""
    plan = get_object_or_404(TrainingYear, fiscal_year=year)
    known = list(queries.courses_known())
    initial = {
        "opens_on": max(plan.starts_on, min(ctx.today, plan.ends_on)),
        "closes_on": plan.ends_on,
        "rhythm": Rhythm.YEAR,
        "audience": Audience.ALL,
        "course": request.GET.get("course", ""),
    }
    form = forms.RequireForm(request.POST or None, choices=_choices(known), initial=initial)

    def act(values: dict[str, Any]) -> None:
        course = _course(ctx, values.pop("course"), values.pop("outside"), values.pop("organiser"), known)
        actions.require_course(ctx, year=plan, course=course, **values)

    if submitted(form, act):
        messages.success(request, _("必修の研修に加えました。"))
        return redirect(_back(ctx, year))
    return form_page(request, form, _("必修の研修を加える"), back=_back(ctx, year), submit=_("加える"), clause=CLAUSE)


def _choices(known: list[LearningCourse]) -> list[tuple[str, Any]]:
    rows: dict[Source, list[tuple[str, str]]] = {
        Source.SHIPPED: [(f"shipped:{one.key}", one.title) for one in content.courses()],
        Source.OWN: [(str(one.pk), one.title) for one in known if one.source == Source.OWN],
        Source.OUTSIDE: [(str(one.pk), one.title) for one in known if one.source == Source.OUTSIDE],
    }
    rows[Source.OUTSIDE].append((NEW_OUTSIDE, _("一覧にない外部の研修")))
    return [(str(source.label), each) for source, each in rows.items() if each]


def _course(ctx: Context, chosen: str, outside: str, organiser: str, known: list[LearningCourse]) -> LearningCourse:
    """The chosen course, adopted where the assembly does not know it yet."""
    if chosen == NEW_OUTSIDE:
        if not outside.strip():
            raise ValidationError({"outside": _("外部の研修の名前を入力してください。")})
        return actions.adopt_course(ctx, source=Source.OUTSIDE, title=outside, organiser=organiser)
    if chosen.startswith("shipped:"):
        return actions.adopt_course(ctx, source=Source.SHIPPED, key=chosen.removeprefix("shipped:"))
    return next(one for one in known if str(one.pk) == chosen)


def _item(item_id: UUID) -> RequiredCourse:
    rows = RequiredCourse.objects.select_related("course", "year").filter(dropped_on__isnull=True)
    return get_object_or_404(rows, pk=item_id)


@page(MANAGE)
def item(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """One required course with everybody's standing: for the office only."""
    found = _item(item_id)
    on = queries.day_of_year(found.year.fiscal_year, ctx.today)
    rows = queries.standings([found], on)
    values = {
        "page_title": title_of(found.course),
        "item": found,
        "left": sorted((row for row in rows if row.done is None), key=lambda row: row.due),
        "done": [row for row in rows if row.done is not None],
        "today": ctx.today,
        "is_open": found.opens_on <= ctx.today,
        "asked_any": any(row.ask for row in rows),
        "may_ask": allowed(ctx, ASK),
    }
    return render_page(request, "learning/item.html", values)


@page(MANAGE)
def item_edit(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """Another window or audience."""
    found = _item(item_id)
    names = ("audience", "rhythm", "opens_on", "closes_on")
    form = forms.RequireForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    back = address(ctx, "learning:item", item_id=found.pk)
    if submitted(form, lambda values: actions.change_required(ctx, item=found, **values)):
        return redirect(back)
    return form_page(request, form, _("必修の研修を直す"), back=back, submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def item_drop(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """No longer required."""
    found = _item(item_id)
    form = forms.ReasonForm(request.POST or None)
    if submitted(form, lambda values: actions.drop_required(ctx, item=found, **values)):
        messages.success(request, _("計画から外しました。"))
        return redirect(_back(ctx, found.year.fiscal_year))
    back = address(ctx, "learning:item", item_id=found.pk)
    lead = _("これから受ける人へのお願いは取り下げます。修了の記録は残ります。")
    return form_page(
        request, form, _("必修の研修を取りやめる"), back=back, submit=_("取りやめる"), lead=lead, clause=CLAUSE
    )


@page(ASK)
def item_ask(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """Ask those who have not finished; everybody is chosen to begin with."""
    found = _item(item_id)
    left = [row.person for row in queries.standings([found], ctx.today) if row.done is None and row.ask is None]
    form = forms.AskForm(request.POST or None, people=left, initial={"people": [str(one.pk) for one in left]})
    back = address(ctx, "learning:item", item_id=found.pk)
    if submitted(form, lambda values: actions.ask_for_course(ctx, item=found, **values)):
        messages.success(request, _("研修をお願いしました。リンクや用紙は、この下のお願いから渡せます。"))
        return redirect(back)
    title = _("「%(course)s」をお願いする") % {"course": title_of(found.course)}
    return form_page(request, form, title, back=back, submit=_("お願いする"), clause=CLAUSE)


@page(ASK)
def item_letters(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """Letters with a code and the questions to tick, for those who were asked; made anew each time, so it is a POST."""
    found = _item(item_id)
    asks = Ask.objects.open().filter(kind=COURSE_ASK, subject_id=found.pk).select_related("person", "campaign")
    if request.method != "POST" or not asks:
        return redirect("learning:item", assembly=ctx.assembly.slug, item_id=found.pk)
    made = print_asks(ctx, asks=asks.order_by("person__kana", "id"))
    with translation.override("ja"):
        data = sheets_pdf(ctx, made)
    return download_response(_("研修のお願い") + ".pdf", "application/pdf", data)


@page(MANAGE)
def person(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """What one person has learned and has left: for the office only."""
    found = get_object_or_404(Person, pk=person_id)
    items = queries.required_in(fiscal_year(ctx.today))
    values = {
        "page_title": _("%(name)sさんの研修") % {"name": found.shown_name},
        "person": found,
        "rows": queries.standings(items, ctx.today, [found.pk]),
        "completions": list(queries.completions_of(found)),
        "today": ctx.today,
        "may_ask": allowed(ctx, ASK),
    }
    return render_page(request, "learning/person.html", values)


@page(ASK)
def person_ask(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Ask one person for everything that is left."""
    found = get_object_or_404(Person, pk=person_id)
    if request.method == "POST":
        for each in queries.required_in(fiscal_year(ctx.today)):
            actions.ask_for_course(ctx, item=each, people=[found])
        messages.success(request, _("研修をお願いしました。"))
    return redirect("learning:person", assembly=ctx.assembly.slug, person_id=found.pk)


@page(MANAGE)
def completion_new(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """The office notes a completion by hand."""
    found = get_object_or_404(Person, pk=person_id)
    form = forms.CompletionForm(
        request.POST or None, courses=queries.courses_known(), initial={"done_on": ctx.today, "means": "outside"}
    )
    back = address(ctx, "learning:person", person_id=found.pk)
    if submitted(form, lambda values: actions.record_completion(ctx, person=found, **values)):
        messages.success(request, _("修了を記録しました。"))
        return redirect(back)
    title = _("%(name)sさんの修了を記録する") % {"name": found.shown_name}
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def void(request: HttpRequest, ctx: Context, completion_id: UUID) -> HttpResponse:
    """A completion was a mistake."""
    rows = Completion.objects.filter(void_on__isnull=True).select_related("person")
    found = get_object_or_404(rows, pk=completion_id)
    form = forms.ReasonForm(request.POST or None)
    back = address(ctx, "learning:person", person_id=found.person_id)
    if submitted(form, lambda values: actions.void_completion(ctx, completion=found, **values)):
        messages.success(request, _("修了を取り消しました。"))
        return redirect(back)
    title = _("%(name)sさんの修了を取り消す") % {"name": found.person.shown_name}
    lead = _("記録は消えず、取り消したことが残ります。修了証を確かめるページにも、取り消したと出ます。")
    return form_page(request, form, title, back=back, submit=_("取り消す"), lead=lead, clause=CLAUSE)
