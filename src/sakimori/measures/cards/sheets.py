"""Papers of the worst day: cards to carry, a sheet for the wall."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.render import QrCode, render
from sakimori.measures.cards.contents import Content, card_key
from sakimori.measures.cards.models import CardBatch
from sakimori.measures.cards.types import Shape

FOLDER = "measures/cards/papers"
ON_A_SHEET = 10


def card_link(ctx: Context, batch: CardBatch) -> str:
    """What the second QR code leads to: is this copy still right, and the page for the phone."""
    path = reverse("card:card", kwargs={"assembly": ctx.assembly.slug, "key": card_key(ctx.assembly.pk, batch.pk)})
    return f"{settings.ENV.address}{path}"


def batch_pdf(ctx: Context, batch: CardBatch, content: Content) -> bytes:
    """The batch as it is to be printed: one sheet of ten cards with its back, or one wall sheet."""
    with translation.override(batch.language):
        data = _data(ctx, batch, content)
        template = "cards.typ" if batch.shape == Shape.CARD else "wall.typ"
        return render(
            f"{FOLDER}/{template}", data, lang=batch.language, standard=None if batch.shape == Shape.CARD else "ua-1"
        )


def _data(ctx: Context, batch: CardBatch, content: Content) -> dict[str, object]:
    words = {"number": batch.number, "day": _day(batch.printed_on, batch.language), "mark": batch.content_sha256[:6]}
    entrance = content.entrance
    return {
        "title": _t("もしものとき"),
        "assembly": ctx.assembly.name,
        "version": _t("第%(number)s刷 %(day)s %(mark)s") % words,
        "lines": [[line.name, line.day, line.night] for line in content.lines],
        "day_words": _t("日中"),
        "night_words": _t("夜間・休日"),
        "has_nights": any(line.night for line in content.lines),
        "steps": [
            {"title": one.title, "advice": list(one.advice), "first": list(one.first_minutes)} for one in content.steps
        ],
        "report": QrCode(entrance.link, _t("報告の画面を開くための図形"), 2) if entrance else None,
        "report_words": _t("読み取って知らせる"),
        "typed": entrance.typed if entrance else "",
        "check": QrCode(card_link(ctx, batch), _t("電話に入れておくページを開くための図形"), 2),
        "check_words": _t("電話に入れる・最新か確かめる"),
        "call": _t("迷ったら、まず電話"),
        "minutes": _t("最初の10分"),
        "rule": _t("線を抜く。電源は切らない。"),
        "back": _t("拾った方へ: この議会の事務局へお返しください。"),
        "copies": ON_A_SHEET,
    }


def _day(day: date, language: str) -> str:
    return wareki(day, short=True) if language.startswith("ja") else f"{day.day} {day:%b %Y}"
