"""A course in a room: planned, attended by code, by list or by word, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import print_list
from sakimori.foundation.asks.models import PrintedSheet
from sakimori.foundation.asks.sheets import Sheet, SheetKind
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.papers.sheets import Question, RowKind
from sakimori.foundation.people.models import Person
from sakimori.measures.learning import queries
from sakimori.measures.learning.actions.completions import finish
from sakimori.measures.learning.actions.plan import open_asks
from sakimori.measures.learning.models import Completion, LearningCourse, SessionFile, TrainingSession
from sakimori.measures.learning.rules import is_open, meant_by, new_code
from sakimori.measures.learning.types import ATTENDANCE, Attended, Audience, Means

MANAGE = Permission.LEARNING_MANAGE


@action("learning.plan-session", permission=MANAGE, sentence=_("研修会を計画しました"))
def plan_session(
    ctx: Context,
    *,
    course: LearningCourse,
    title: str,
    audience: Audience | str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    lecturer: str = "",
    note: str = "",
) -> TrainingSession:
    """A session with its own code for the wall. Raises ValidationError."""
    session = TrainingSession(course=course, code=new_code())
    return _describe(session, title, audience, held_on, starts_at, ends_at, place, lecturer, note)


@action("learning.change-session", permission=MANAGE, sentence=_("研修会の計画を直しました"))
def change_session(
    ctx: Context,
    *,
    session: TrainingSession,
    title: str,
    audience: Audience | str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    lecturer: str = "",
    note: str = "",
) -> TrainingSession:
    """Until somebody has attended, also another day."""
    _must_be_open(session)
    if session.held_on != held_on and queries.attendance_of(session):
        raise ValidationError({"held_on": _t("すでに出席の記録があるので、開催日は変えられません。")})
    return _describe(session, title, audience, held_on, starts_at, ends_at, place, lecturer, note)


def _describe(
    session: TrainingSession,
    title: str,
    audience: Audience | str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    lecturer: str,
    note: str,
) -> TrainingSession:
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _t("終わりの時刻は、始まりの時刻よりあとにしてください。")})
    session.title, session.audience, session.held_on = title.strip(), Audience(audience), held_on
    session.starts_at, session.ends_at, session.place = starts_at, ends_at, place.strip()
    session.lecturer, session.note = lecturer.strip(), note.strip()
    session.full_clean()
    session.save()
    return session


@action("learning.session-file", permission=MANAGE, sentence=_("研修会に資料を添付しました"))
def add_session_file(ctx: Context, *, session: TrainingSession, name: str, data: bytes, note: str = "") -> SessionFile:
    """Slides, a hand-out, a photo. Raises ValidationError for files that are not taken."""
    row = SessionFile(session=session, file=store_file(ctx, name=name, data=data), note=note.strip())
    row.full_clean()
    row.save()
    return row


@action("learning.attend", permission=Permission.ASK_ANSWER, sentence=_("研修会に出席しました"))
def attend(ctx: Context, *, session: TrainingSession, who: str) -> Completion:
    """Somebody in the room says who they are, within the hours of the session. Raises ValidationError.

    Nobody is named to them but themselves, and only once they typed their own name or number.
    """
    _must_be_open(session)
    if not is_open(session.held_on, session.starts_at, session.ends_at, ctx.at.astimezone(TOKYO)):
        raise ValidationError(_t("いまは出席を受け付けていません。研修会の時間にもう一度お試しください。"))
    return _attended(ctx, session, expected_person(session, who), Attended.QR)


def expected_person(session: TrainingSession, who: str) -> Person:
    """Whom somebody invited means who typed a name or a number. Two SQL statements. Raises ValidationError."""
    seats = queries.seats_on(session.held_on)
    found = meant_by(who, [(row.person, seats.get(row.person.pk)) for row in queries.expected_at(session)])
    if len(found) > 1:
        raise ValidationError({"who": _t("同じ名字の方がいらっしゃいます。氏名か議席番号を入力してください。")})
    if not found:
        text = _t("お名前が見つかりません。議席番号か氏名をもう一度入力するか、係の者にお声がけください。")
        raise ValidationError({"who": text})
    return found[0]


@action("learning.tick", permission=MANAGE, sentence=_("研修会の出席を入力しました"))
def tick(ctx: Context, *, session: TrainingSession, people: Sequence[Person]) -> list[Completion]:
    """The office notes who was there; who stands there already stays."""
    _must_be_open(session)
    return [_attended(ctx, session, person, Attended.STAFF) for person in people]


def _attended(ctx: Context, session: TrainingSession, person: Person, how: Attended) -> Completion:
    if session.held_on > ctx.today:
        raise ValidationError(_t("研修会の日より前に、出席は記録できません。"))
    known = Completion.objects.filter(session=session, person=person, void_on__isnull=True).first()
    return known or finish(
        ctx,
        person=person,
        course=session.course,
        done_on=session.held_on,
        means=Means.ROOM,
        session=session,
        attended=how,
        result=_t("出席"),
    )


def record_attendance(ctx: Context, printed: PrintedSheet, answer: Mapping[str, Any], scan: StoredFile) -> None:
    """A list that was passed round came back: whoever is ticked was there."""
    session = TrainingSession.objects.select_related("course").get(pk=printed.subject_id)
    _must_be_open(session)
    ticked = [name for name, value in answer.items() if value is True]
    for person in Person.objects.filter(pk__in=ticked):
        _attended(ctx, session, person, Attended.LIST)


ATTENDANCE_LIST = SheetKind(ATTENDANCE, _("研修会の出席名簿"), record_attendance)


def print_attendance(ctx: Context, session: TrainingSession) -> Sheet:
    """The list for the room. The office's own language of papers, Japanese, is set by the caller."""
    people = [row.person for row in queries.expected_at(session)]
    return print_list(
        ctx,
        kind=ATTENDANCE_LIST,
        subject=session,
        title=_t("出席名簿 %(title)s") % {"title": session.title},
        intro=_t("出席した方は、ご自分の名前の□に✓をお願いします。"),
        questions=[Question(str(one.pk), one.shown_name, RowKind.TICK, is_required=False) for one in people],
    )


@action("learning.close-session", permission=MANAGE, sentence=_("研修会の出席をまとめました"))
def close_session(ctx: Context, *, session: TrainingSession) -> TrainingSession:
    """Everybody who was there stands there; who is missing can be asked."""
    _must_be_open(session)
    if session.held_on > ctx.today:
        raise ValidationError(_t("まだ開かれていません。"))
    session.closed_on = ctx.today
    session.save()
    return session


@action("learning.ask-absentees", permission=Permission.ASK_MANAGE, sentence=_("欠席した人に研修をお願いしました"))
def ask_absentees(ctx: Context, *, session: TrainingSession, message: str = "") -> int:
    """Who was invited and did not come is asked to take the same course by themselves. Gives how many."""
    year = fiscal_year(session.held_on)
    items = [item for item in queries.required_in(year) if item.course_id == session.course_id]
    if not items:
        raise ValidationError(_t("この研修は、年度の計画で必修になっていません。先に計画に入れてください。"))
    here = {row.person_id for row in queries.attendance_of(session)}
    away = [row.person.pk for row in queries.expected_at(session) if row.person.pk not in here]
    return sum(campaign.asks.count() for campaign in open_asks(ctx, items, away, message)) if away else 0


def _must_be_open(session: TrainingSession) -> None:
    if session.closed_on is not None:
        raise ValidationError(_t("この研修会の出席は、まとめが済んでいます。"))
