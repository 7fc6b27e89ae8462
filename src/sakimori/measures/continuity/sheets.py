"""Papers of continuity: cards to keep where no power is needed, and what is lost with what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.papers.render import render
from sakimori.measures.continuity.models import ContinuityPlan
from sakimori.measures.continuity.outages import Outage
from sakimori.measures.continuity.queries import CardRow, Loss, card_rows, plan_on
from sakimori.measures.continuity.words import hours_text

FOLDER = "measures/continuity/papers"


def _day(day: date) -> str:
    return wareki(day) if reader_language() == "ja" else day.isoformat()


def cards_pdf(ctx: Context, rows: Sequence[CardRow], plan: ContinuityPlan | None) -> bytes:
    """A card each, with its version, and the list of all of them in front where there are several."""
    data = {
        "title": _("業務継続カード"),
        "assembly": ctx.assembly.name,
        "date": _day(ctx.today),
        "printed": _day(ctx.today),
        "plan": _plan_line(plan),
        "cards": [_card(row) for row in rows],
    }
    return render(f"{FOLDER}/cards.typ", data, lang=reader_language())


def _plan_line(plan: ContinuityPlan | None) -> str:
    if plan is None:
        return ""
    parts = [plan.title, _("改定 %(day)s") % {"day": _day(plan.revised_on)}, plan.clause, plan.kept_at]
    return "　".join(part for part in parts if part)


def _card(row: CardRow) -> dict[str, object]:
    card = row.card
    minimum = card.minimum_staff if card else None
    people = _("決めていない") if minimum is None else _("%(count)s人") % {"count": minimum}
    return {
        "name": row.function.name,
        "version": _("第%(number)s版 %(day)s") % {"number": card.number, "day": _day(card.from_date)} if card else "",
        "summary": card.summary if card else "",
        "facts": [
            [_("会期中に止まってよい時間"), hours_text(card.session_hours if card else None)],
            [_("閉会中に止まってよい時間"), hours_text(card.recess_hours if card else None)],
            [_("最低限の人数"), people],
            [_("必要な職"), "、".join(post.title for post in row.posts) or "—"],
            [_("代わりができる職"), "、".join(post.title for post in row.stand_ins) or "—"],
            [_("切替えを決める職"), card.decider.title if card and card.decider else _("決めていない")],
            [_("必要なシステム・機器"), "、".join(f"{one.number} {one.name}" for one in row.assets) or "—"],
            [_("必要な委託先のサービス"), "、".join(f"{one.supplier.name} {one.name}" for one in row.services) or "—"],
        ],
        "fallbacks": [[cause, text or _("まだ決まっていません")] for cause, text in row.fallbacks],
        "hours": hours_text(card.session_hours if card else None),
    }


def losses_pdf(ctx: Context, losses: Sequence[Loss]) -> bytes:
    """Asset → functions → what is done instead."""
    data = {
        "title": _("止まったら何を失うか"),
        "assembly": ctx.assembly.name,
        "date": _day(ctx.today),
        "printed": _day(ctx.today),
        "losses": [
            [
                f"{loss.asset.number} {loss.asset.name}",
                [
                    [row.function.name, hours_text(row.card.session_hours if row.card else None), _instead(row)]
                    for row in loss.rows
                ],
            ]
            for loss in losses
        ],
    }
    return render(f"{FOLDER}/losses.typ", data, lang=reader_language())


def _instead(row: CardRow) -> str:
    card = row.card
    parts = [card.power, card.supplier] if card else []
    return "\n".join(part for part in parts if part) or _("まだ決まっていません")


def notices_pdf(ctx: Context, outage: Outage) -> bytes:
    """The prepared notices of an outage, one a page: letters of a Japanese public office, in Japanese."""
    with translation.override("ja"):
        data = {
            "title": _("お知らせ"),
            "assembly": ctx.assembly.name,
            "date": wareki(ctx.today),
            "from": [_("%(assembly)s事務局") % {"assembly": ctx.assembly.name}],
            "notices": [
                [_("%(name)sについてのお知らせ") % {"name": one.row.function.name}, one.notice]
                for one in outage.hits
                if one.notice
            ],
            "nothing": _("文案が用意されていません。"),
        }
    return render(f"{FOLDER}/notices.typ", data, lang="ja")


def pack_chapter(ctx: Context, _is_restricted: bool = False) -> list[BookSection]:
    """The cards as chapters of the pack that is printed every night."""
    plan = plan_on(ctx.today)
    sections = [
        BookSection(
            row.function.name,
            [part for part in [row.card.summary if row.card else ""] if part],
            [_("こと"), _("決めてあること")],
            [*_card(row)["facts"], *_card(row)["fallbacks"]],  # type: ignore[misc]
        )
        for row in card_rows(ctx.today)
    ]
    first = BookSection(_("業務継続カード"), [_plan_line(plan) or _("議会BCPの所在は、まだ登録されていません。")])
    return [first, *sections]
