"""Papers of courses: certificate, notice for the wall, a course to read on paper, the year's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import reader_language, year_text
from sakimori.foundation.papers.render import Drawing, QrCode, render
from sakimori.measures.learning.course_text import Course
from sakimori.measures.learning.models import Completion, TrainingSession
from sakimori.measures.learning.queries import Standing

FOLDER = "measures/learning/papers"


def _day(day: date) -> str:
    return wareki(day) if reader_language() == "ja" else day.isoformat()


def certificate_pdf(ctx: Context, completion: Completion) -> bytes:
    """A certificate on A4: number, name, course, day, and a code that says whether it is genuine."""
    path = reverse("certificate:check", kwargs={"assembly": ctx.assembly.slug, "code": completion.code})
    link = settings.ENV.address + path
    data = {
        "title": _("修了証"),
        "number": _("第 %(number)s 号") % {"number": completion.number},
        "name": completion.person.shown_name,
        "course": completion.course_title,
        "words": _("上記の者は、次の研修を修了したことを証します。"),
        "organiser": completion.organiser,
        "means": str(completion.get_means_display()),
        "day": _day(completion.done_on),
        "assembly": ctx.assembly.name,
        "sender": _("%(assembly)s議長") % {"assembly": ctx.assembly.name},
        "qr": QrCode(link, _("この修了証を確かめるページの二次元コード")),
        "link": link,
        "digest": completion.digest,
    }
    return render(f"{FOLDER}/certificate.typ", data, lang=reader_language())


def poster_pdf(ctx: Context, session: TrainingSession) -> bytes:
    """The notice for the wall of the room."""
    path = reverse("certificate:attend", kwargs={"assembly": ctx.assembly.slug, "code": session.code})
    link = settings.ENV.address + path
    data = {
        "title": _("出席の登録"),
        "session": session.title,
        "when": f"{_day(session.held_on)}　{session.starts_at:%H:%M}〜{session.ends_at:%H:%M}　{session.place}",
        "steps": [
            _("スマートフォンのカメラを、下の二次元コードに向けます。"),
            _("出てきたページを開きます。ログインは要りません。"),
            _("議席番号かお名前を入れて、「出席する」を押します。"),
        ],
        "otherwise": _("スマートフォンをお持ちでない方は、出席名簿に✓をお願いします。"),
        "hours": _("このコードは、研修会の30分前から終了の1時間後まで使えます。"),
        "qr": QrCode(link, _("出席を登録するページの二次元コード")),
        "link": link,
        "assembly": ctx.assembly.name,
    }
    return render(f"{FOLDER}/poster.typ", data, lang=reader_language())


def course_pdf(ctx: Context, course: Course) -> bytes:
    """A course to read on paper; its drawings were checked shape by shape when the text was read."""
    data = {
        "title": course.title,
        "summary": course.summary,
        "assembly": ctx.assembly.name,
        "cards": [
            {
                "heading": card.heading,
                "text": card.speech,
                "pictures": [Drawing(picture.svg, picture.alt) for picture in card.pictures],
            }
            for card in course.cards
        ],
        "questions": [[question.text, [option.text for option in question.options]] for question in course.questions],
        "answers": [
            [next(option.text for option in question.options if option.is_right), question.explanation]
            for question in course.questions
        ],
    }
    return render(f"{FOLDER}/course.typ", data, lang=reader_language())


def figures_pdf(ctx: Context, fiscal: int, figures: Mapping[str, Any], *, note: str = "", is_report: bool) -> bytes:
    """Figures of each group, without names: to hang up, or for the chair."""
    on = date.fromisoformat(figures["on"])
    data = {
        "title": _("研修の結果の報告") if is_report else _("研修の進み具合"),
        "subtitle": year_text(fiscal),
        "assembly": ctx.assembly.name,
        "date": _day(ctx.today),
        "to": _("%(assembly)s議長　様") % {"assembly": ctx.assembly.name} if is_report else "",
        "on": _("%(day)s現在") % {"day": _day(on)},
        "courses": list(figures["courses"]),
        "audiences": list(figures["audiences"]),
        "groups": [
            [row["name"], *(f"{done} / {total}" if total else "—" for done, total in row["figures"])]
            for row in figures["groups"]
        ],
        "sessions": [
            [_day(date.fromisoformat(day)), title, _("%(count)s人") % {"count": count}]
            for day, title, count in figures["sessions"]
        ],
        "note": note,
        "remark": _("数は修了した人の数と、受けることになっている人の数です。個人の名前は載せていません。"),
    }
    return render(f"{FOLDER}/figures.typ", data, lang=reader_language())


def left_pdf(ctx: Context, fiscal: int, rows: Sequence[Standing]) -> bytes:
    """Who is left, by name: for the office only."""
    data = {
        "title": _("研修が済んでいない方"),
        "subtitle": year_text(fiscal),
        "assembly": ctx.assembly.name,
        "date": _day(ctx.today),
        "rows": [
            [row.person.shown_name, row.title, _day(row.due), _("お願い済み") if row.ask else "—"] for row in rows
        ],
    }
    return render(f"{FOLDER}/left.typ", data, lang=reader_language())
