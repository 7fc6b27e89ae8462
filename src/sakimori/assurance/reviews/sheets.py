"""The annual report and the record of a review as papers: PDF and docx. The public version names nothing that is closed.

A report to the assembly is a Japanese public document; its language does not follow that of whoever prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sakimori.assurance.reviews.charts import trend_svg
from sakimori.assurance.reviews.figures import shown_acts
from sakimori.assurance.reviews.models import ManagementReview, ReviewDecision
from sakimori.dates import fiscal_year_label, wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import State
from sakimori.foundation.papers.render import Drawing, render

MARKS = {
    State.KEPT: "● 守られている",
    State.DUE_SOON: "◐ 期限が近い",
    State.BREACHED: "▲ 守られていない",
    State.NOT_STARTED: "○ 未着手",
    State.NOT_APPLICABLE: "– 対象外",
    State.NOT_BUILT: "… 準備中",
}
"""Shape and words; colour is not needed."""
NOT_KNOWN = "–"


def day(text: str) -> str:
    """An ISO date in 和暦."""
    return wareki(date.fromisoformat(text)) if text else NOT_KNOWN


def report_data(
    ctx: Context, year: int, message: str, figures: Mapping[str, Any], *, is_public: bool
) -> dict[str, Any]:
    """What both forms of the report show. The public one leaves out the titles of what is open and who must act."""
    label = fiscal_year_label(year)
    improvements = figures["improvements"]
    return {
        "title": f"{label} サイバーセキュリティ年次報告",
        "assembly": ctx.assembly.name,
        "span": f"{day(figures['first'])}から{day(figures['last'])}まで",
        "kind": "公表版" if is_public else "議会・事務局用",
        "message": message,
        "percent": NOT_KNOWN if figures["percent"] is None else f"{figures['percent']}%",
        "summary": summary(figures),
        "states": figures["states"],
        "trend": figures["trend"],
        "facts": [
            ["対象者", f"{figures['people']['all']}人（うち議員{figures['people']['members']}人）"],
            ["確認した対象", f"{figures['population']}件（守られているもの{figures['kept']}件）"],
            [
                "改善措置",
                f"新たに{improvements['opened']}件、完了{improvements['closed']}件、対応中{len(improvements['open'])}件",
            ],
        ],
        "clauses": clause_lines(figures),
        "events": [[day(on), text] for on, text in figures["events"]],
        "decisions": [] if is_public else [[day(on), kind, text] for on, kind, text in figures["decisions"]],
        "by_origin": [[name, str(a), str(b), str(c)] for name, a, b, c in improvements["by_origin"]],
        "open": []
        if is_public
        else [
            [str(number), title, clause, day(due) + ("（遅れ）" if is_late else "")]
            for number, title, due, is_late, clause in improvements["open"]
        ],
        "is_public": is_public,
    }


def summary(figures: Mapping[str, Any]) -> str:
    """The year in two sentences."""
    if figures["percent"] is None:
        return "この期間の記録はまだありません。"
    text = f"対象{figures['population']}件のうち{figures['kept']}件（{figures['percent']}%）が守られています。"
    before = figures["percent_before"]
    if before is not None:
        change = figures["percent"] - before
        moved = (
            "変わりません"
            if change == 0
            else f"{abs(change)}ポイント{'上がりました' if change > 0 else '下がりました'}"
        )
        text += f"期間の初め（{before}%）から{moved}。"
    return text


def clause_lines(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The clauses of the period as pages and papers show them."""
    return [_clause(row) for row in figures["clauses"]]


def _clause(row: Mapping[str, Any]) -> dict[str, Any]:
    named, more = shown_acts(row["acts"])
    before = MARKS[State(row["before"])] if row["before"] else NOT_KNOWN
    return {
        "path": row["path"],
        "heading": row["heading"],
        "before": before,
        "state": MARKS[State(row["state"])],
        "figure": f"{row['kept']} / {row['population']}" if row["population"] else NOT_KNOWN,
        "open": row["open"],
        "is_live": bool(row["population"] or row["acts"]),
        "acts": "、".join(named) + (f"、ほか{more}種類" if more else "") if named else "記録された取組みはありません",
        "duties": [
            [duty["title"], MARKS[State(duty["state"])], f"{duty['kept']} / {duty['population']}"]
            for duty in row["duties"]
        ],
    }


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
    data = {
        "title": review.title,
        "assembly": ctx.assembly.name,
        "facts": [
            ["予定日", wareki(review.planned_on)],
            ["開催日", wareki(review.held_on) if review.held_on else "未開催"],
            ["出席者", review.attendants or NOT_KNOWN],
            ["対象期間", f"{day(figures['first'])}から{day(figures['last'])}まで"],
            ["次の予定", wareki(review.next_on) if review.next_on else NOT_KNOWN],
        ],
        "summary": summary(figures),
        "events": [[day(on), text] for on, text in figures["events"]],
        "clauses": clause_lines(figures),
        "by_origin": [[name, str(a), str(b), str(c)] for name, a, b, c in figures["improvements"]["by_origin"]],
        "decisions": [
            [
                str(row.get_kind_display()),
                row.text,
                row.clause_path or NOT_KNOWN,
                wareki(row.due_on) if row.due_on else NOT_KNOWN,
            ]
            for row in decisions
        ],
        "conclusion": review.conclusion,
    }
    return render("assurance/reviews/papers/review.typ", data, lang="ja")
