"""The year's drills and each drill's record."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.papers.days import year_text
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.drills import actions, content, forms, queries, sheets
from sakimori.measures.drills.models import Drill, DrillChoice, DrillFile
from sakimori.measures.drills.types import DrillKind
from sakimori.registers.organization.queries import units

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE = Permission.LEARNING_READ, Permission.LEARNING_MANAGE
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _year(request: HttpRequest, today: date) -> int:
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else fiscal_year(today)
    return year if FIRST_YEAR <= year <= LAST_YEAR else fiscal_year(today)


@page(READ)
def drills(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A fiscal year: which kinds were chosen and why, and every drill."""
    year = _year(request, ctx.today)
    values = {
        "page_title": _("訓練"),
        "year": year,
        "this_year": fiscal_year(ctx.today),
        "earlier": year - 1,
        "later": year + 1,
        "kinds": queries.kind_rows(year, ctx.today),
        "drills": list(queries.drills_of(year)),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "drills/drills.html", values)


@page(READ)
def year_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The year's drills on A4."""
    year = _year(request, ctx.today)
    data = sheets.year_pdf(ctx, year, queries.kind_rows(year, ctx.today), list(queries.drills_of(year)))
    return download_response(_("訓練の一覧 %(year)s.pdf") % {"year": year_text(year)}, "application/pdf", data)


@page(MANAGE)
def choose(request: HttpRequest, ctx: Context, year: int) -> HttpResponse:
    """Which kinds are held this year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    known = DrillChoice.objects.filter(fiscal_year=year)
    initial: dict[str, object] = {"decided_on": ctx.today}
    for row in known:
        initial |= {f"is_{row.kind}": "yes" if row.is_chosen else "no", f"reason_{row.kind}": row.reason}
        initial["decided_on"] = row.decided_on
    form = forms.ChoicesForm(request.POST or None, initial=initial)
    back = f"{address(ctx, 'drills:drills')}?year={year}"

    def act(values: dict[str, object]) -> None:
        choices = {kind: (values[f"is_{kind}"] == "yes", str(values[f"reason_{kind}"])) for kind in DrillKind}
        actions.choose_kinds(ctx, year=year, choices=choices, decided_on=values["decided_on"])  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("訓練の種類を決めました。"))
        return redirect(back)
    title = _("%(year)sに行う訓練の種類") % {"year": year_text(year)}
    return form_page(request, form, title, back=back, submit=_("決める"), clause=CLAUSE)


def _drill_form(request: HttpRequest, ctx: Context, initial: dict[str, object]) -> forms.DrillForm:
    return forms.DrillForm(
        request.POST or None,
        scenarios=content.scenarios(),
        units=units(ctx.today),
        people=people_in_office(ctx.today).order_by("kana", "id"),
        initial=initial,
    )


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Plan a drill, perhaps from a shipped scenario."""
    chosen = content.scenario(request.GET.get("scenario", ""))
    initial: dict[str, object] = {"planned_on": ctx.today, "kind": request.GET.get("kind", "")}
    if chosen is not None:
        initial |= {"scenario_key": chosen.key, "title": chosen.title, "kind": chosen.kind}
    form = _drill_form(request, ctx, initial)
    made: list[Drill] = []
    if submitted(form, lambda values: made.append(actions.plan_drill(ctx, **values))):
        messages.success(request, _("訓練を計画しました。"))
        return redirect("drills:drill", assembly=ctx.assembly.slug, drill_id=made[0].pk)
    back = address(ctx, "drills:drills")
    return form_page(request, form, _("訓練を計画する"), back=back, submit=_("計画する"), clause=CLAUSE)


