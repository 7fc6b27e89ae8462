"""Papers of the organisation: chart and emergency contact card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.charts.org_chart import org_chart, outline
from sakimori.foundation.papers.render import Drawing, QrCode, render
from sakimori.registers.organization.chart import organisation
from sakimori.registers.organization.contact_list import CardVersion, ContactRow
from sakimori.registers.organization.queries import PostRow, post_rows
from sakimori.registers.organization.types import CheckResult

FOLDER = "registers/organization/papers"
CARD_LINES = 7
"""As many lines as a card of 82 × 54 mm holds."""


def chart_paper(ctx: Context, on: date, *, lang: str = "ja") -> bytes:
    """The chart and the list of posts as PDF, A4 landscape."""
    rows = post_rows(on)
    nodes = organisation(ctx.assembly.name, on, rows)
    title = _t("%(name)s 組織図") % {"name": ctx.assembly.name}
    words = "\n".join("　" * depth + text for depth, text in outline(nodes))
    data = {
        "title": title,
        "date": _t("%(day)s現在") % {"day": _day(on, lang)},
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "chart": Drawing(org_chart(nodes, title=title, embed_css=True, fit_ratio=1.75), words),
        "list_title": _t("役職の一覧"),
        "header": [_t("所属"), _t("職"), _t("就いている人"), _t("役割の内容"), _t("いつから"), _t("決裁番号")],
        "rows": [_post_line(row, lang) for row in rows],
    }
    return render(f"{FOLDER}/chart.typ", data, lang=lang)


def _day(day: date, lang: str) -> str:
    return wareki(day) if lang == "ja" else f"{day.day} {day:%B %Y}"


def _post_line(row: PostRow, lang: str) -> list[str]:
    held = row.holder
    return [
        row.post.unit.name,
        row.post.title,
        held.person.shown_name if held else _t("空席"),
        row.post.duty_text or str(row.post.get_role_display()),
        _day(held.from_date, lang) if held else "",
        held.decision_number if held else "",
    ]


def contact_paper(ctx: Context, rows: Sequence[ContactRow], card: CardVersion, link: str, *, lang: str = "ja") -> bytes:
    """The emergency contact list on A4, with two cards to cut out; number and QR lead to the newest one (ORG-5)."""
    data = {
        "title": _t("緊急連絡網"),
        "assembly": ctx.assembly.name,
        "date": ctx.today,
        "printed": ctx.today,
        "version": _t("第%(number)s版（%(day)s更新）")
        % {"number": card.number, "day": _day(card.changed_on or ctx.today, lang)},
        "header": [_t("種別"), _t("名称・担当"), _t("電話（日中）"), _t("電話（夜間・休日）"), _t("確認した日")],
        "rows": [_contact_line(row, lang) for row in rows],
        "note": _t(
            "事故かもしれないと思ったら、まず統一窓口に電話してください。迷ったときも同じです。"
            "右の図形を読み取ると、この連絡網が最新かどうかが分かります（ログインが必要です）。"
            "個人の電話番号を含みます。関係者以外に渡さず、新しい版を受け取ったら古い版は裁断してください。"
        ),
        "link": QrCode(link, _t("最新の緊急連絡網を開くための図形")),
        "card_title": _t("携帯用カード（点線で切り取ってください）"),
        "card_heading": _t("情報セキュリティ緊急連絡先"),
        "card_words": [_t("日中"), _t("夜間・休日")],
        "card": [
            (row.contact.name, row.contact.phone_day or row.contact.email, row.contact.phone_night)
            for row in rows[:CARD_LINES]
        ],
    }
    return render(f"{FOLDER}/contacts.typ", data, lang=lang)


def _contact_line(row: ContactRow, lang: str) -> list[str]:
    contact = row.contact
    who = [contact.name, row.holder if row.holder != contact.name else "", contact.note]
    tried = row.last is not None and row.last.result != CheckResult.UNREACHED
    checked = _day(row.last.checked_on, lang) if row.last and tried else _t("未確認")
    kind = str(contact.get_kind_display())
    return [kind, "\n".join(part for part in who if part), contact.phone_day, contact.phone_night, checked]
