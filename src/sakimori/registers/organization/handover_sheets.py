"""Papers of an appointment: the notice to the person (任命通知) and the list of what was handed over."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.papers.render import render
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.types import Role

FOLDER = "registers/organization/papers"


def notice_paper(ctx: Context, appointment: Appointment, *, lang: str = "ja") -> bytes:
    """One A4 page to the person who takes the post: which post, from when, by which decision, what it asks (6(1))."""
    post = appointment.post
    pairs = [
        (_t("職"), f"{post.unit.name} {post.title}"),
        (_t("情報セキュリティ上の役割"), post.duty_text or str(post.get_role_display())),
        (_t("期間"), period(appointment.from_date, appointment.to_date, lang)),
    ]
    if appointment.decision_number or appointment.decided_on:
        decided = _day(appointment.decided_on, lang) if appointment.decided_on else ""
        pairs.append((_t("決定"), " ".join(word for word in (decided, appointment.decision_number) if word)))
    is_chair = post.role == Role.CHAIR
    data = {
        "assembly": ctx.assembly.name,
        "title": _t("就任のお知らせ（情報セキュリティの統括）") if is_chair else _t("任命通知書"),
        "date": appointment.decided_on or appointment.from_date,
        "to": _t("%(name)s 様") % {"name": appointment.person.shown_name},
        "from": [ctx.assembly.name if is_chair else _t("%(name)s議長") % {"name": ctx.assembly.name}],
        "body": _t(
            "議会のサイバーセキュリティを確保するための方針に基づく組織体制において、下記の職に就かれたことをお知らせします。"
            "役割に応じた権限は期間の初日から使え、最後の日が終わると自動的になくなります。"
        ),
        "pairs": pairs,
    }
    return render(f"{FOLDER}/notice.typ", data, lang=lang)


def handover_paper(
    ctx: Context,
    appointment: Appointment,
    leaving: Leaving,
    lists: list[tuple[Handover, list[HandoverRow]]],
    *,
    lang: str = "ja",
) -> bytes:
    """What changes hands, with boxes to tick and two signatures."""
    before = leaving.person.shown_name if leaving.person else _t("（空席）")
    data = {
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "title": _t("引継事項一覧"),
        "date": appointment.from_date,
        "facts": [
            (_t("職"), f"{appointment.post.unit.name} {appointment.post.title}"),
            (_t("前任"), before),
            (_t("後任"), appointment.person.shown_name),
        ],
        "header": [_t("事項"), _t("すること"), _t("期日"), _t("済")],
        "nothing": _t("引き継ぐものはありません。"),
        "lists": [
            {
                "title": handover.title,
                "rows": [[row.label, row.todo, _day(row.due, lang) if row.due else "", ""] for row in rows],
            }
            for handover, rows in lists
        ],
        "signs": [_t("前任"), _t("後任")],
    }
    return render(f"{FOLDER}/handover.typ", data, lang=lang)


def period(from_date: date, to_date: date | None, lang: str) -> str:
    """Both days in words; an open end says so."""
    end = _day(to_date, lang) if to_date else _t("定めなし")
    return f"{_day(from_date, lang)} 〜 {end}"


def _day(day: date, lang: str) -> str:
    return wareki(day) if lang == "ja" else f"{day.day} {day:%B %Y}"
