"""The result of a round on A4, for the chair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.assurance.inspections import charts
from sakimori.assurance.inspections.models import CheckDraw, ComplianceCheck, Round
from sakimori.assurance.inspections.results import ClauseResult, Result
from sakimori.assurance.inspections.rules import Figures
from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.papers.render import Drawing, render

FOLDER = "assurance/inspections/papers"


def _percent(share: int | None) -> str:
    return "—" if share is None else f"{share}%"


def _cells(words: str, figures: Figures, earlier: Sequence[int | None]) -> list[str]:
    counts = (figures.yes, figures.no, figures.unknown, figures.proven)
    return [words, *map(str, counts), _percent(figures.good), *map(_percent, earlier)]


def _rows(clause: ClauseResult) -> Iterable[dict[str, object]]:
    """The clause as one row, then its questions."""
    heading = f"{clause.path} {clause.heading}".strip() or _("特定の条項ではないもの")
    yield {"is_clause": True, "cells": _cells(heading, clause.figures, clause.earlier)}
    for row in clause.questions:
        words = row.question.shown_text
        words = _("%(question)s（新しい質問）") % {"question": words} if row.is_new else words
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


def check_pdf(ctx: Context, found: ComplianceCheck, draws: Sequence[CheckDraw]) -> bytes:
    """What was drawn by which seed, and what was seen; with the seed anybody can draw again."""
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    day = wareki if language == "ja" else date.isoformat
    data = {
        "title": _("遵守状況の確認"),
        "subtitle": f"{found.unit.name}　{catalogue()[found.duty].title}",
        "assembly": ctx.assembly.name,
        "date": day(found.closed_on or found.drawn_on),
        "facts": [
            [_("抽出した日"), day(found.drawn_on)],
            [_("母集団と抽出"), _("%(all)s件から%(n)s件") % {"all": len(found.population), "n": len(draws)}],
            [_("抽出の種"), found.seed],
            [_("抽出の方法"), found.algorithm],
            [_("確認した人"), found.person.shown_name if found.person else ""],
            [_("所見"), found.note],
            [_("改善措置"), f"{found.improvement.number} {found.improvement.title}" if found.improvement else ""],
        ],
        "header": [_("順番"), _("対象"), _("台帳"), _("結果"), _("確かめた内容")],
        "rows": [
            [
                str(one.position),
                one.label,
                _("守られていない") if one.is_breached else _("守られている"),
                str(one.get_result_display()) if one.checked_on else "",
                one.note,
            ]
            for one in draws
        ],
    }
    return render(f"{FOLDER}/check.typ", data, lang=language)
