"""The annual report and the record of a review as papers: PDF and docx. The public version names nothing that is closed.

A report to the assembly is a Japanese public document; its language does not follow that of whoever prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation

from sakimori.assurance.reviews import happenings, words
from sakimori.assurance.reviews.charts import trend_svg
from sakimori.assurance.reviews.models import ManagementReview, ReviewDecision
from sakimori.dates import fiscal_year_label, wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import State
from sakimori.foundation.papers.render import Drawing, render
from sakimori.measures.exceptions.types import Stage

SHAPES = {
    State.KEPT: "●",
    State.DUE_SOON: "◐",
    State.BREACHED: "▲",
    State.NOT_STARTED: "○",
    State.NOT_APPLICABLE: "–",
    State.NOT_BUILT: "…",
}
"""Shape and word are both printed; colour is not needed."""
NONE = "–"


def day(text: str) -> str:
    """An ISO date in 和暦."""
    return wareki(date.fromisoformat(text)) if text else NONE


def _mark(state: State | None) -> str:
    return f"{SHAPES[state]} {state.label}" if state else NONE


def report_data(
    ctx: Context, year: int, message: str, figures: Mapping[str, Any], *, is_public: bool
) -> dict[str, Any]:
    """What both forms of the report show. The public one leaves out the titles of what is open and who must act."""
    with translation.override("ja"):
        return _report_data(ctx, year, message, figures, is_public=is_public)


def _report_data(
    ctx: Context, year: int, message: str, figures: Mapping[str, Any], *, is_public: bool
) -> dict[str, Any]:
    mending, people = figures["improvements"], figures["people"]
    still = [
        [str(number), title, clause or NONE, day(due) + ("（遅れ）" if is_late else "")]
        for number, title, due, is_late, clause in mending["open"]
    ]
    return {
        "title": f"{fiscal_year_label(year)} サイバーセキュリティ年次報告",
        "assembly": ctx.assembly.name,
        "span": f"{day(figures['first'])}から{day(figures['last'])}まで",
        "kind": "公表版" if is_public else "議会・事務局用",
        "message": message,
        "percent": NONE if figures["percent"] is None else f"{figures['percent']}%",
        "summary": words.summary(figures),
        "states": [[str(State(state).label), count] for state, count in figures["states"]],
        "trend": figures["trend"],
        "facts": [
            ["対象者", f"{people['all']}人（うち議員{people['members']}人）"],
            ["確認した対象", f"{figures['population']}件（守られているもの{figures['kept']}件）"],
            ["改善措置", f"新たに{mending['opened']}件、完了{mending['closed']}件、対応中{len(mending['open'])}件"],
        ],
        "clauses": _clauses(figures),
        "events": [[wareki(on), text] for on, text in words.event_lines(figures)],
        "decisions": []
        if is_public
        else [[wareki(on), kind, text] for on, kind, text in words.decision_lines(figures)],
        "exceptions": _exceptions(figures, is_public=is_public),
        "exceptions_said": _exceptions_said(figures),
        "happenings": _happenings(figures, is_public=is_public),
        "by_origin": [[str(value) for value in row] for row in words.origin_lines(figures)],
        "open": [] if is_public else still,
        "is_public": is_public,
    }


def _clauses(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "path": row.path,
            "heading": row.heading,
            "before": _mark(row.before),
            "state": _mark(row.state),
            "figure": row.figure or NONE,
            "open": row.open,
            "is_live": row.is_live,
            "acts": row.acts or "記録された取組みはありません",
            "duties": [[duty.title, _mark(duty.state), duty.figure or NONE] for duty in row.duties],
        }
        for row in words.clause_lines(figures)
    ]


def _exceptions(figures: Mapping[str, Any], *, is_public: bool) -> list[list[str]]:
    """Each exception; the public only hears how many there are, since a list of weak spots helps whoever looks for one."""
    if is_public:
        return []
    return [
        [
            f"{row.number}\n{row.path or NONE}",
            row.title,
            row.substitute,
            f"{wareki(row.first)}から\n{wareki(row.last)}まで",
            str(row.stage.label),
        ]
        for row in words.exception_lines(figures)
    ]


def _happenings(figures: Mapping[str, Any], *, is_public: bool) -> dict[str, Any]:
    """Numbers of cases and drills; empty lists in a report that was frozen before there were any."""
    return {
        "facts": [list(row) for row in happenings.incident_facts(figures, is_public=is_public)],
        "said": happenings.incident_said(figures),
        "kinds": []
        if is_public
        else [[name, str(real), str(near)] for name, real, near in happenings.kind_lines(figures)],
        "levels": [] if is_public else [[name, str(count)] for name, count in happenings.level_lines(figures)],
        "risks": [list(row) for row in happenings.risk_facts(figures, is_public=is_public)],
        "practice": [list(row) for row in happenings.practice_facts(figures)],
    }


def _exceptions_said(figures: Mapping[str, Any]) -> str:
    found = words.exception_lines(figures)
    if not found:
        return ""
    still = sum(row.stage == Stage.IN_FORCE for row in found)
    over = sum(row.stage == Stage.REOPENED for row in found)
    said = f"この期間に認めたもの{len(found)}件（期間の終わりに有効なもの{still}件）。"
    return said + (f"期限が切れ、対応を待つものが{over}件あります。" if over else "")


def report_pdf(ctx: Context, year: int, message: str, figures: Mapping[str, Any], *, is_public: bool) -> bytes:
    """The report as A4 pages; the same figures give the same bytes."""
    data = report_data(ctx, year, message, figures, is_public=is_public)
    svg = trend_svg(figures["trend"])
    alt = "守られている割合の推移: " + "、".join(f"{day(on)} {value}%" for on, value in figures["trend"])
    data |= {"chart": Drawing(svg, alt) if svg else None}
    return render("assurance/reviews/papers/report.typ", data, lang="ja")


def review_pdf(
    ctx: Context, review: ManagementReview, figures: Mapping[str, Any], decisions: list[ReviewDecision]
) -> bytes:
    """What was on the table and what was decided, for the file."""
    with translation.override("ja"):
        data = {
            "title": review.title,
            "assembly": ctx.assembly.name,
            "facts": [
                ["予定日", wareki(review.planned_on)],
                ["開催日", wareki(review.held_on) if review.held_on else "未開催"],
                ["出席者", review.attendants or NONE],
                ["対象期間", f"{day(figures['first'])}から{day(figures['last'])}まで"],
                ["次の予定", wareki(review.next_on) if review.next_on else NONE],
            ],
            "summary": words.summary(figures),
            "events": [[wareki(on), text] for on, text in words.event_lines(figures)],
            "clauses": _clauses(figures),
            "by_origin": [[str(value) for value in row] for row in words.origin_lines(figures)],
            "exceptions": _exceptions(figures, is_public=False),
            "happenings": _happenings(figures, is_public=False),
            "decisions": [
                [
                    str(row.get_kind_display()),
                    row.text,
                    row.clause_path or NONE,
                    wareki(row.due_on) if row.due_on else NONE,
                ]
                for row in decisions
            ],
            "conclusion": review.conclusion,
        }
    return render("assurance/reviews/papers/review.typ", data, lang="ja")
