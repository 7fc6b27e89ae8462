"""Sessions in a room: planned, announced on the wall, attended, closed, absentees asked."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.learning import actions, forms, queries, sheets
from sakimori.measures.learning.models import Completion, SessionFile, TrainingSession
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import Audience

CLAUSE = _l("6(5) 人的セキュリティ")
READ, MANAGE, ASK = Permission.LEARNING_READ, Permission.LEARNING_MANAGE, Permission.ASK_MANAGE
NOTICE_DAYS = 21
"""A session is proposed so many days ahead, on a day without a sitting."""


def _found(session_id: UUID) -> TrainingSession:
    return get_object_or_404(TrainingSession.objects.select_related("course"), pk=session_id)


def _back(ctx: Context, session: TrainingSession) -> str:
    return address(ctx, "learning:session", session_id=session.pk)


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Plan a session; the day proposed lies outside sittings."""
    known = list(queries.courses_known())
    chosen = next((one for one in known if str(one.pk) == request.GET.get("course")), None)
    initial = {
        "held_on": free_day(ctx.today + timedelta(days=NOTICE_DAYS)),
        "starts_at": time(13, 30),
        "ends_at": time(14, 30),
        "audience": Audience.ALL,
        "course": str(chosen.pk) if chosen else "",
        "title": title_of(chosen) if chosen else "",
    }
    form = forms.SessionForm(request.POST or None, courses=known, initial=initial)
    made: list[TrainingSession] = []
    if submitted(form, lambda values: made.append(actions.plan_session(ctx, **values))):
        messages.success(request, _("研修会を計画しました。掲示と名簿を印刷できます。"))
        return redirect(_back(ctx, made[0]))
    lead = _(
        "日は、会期と閉庁日を避けて入れてあります。研修が一覧にないときは、先に計画か「自分の議会の研修」に加えます。"
    )
    return form_page(
        request, form, _("研修会を計画する"), back=address(ctx, "learning:overview"), submit=_("計画する"), lead=lead,
        clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def session(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """One session: who is expected, who was there, what was handed out. For the office only."""
    found = _found(session_id)
    here = queries.attendance_of(found)
    keys = {row.person_id for row in here}
    values = {
        "page_title": found.title,
        "session": found,
        "course_title": title_of(found.course),
        "here": here,
        "away": [row.person for row in queries.expected_at(found) if row.person.pk not in keys],
        "files": list(found.files.select_related("file").order_by("id")),
        "is_past": found.held_on <= ctx.today,
        "may_manage": found.closed_on is None,
        "may_ask": allowed(ctx, ASK),
    }
    return render_page(request, "learning/session.html", values)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """Change the plan."""
    found = _found(session_id)
    names = ("title", "audience", "held_on", "starts_at", "ends_at", "place", "lecturer", "note")
    form = forms.SessionForm(request.POST or None, courses=None, initial={name: getattr(found, name) for name in names})
    if submitted(form, lambda values: actions.change_session(ctx, session=found, **values)):
        return redirect(_back(ctx, found))
    return form_page(request, form, _("研修会の計画を直す"), back=_back(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def tick(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """The office ticks who was there."""
    found = _found(session_id)
    here = {row.person_id for row in queries.attendance_of(found)}
    people = [row.person for row in queries.expected_at(found) if row.person.pk not in here]
    form = forms.TickForm(request.POST or None, people=people)
    if submitted(form, lambda values: actions.tick(ctx, session=found, **values)):
        messages.success(request, _("出席を入力しました。"))
        return redirect(_back(ctx, found))
    return form_page(request, form, _("出席を入力する"), back=_back(ctx, found), submit=_("入力する"), clause=CLAUSE)


@page(MANAGE)
def poster(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """The notice for the wall."""
    found = _found(session_id)
    return download_response(_("出席の登録") + ".pdf", "application/pdf", sheets.poster_pdf(ctx, found))


@page(ASK)
def attendance_sheet(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """The list that is passed round and scanned when it comes back. Printed anew each time, so it is a POST."""
    found = _found(session_id)
    if request.method != "POST":
        return redirect(_back(ctx, found))
    with translation.override("ja"):
        sheet = actions.print_attendance(ctx, found)
    return download_response(
        _("出席名簿 %(title)s") % {"title": found.title} + ".pdf", "application/pdf", sheets_pdf(ctx, [sheet])
    )


@page(MANAGE)
def file_new(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """Attach slides or a hand-out."""
    found = _found(session_id)
    form = forms.FileForm(request.POST or None, request.FILES or None)

    def act(values: dict[str, object]) -> None:
        given = values["file"]
        assert isinstance(given, UploadedFile)
        name, note = given.name or "file", str(values["note"])
        actions.add_session_file(ctx, session=found, name=name, data=given.read(), note=note)

    if submitted(form, act):
        return redirect(_back(ctx, found))
    return form_page(request, form, _("資料を添付する"), back=_back(ctx, found), submit=_("添付する"), clause=CLAUSE)


@page(READ)
def file(request: HttpRequest, ctx: Context, session_file_id: UUID) -> HttpResponse:
    """An attached file."""
    return file_response(get_object_or_404(SessionFile.objects.select_related("file"), pk=session_file_id).file)


@require_POST
@page(MANAGE)
def close(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """Attendance is complete."""
    found = _found(session_id)
    try:
        actions.close_session(ctx, session=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("出席をまとめました。欠席の人には、ボタン一つで研修をお願いできます。"))
    return redirect(_back(ctx, found))


@require_POST
@page(ASK)
def absentees(request: HttpRequest, ctx: Context, session_id: UUID) -> HttpResponse:
    """Whoever was not there is asked to take the course by themselves."""
    found = _found(session_id)
    try:
        count = actions.ask_absentees(ctx, session=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(count)s人に研修をお願いしました。") % {"count": count})
    return redirect(_back(ctx, found))


@page(MANAGE)
def certificate(request: HttpRequest, ctx: Context, completion_id: UUID) -> HttpResponse:
    """A certificate for whoever asks the office for it."""
    rows = Completion.objects.filter(void_on__isnull=True).select_related("person")
    found = get_object_or_404(rows, pk=completion_id)
    return download_response(f"{found.number}.pdf", "application/pdf", sheets.certificate_pdf(ctx, found))
