"""Papers of self-inspection: sheets to answer, the result for the chair, the polite letter about a breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.assurance.inspections import charts
from sakimori.assurance.inspections.models import Breach, Round
from sakimori.assurance.inspections.results import ClauseResult, Result
from sakimori.assurance.inspections.rules import Figures
from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.actions import make_links, print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import Sheet
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.papers.render import Drawing, QrCode, render

FOLDER = "assurance/inspections/papers"


def letters(ctx: Context, asks: Iterable[Ask]) -> list[Sheet]:
    """One sheet for each ask: boxes to tick, and the code of their own page."""
    return print_asks(
        ctx,
        asks=asks,
        intro=lambda ask: (
            f"「{ask.title}」です。{wareki(ask.due_on)}までにお答えください。迷うときは「わからない」で結構です。"
        ),
    )


def _percent(share: int | None) -> str:
    return "—" if share is None else f"{share}%"


def _cells(words: str, figures: Figures, earlier: Sequence[int | None]) -> list[str]:
    counts = (figures.yes, figures.no, figures.unknown, figures.proven)
    return [words, *map(str, counts), _percent(figures.good), *map(_percent, earlier)]


def _rows(clause: ClauseResult) -> Iterable[dict[str, object]]:
    """The clause as one row, then its questions."""
    heading = f"{clause.path}　{clause.heading}".strip("　") or _("特定の条項ではないもの")
    yield {"is_clause": True, "cells": _cells(heading, clause.figures, clause.earlier)}
    for row in clause.questions:
        words = row.question.shown_text + (f"（{_('新しい質問')}）" if row.is_new else "")
        yield {"is_clause": False, "cells": _cells(words, row.figures, row.earlier)}


def result_pdf(ctx: Context, found: Round, result: Result, improvements: Sequence[Improvement]) -> bytes:
    """Figures by clause and question beside the earlier rounds; what is being mended. Nobody is named."""
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    day = wareki if language == "ja" else date.isoformat
    assert found.opened_on is not None
    total, chart = result.figures, charts.bars(result)
    asked, answered = found.asked, found.answered  # type: ignore[attr-defined]
    data = {
        "title": _("自己点検の結果"),
        "subtitle": found.title,
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "facts": [
            [_("期間"), f"{day(found.opened_on)} – {day(found.closed_on) if found.closed_on else _('実施中')}"],
            [_("回答"), f"{answered} / {asked}"],
            [_("「はい」の割合"), _percent(total.good)],
            [_("台帳で確認したもの（尋ねていない）"), str(total.proven)],
            [_("「わからない」"), str(total.unknown)],
        ],
        "chart": Drawing(charts.svg(chart), chart.words) if chart else None,
        "earlier": [one.title for one in result.rounds],
        "rows": [row for clause in result.clauses for row in _rows(clause)],
        "explained": _(
            "「はい」の割合は、台帳で確認したものを含み、「該当しない」を除きます。前の回の合計は、同じ質問だけで比べます。"
        ),
        "improvements": [
            [str(one.number), one.title, day(one.due_on), str(one.get_state_display())] for one in improvements
        ],
        "note": found.closing_note,
    }
    return render(f"{FOLDER}/result.typ", data, lang=language)


def breach_letter(ctx: Context, breach: Breach, ask: Ask | None) -> bytes:
    """From the chair to the person: what was noticed, what is asked, by when, and how to answer."""
    link = ""
    if ask is not None:
        token = make_links(ctx, asks=[ask], made_for="letter")[ask]
        path = reverse("links:answer", kwargs={"assembly": ctx.assembly.slug, "token": token})
        link = settings.ENV.address + path
    # A letter of a Japanese public office; its language does not follow that of whoever prints it.
    with translation.override("ja"):
        place = f"{breach.clause_path}" if breach.clause_path else "サイバーセキュリティ基本方針"
        data = {
            "title": "情報の取扱いについてのお知らせとお願い",
            "number": f"第{breach.number}号",
            "date": wareki(ctx.today),
            "to": f"{breach.unit.name + '　' if breach.unit else ''}{breach.person.shown_name} 様",
            "from": [f"{ctx.assembly.name}議長"],
            "assembly": ctx.assembly.name,
            "body": (
                "日ごろから議会の情報の取扱いにご協力いただき、ありがとうございます。\n"
                "次のことに気づきましたので、お知らせします。ご事情があることと存じますので、お聞かせください。"
                "あわせて、今後のお取扱いについてご協力をお願いします。"
            ),
            "pairs": [
                ["気づいたこと", breach.what],
                *([["いつのことか", breach.happened]] if breach.happened else []),
                ["関係する条項", place],
                *([["お願いしたいこと", breach.request]] if breach.request else []),
                ["お返事の期限", wareki(breach.answer_by)],
            ],
            "how": "右の二次元コードから、ログインなしでお答えいただけます。この用紙に書いて議会事務局へお返しいただいても結構です。",
            "qr": QrCode(link, "お答えいただくページの二次元コード") if link else None,
        }
        return render(f"{FOLDER}/breach.typ", data, lang="ja")
