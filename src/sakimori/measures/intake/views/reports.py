"""What the office does: the list, one report, entry from a telephone call, the door, near misses by month."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response, sound_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.nav import counted
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.intake import actions, forms, queries, rules
from sakimori.measures.intake.cases import case_pages
from sakimori.measures.intake.doors import door_link
from sakimori.measures.intake.lists import REPORTS
from sakimori.measures.intake.models import Report, ReportPhoto
from sakimori.measures.intake.types import Nature, State
from sakimori.measures.playbooks.queries import playbook_for
from sakimori.registers.assets.marks import find_many

READ, MANAGE = Permission.INCIDENT_READ, Permission.INCIDENT_MANAGE
CLAUSE = _l("6(7) 運用（情報セキュリティ事故への対応）")


@page(READ)
def reports(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every report, those that nobody has begun to handle first."""
    on = day_of(request, ctx.today)
    rows = list(queries.reports(ctx).filter(received_at__lt=queries.end_of(on)))
    for row in rows:
        if row.touched_on is not None and row.touched_on > on:
            row.state, row.touched_on = State.NEW, None  # that day nobody had begun
    rows.sort(key=lambda row: row.touched_on is not None)
    listing = open_list(request, ctx, REPORTS, rows, on)
    if listing.wants_file:
        return listing.file()
    waiting = sum(1 for row in rows if row.touched_on is None)
    counted(request, "intake:reports", waiting)
    values = {
        "page_title": _("届いた報告"),
        "list": listing,
        "waiting": waiting,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "intake/reports.html", values)


def _report(ctx: Context, report_id: UUID) -> Report:
    return get_object_or_404(queries.reports(ctx), pk=report_id)


