"""The record sheet of a change or maintenance. A paper of a Japanese public office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone, translation

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.papers.render import render
from sakimori.registers.premises.models import Visit
from sakimori.registers.upkeep.models import RemoteWindow, Work


def _day(value: date | None) -> str:
    return wareki(value) if value else ""


def _moment(value: datetime | None) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value, TOKYO)
    return f"{wareki(local.date())} {local:%H:%M}"


def work_pdf(
    ctx: Context,
    work: Work,
    windows: Sequence[RemoteWindow],
    visits: Sequence[Visit],
    applications: Sequence[Application],
) -> bytes:
    """One A4 sheet; what is not known yet is left blank, to be filled in by hand."""
    with translation.override("ja"):
        decisions = "、".join(
            f"{one.get_role_display()} {'承認' if one.is_approval else '不承認'} {_day(one.decided_on)}"
            for row in applications
            for one in row.decisions.all()
        )
        data = {
            "title": "変更・保守の記録",
            "number": work.number,
            "subtitle": work.title,
            "assembly": ctx.assembly.name,
            "date": _day(ctx.today),
            "plan": [
                ["システム・機器", str(work.asset)],
                ["種類", str(work.get_kind_display())],
                ["内容と理由", work.reason],
                ["予定日", _day(work.planned_on)],
                ["事業者・作業する人", "　".join(part for part in (work.company, work.operator) if part)],
                ["担当する職員", work.person.shown_name if work.person else ""],
                ["作業前の状態", work.before],
                ["戻し方", work.way_back],
                ["確かめ方", work.test],
                ["決裁", decisions or ("決裁待ち" if work.needs_approval else "受けない")],
            ],
            "result": [
                ["実施日", _day(work.done_on)],
                ["結果", str(work.get_result_display()) if work.done_on else "　".join(_choices())],
                ["作業後の状態", work.after],
                ["確かめた結果", work.tested],
                *([["承認の前に行った理由", work.unapproved_reason]] if work.unapproved_reason else []),
                *([["取りやめ", f"{_day(work.cancelled_on)}　{work.cancel_reason}"]] if work.cancelled_on else []),
            ],
            "is_done": work.done_on is not None or work.cancelled_on is not None,
            "windows": [
                [
                    f"{_moment(row.from_at)}\nから {_moment(row.until_at)}",
                    f"{row.company} {row.operator}\n{row.means}",
                    _who(row.opened_at, row.opened_by.shown_name if row.opened_by else ""),
                    _who(row.closed_at, row.closed_by.shown_name if row.closed_by else ""),
                    row.done,
                ]
                for row in windows
            ],
            "visits": [
                [_moment(row.came_at), row.place.name, row.visitor, row.escort.shown_name if row.escort else "立会なし"]
                for row in visits
            ],
        }
    return render("registers/upkeep/papers/work.typ", data, lang="ja")


def _choices() -> list[str]:
    return ["□ 予定どおり", "□ 一部が残った", "□ 元に戻した", "□ できなかった"]


def _who(moment: datetime | None, name: str) -> str:
    return f"{_moment(moment)}\n{name}" if moment else "—"