@page(READ)
def drill(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """One drill: plan, course of events, result, lessons."""
    found = get_object_or_404(Drill.objects.select_related("phishing"), pk=drill_id)
    values = {
        "page_title": found.title,
        "drill": found,
        "phishing": getattr(found, "phishing", None),
        "scenario": content.scenario(found.scenario_key),
        "participants": list(found.participants.select_related("person", "unit").order_by("unit__order", "id")),
        "course": list(found.course.order_by("minute", "id")),
        "lessons": list(found.lessons.select_related("improvement__owner").order_by("id")),
        "files": list(found.files.select_related("file").order_by("id")),
        "may_manage": allowed(ctx, MANAGE) and found.closed_on is None,
    }
    return render_page(request, "drills/drill.html", values)


def _open(drill_id: UUID) -> Drill:
    return get_object_or_404(Drill, pk=drill_id, closed_on__isnull=True)


def _back(ctx: Context, found: Drill) -> str:
    return address(ctx, "drills:drill", drill_id=found.pk)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """Change the plan."""
    found = get_object_or_404(Drill, pk=drill_id, closed_on__isnull=True, phishing__isnull=True)
    rows = list(found.participants.all())
    names = ("kind", "title", "planned_on", "scenario_key", "scenario", "objectives")
    initial: dict[str, object] = {name: getattr(found, name) for name in names}
    initial |= {
        "people": [str(row.person_id) for row in rows if row.person_id],
        "units": [str(row.unit_id) for row in rows if row.unit_id],
    }
    form = _drill_form(request, ctx, initial)
    del form.fields["kind"]
    if submitted(form, lambda values: actions.change_drill(ctx, drill=found, **values)):
        return redirect(_back(ctx, found))
    return form_page(request, form, _("計画を直す"), back=_back(ctx, found), submit=_("登録する"), clause=CLAUSE)


@page(MANAGE)
def note_new(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """One more line of the course of events."""
    found = _open(drill_id)
    form = forms.NoteForm(request.POST or None)
    if submitted(form, lambda values: actions.add_course_note(ctx, drill=found, **values)):
        return redirect(_back(ctx, found))
    return form_page(request, form, _("経過を記録する"), back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def result(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """Result and figures."""
    found = _open(drill_id)
    names = ("held_on", "result", "first_report_minutes", "persons_called", "persons_reached", "figures")
    initial = {name: getattr(found, name) for name in names}
    initial["held_on"] = found.held_on or min(found.planned_on, ctx.today)
    form = forms.ResultForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.record_result(ctx, drill=found, **values)):
        messages.success(request, _("結果を記録しました。次に、教訓を記録してください。"))
        return redirect(_back(ctx, found))
    return form_page(request, form, _("結果を記録する"), back=_back(ctx, found), submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def lesson_new(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """A lesson and what follows from it."""
    found = _open(drill_id)
    form = forms.LessonForm(request.POST or None, people=people_in_office(ctx.today).order_by("kana", "id"))
    if submitted(form, lambda values: actions.add_lesson(ctx, drill=found, **values)):
        messages.success(request, _("教訓を記録しました。"))
        return redirect(_back(ctx, found))
    lead = _("期限を入れると改善措置になり、直ったかどうかを最後まで追えます。")
    return form_page(
        request, form, _("教訓を記録する"), back=_back(ctx, found), submit=_("記録する"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def file_new(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """Attach a file."""
    found = get_object_or_404(Drill, pk=drill_id)
    form = forms.FileForm(request.POST or None, request.FILES or None)

    def act(values: dict[str, object]) -> None:
        given = values["file"]
        assert isinstance(given, UploadedFile)
        actions.add_drill_file(ctx, drill=found, name=given.name or "file", data=given.read(), note=str(values["note"]))

    if submitted(form, act):
        return redirect(_back(ctx, found))
    return form_page(request, form, _("資料を添付する"), back=_back(ctx, found), submit=_("添付する"), clause=CLAUSE)


@page(READ)
def file(request: HttpRequest, ctx: Context, drill_file_id: UUID) -> HttpResponse:
    """An attached file."""
    return file_response(get_object_or_404(DrillFile.objects.select_related("file"), pk=drill_file_id).file)


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """Result and lessons stand."""
    found = _open(drill_id)
    form = forms.CloseForm(request.POST if request.method == "POST" else None)
    if submitted(form, lambda values: actions.close_drill(ctx, drill=found, **values)):
        messages.success(request, _("訓練をまとめました。"))
        return redirect(_back(ctx, found))
    lead = _("まとめると、この訓練が「行った訓練」として数えられ、内容は直せなくなります。")
    return form_page(
        request, form, _("訓練をまとめる"), back=_back(ctx, found), submit=_("まとめる"), lead=lead, clause=CLAUSE
    )


@page(READ)
def result_pdf(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """The result on A4."""
    found = get_object_or_404(Drill.objects.select_related("phishing"), pk=drill_id)
    return download_response(f"{found.title}.pdf", "application/pdf", sheets.result_pdf(ctx, found))


@page(READ)
def cards_pdf(request: HttpRequest, ctx: Context, drill_id: UUID) -> HttpResponse:
    """Scenario cards of a drill, with its own words."""
    found = get_object_or_404(Drill, pk=drill_id)
    chosen = content.scenario(found.scenario_key)
    if chosen is None and not found.scenario:
        raise Http404
    data = sheets.cards_pdf(ctx, found.title, chosen, own=found.scenario, objectives=found.objectives)
    return download_response(f"{found.title}.pdf", "application/pdf", data)


@page(READ)
def scenarios(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Shipped scenarios."""
    values = {
        "page_title": _("訓練の筋書き"),
        "scenarios": content.scenarios(),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "drills/scenarios.html", values)


@page(READ)
def scenario(request: HttpRequest, ctx: Context, scenario_key: str) -> HttpResponse:
    """One of them."""
    found = content.scenario(scenario_key)
    if found is None:
        raise Http404
    values = {
        "page_title": found.title,
        "scenario": found,
        "may_manage": allowed(ctx, MANAGE),
        "may_open_playbook": allowed(ctx, Permission.PLAN_READ),
    }
    return render_page(request, "drills/scenario.html", values)


@page(READ)
def scenario_pdf(request: HttpRequest, ctx: Context, scenario_key: str) -> HttpResponse:
    """Its cards: for the facilitator, and for the participants."""
    found = content.scenario(scenario_key)
    if found is None:
        raise Http404
    data = sheets.cards_pdf(ctx, found.title, found, lang=get_language() or "ja")
    return download_response(f"{found.title}.pdf", "application/pdf", data)