@page(READ)
def report(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """One report: what was said, first advice, what may be done with it."""
    found = _report(ctx, report_id)
    pages = case_pages()
    values = {
        "page_title": str(found),
        "report": found,
        "photos": list(found.photos.select_related("file").order_by("id")),
        "like": queries.like(ctx, found) if found.state == State.NEW else [],
        "duplicates": list(queries.reports(ctx).filter(same_as=found).order_by("number")),
        "advice": playbook_for(found.kind, ctx.today).advice,
        "may_manage": allowed(ctx, MANAGE),
        "may_restrict": allowed(ctx, Permission.INCIDENT_RESTRICTED),
        "begin_url": pages.begin(ctx, found) if pages and found.state == State.NEW else "",
        "case_url": pages.case(ctx, found.case_id) if pages and found.case_id else "",
    }
    return render_page(request, "intake/report.html", values)


@page(MANAGE)
def call(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Two minutes at the telephone. Who is anonymous stays unknown; who wrote it down does not."""
    people = people_in_office(ctx.today).order_by("kana", "name", "id")
    form = forms.CallForm(request.POST or None, people=people)
    got: list[actions.Filed] = []

    def act(values: dict[str, Any]) -> None:
        found = find_many([values["device"]]) if values["device"] else {}
        got.append(actions.file_report(ctx, asset=next(iter(found.values()), None), **values))

    if submitted(form, act):
        code = rules.shown_code(got[0].receipt)
        messages.success(request, _("報告を記録しました。受付番号 %(code)s を伝えてください。") % {"code": code})
        return redirect("intake:report", assembly=ctx.assembly.slug, report_id=got[0].report.pk)
    lead = _(
        "電話などで聞いたことを入力します。分かることだけで構いません。写真と録音は、報告の画面から送ってもらえます。"
    )
    back = address(ctx, "intake:reports")
    return form_page(
        request, form, _("電話の報告を入力する"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """It is no case."""
    found = _report(ctx, report_id)
    form = forms.CloseForm(request.POST or None)
    back = address(ctx, "intake:report", report_id=found.pk)
    if submitted(form, lambda values: actions.close_without_case(ctx, found, **values)):
        messages.success(request, _("事案にせずに終えたことを記録しました。"))
        return redirect(back)
    return form_page(
        request, form, _("事案にせずに終える"), back=back, submit=_("終える"), lead=str(found), clause=CLAUSE
    )


@page(MANAGE)
def answer(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """A word to the reporter."""
    found = _report(ctx, report_id)
    form = forms.AnswerForm(request.POST or None, initial={"answer": found.answer})
    back = address(ctx, "intake:report", report_id=found.pk)
    if submitted(form, lambda values: actions.answer_reporter(ctx, report=found, **values)):
        messages.success(request, _("返事を載せました。受付番号のページで読めます。"))
        return redirect(back)
    return form_page(
        request, form, _("報告した人に返事をする"), back=back, submit=_("載せる"), lead=str(found), clause=CLAUSE
    )


@page(MANAGE)
def merge(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """The same matter was reported twice."""
    found = _report(ctx, report_id)
    others = queries.reports(ctx).exclude(pk=found.pk).exclude(state=State.MERGED)[:50]
    likely = {row.pk for row in queries.like(ctx, found)}
    rows = sorted(others, key=lambda row: (row.pk not in likely, -row.number))
    form = forms.MergeForm(request.POST or None, reports=rows)
    back = address(ctx, "intake:report", report_id=found.pk)
    if submitted(form, lambda values: actions.merge_reports(ctx, report=found, **values)):
        messages.success(request, _("同じ件としてまとめました。"))
        return redirect(back)
    lead = _("「%(report)s」を、選んだ報告にまとめます。どちらの受付番号でも、同じ進み具合が見られます。") % {
        "report": found
    }
    return form_page(
        request, form, _("同じ件としてまとめる"), back=back, submit=_("まとめる"), lead=lead, clause=CLAUSE
    )


@require_POST
@page(Permission.INCIDENT_RESTRICTED)
def restrict(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """Seen by few, or by the whole office again."""
    found = _report(ctx, report_id)
    actions.restrict_report(ctx, report=found, is_restricted=not found.is_restricted)
    messages.success(request, _("報告を見る人の範囲を変えました。"))
    return redirect("intake:report", assembly=ctx.assembly.slug, report_id=found.pk)


@page(READ)
def photo(request: HttpRequest, ctx: Context, report_id: UUID, photo_id: UUID) -> HttpResponse:
    """A picture, as a download."""
    found = get_object_or_404(ReportPhoto.objects.select_related("file"), pk=photo_id, report=_report(ctx, report_id))
    return file_response(found.file)


@page(READ)
def voice(request: HttpRequest, ctx: Context, report_id: UUID) -> HttpResponse:
    """What was said, for the player of the page or as a download."""
    found = _report(ctx, report_id)
    if found.voice is None:
        raise Http404
    return sound_response(request, found.voice)


@page(MANAGE)
def settings(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The door without an account: who may use it, and its code."""
    gate = queries.door()
    initial = {"opening": gate.opening if gate else "anybody", "message": gate.message if gate else ""}
    form = forms.DoorSettingsForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.change_door(ctx, **values)):
        messages.success(request, _("報告の入口の決まりを変えました。"))
        return redirect("intake:door-settings", assembly=ctx.assembly.slug)
    values = {
        "page_title": _("報告の入口"),
        "form": form,
        "gate": gate,
        "code": rules.shown_code(gate.code) if gate else "",
        "link": door_link(ctx.assembly, gate),
    }
    return render_page(request, "intake/door_settings.html", values, status=422 if form.is_bound else 200)


@require_POST
@page(MANAGE)
def new_code(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Another code."""
    actions.replace_code(ctx)
    messages.success(request, _("符号を替えました。カードと掲示を刷り直してください。"))
    return redirect("intake:door-settings", assembly=ctx.assembly.slug)


@page(READ)
def months(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Near misses, and reports of what happened, by kind and month."""
    near = queries.counted(ctx.today, [Nature.NEAR_MISS])
    real = queries.counted(ctx.today, [Nature.HAPPENED, Nature.MAYBE])
    values = {
        "page_title": _("報告の件数"),
        "tables": [(_("ヒヤリハット"), near), (_("起きた・起きたかもしれない"), real)],
    }
    return render_page(request, "intake/months.html", values)
