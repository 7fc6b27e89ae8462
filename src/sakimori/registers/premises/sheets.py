"""Papers of places: the round on A4, QR codes for doors, the visitors of a month."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import QrCode, render
from sakimori.registers.premises.models import Place, Visit
from sakimori.registers.premises.types import Answer

FOLDER = "registers/premises/papers"


def _language() -> str:
    return (get_language() or "ja")[:2]


def _link(ctx: Context, place: Place) -> QrCode:
    path = reverse("premises:round", kwargs={"assembly": ctx.assembly.slug, "place_id": place.pk})
    return QrCode(settings.ENV.address + path, _t("%(place)sの巡回点検を開くための図形") % {"place": place.name})


def round_pdf(ctx: Context, rooms: Sequence[Place], items: Sequence[str]) -> bytes:
    """One A4 page a room, to tick with a pen and enter later."""
    data = {
        "title": _t("巡回点検票"),
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "labels": [_t("場所"), _t("点検日"), _t("点検した人"), _t("そのほか気づいたこと")],
        "header": [_t("番号"), _t("点検項目"), *(str(label) for label in Answer.labels), _t("気づいたこと")],
        "items": list(items),
        "hint": _t(
            "終わったら、右の図形から入力するか、議会事務局へ渡してください。「直す必要あり」は、直すところを書きます。"
        ),
        "rooms": [{"name": place.name, "qr": _link(ctx, place)} for place in rooms],
    }
    return render(f"{FOLDER}/round.typ", data, lang=_language())


def doors_pdf(ctx: Context, rooms: Sequence[Place], *, small: bool = False) -> bytes:
    """QR codes to put at doors: one A4 page a room, or four A6 cards on a page."""
    data = {
        "title": _t("場所の掲示"),
        "assembly": ctx.assembly.name,
        "small": small,
        "managed": _t("管理区域"),
        "round": _t("巡回点検"),
        "hint": _t("カメラで読み取ると、点検の画面が開きます（ログインが必要です）。"),
        "enter": _t("入れる人"),
        "rooms": [
            {
                "name": place.name,
                "managed": place.is_managed_area,
                "enter": place.who_may_enter,
                "rules": "" if small else place.rules,
                "qr": _link(ctx, place),
            }
            for place in rooms
        ],
    }
    return render(f"{FOLDER}/doors.typ", data, lang=_language())


def visits_pdf(ctx: Context, visits: Sequence[Visit], month: str) -> bytes:
    """Who came in during a month."""
    data = {
        "title": _t("入退室の記録"),
        "subtitle": month,
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "header": [
            _t("入室・退室"), _t("場所"), _t("来訪者・所属"), _t("用件"), _t("立会者"),
            _t("触れた機器・作業の内容"), _t("持ち込んだ・持ち出した機器・媒体"),
        ],
        "rows": [_visit_line(visit) for visit in visits],
        "nothing": _t("入室の記録はありません。"),
    }  # fmt: skip
    return render(f"{FOLDER}/visits.typ", data, lang=_language())


def _visit_line(visit: Visit) -> list[str]:
    came = timezone.localtime(visit.came_at)
    left = timezone.localtime(visit.left_at) if visit.left_at else None
    until = _t("入室中") if left is None else f"{left:%H:%M}"
    if left is not None and left.date() != came.date():
        until = f"{day_text(left.date())} {left:%H:%M}"
    return [
        f"{day_text(came.date())}\n{came:%H:%M}–{until}",
        visit.place.name,
        "\n".join(filter(None, [visit.visitor, visit.company])),
        visit.purpose,
        visit.escort.shown_name if visit.escort else _t("立会なし"),
        visit.touched,
        _moved(visit),
    ]


def _moved(visit: Visit) -> str:
    out = _t("持出し: %(things)s") % {"things": visit.taken} if visit.taken else ""
    return "\n".join(filter(None, [visit.brought, out]))
