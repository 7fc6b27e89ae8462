"""Papers of a turnover: the timetable, one packet a leaving and one a new member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.render import render
from sakimori.registers.turnover.models import ReturnSlot, Turnover
from sakimori.registers.turnover.queries import Row

REQUEST = (
    "任期の満了に当たり、議会からお貸ししている下の物を、最後の会議が終わってから任期の最後の日までにお返しください。"
    "返納の日時にご都合がつかないときは、議会事務局へお知らせください。"
)
WELCOME = (
    "ご当選おめでとうございます。議員として使う端末などをお渡しします。お渡しの際に、貸与の申請と誓約、"
    "方針の確認をお願いします。"
)


def timetable_pdf(ctx: Context, turnover: Turnover, days: Mapping[date, Sequence[ReturnSlot]]) -> bytes:
    """A4: who comes when, by day."""
    language = get_language() or "ja"
    day = wareki if language.startswith("ja") else lambda value: value.isoformat()
    data = {
        "title": _("返納の日程"),
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "place": turnover.return_place,
        "header": [_("時刻"), _("名前"), _("備考"), _("確認")],
        "days": [
            {
                "title": day(each),
                "rows": [
                    [slot.starts_at.astimezone(TOKYO).strftime("%H:%M"), slot.person.shown_name, slot.note, "□"]
                    for slot in rows
                ],
            }
            for each, rows in days.items()
        ],
    }
    return render("registers/turnover/papers/timetable.typ", data, lang=language[:2])


def leaving_pdf(ctx: Context, turnover: Turnover, rows: Sequence[Row]) -> bytes:
    """For each leaving member one A4 page: the request, the list, the appointment, and the slip to sign on return.

    A letter of a Japanese public office; its language does not follow that of whoever prints it.
    """
    data = {
        "title": "貸与した物の返納のお願い",
        "assembly": ctx.assembly.name,
        "date": wareki(ctx.today),
        "sender": f"{ctx.assembly.name}議長",
        "message": turnover.message or REQUEST,
        "place": turnover.return_place,
        "header": ["管理番号", "名称", "製造番号", "付属品", "返却"],
        "pages": [
            {
                "name": row.person.shown_name,
                "when": _when(row),
                "rows": [
                    [
                        loan.asset.number,
                        loan.asset.name,
                        loan.asset.serial or "—",
                        (loan.accessories or loan.asset.accessories).replace("\n", "、"),
                        "□",
                    ]
                    for loan in row.loans
                ]
                + [
                    [key.key.number, f"{key.key.place} の{key.key.get_kind_display()}", "—", "", "□"]
                    for key in row.keys
                ],
            }
            for row in rows
        ],
    }
    return render("registers/turnover/papers/leaving.typ", data, lang="ja")


def _when(row: Row) -> str:
    if row.slot is None:
        return ""
    moment = row.slot.starts_at.astimezone(TOKYO)
    return f"{wareki(moment.date())}　{moment:%H:%M}"


def coming_pdf(ctx: Context, turnover: Turnover, rows: Sequence[Row], statement: str) -> bytes:
    """For each new member one A4 page: what happens on the first day, and the application with the pledge to sign."""
    data = {
        "title": "端末などの貸与について",
        "form_title": "貸与申請書・誓約書",
        "assembly": ctx.assembly.name,
        "date": wareki(ctx.today),
        "sender": f"{ctx.assembly.name}議会事務局",
        "to": f"{ctx.assembly.name}議長　様",
        "message": WELCOME,
        "statement": statement,
        "pages": [{"name": row.person.shown_name} for row in rows],
    }
    return render("registers/turnover/papers/coming.typ", data, lang="ja")
