"""The board as a paper: one A4 page for the chair."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.assurance.conformance.queries import Board, ClauseRow
from sakimori.assurance.conformance.worklist import Gap, gap_count
from sakimori.dates.wareki import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import SEVERITY, State
from sakimori.foundation.papers.render import render

MARKS = {
    State.KEPT: "●",
    State.DUE_SOON: "◐",
    State.BREACHED: "▲",
    State.NOT_STARTED: "○",
    State.NOT_APPLICABLE: "–",
    State.NOT_BUILT: "…",
}
SILENT = {None, State.NOT_BUILT, State.NOT_APPLICABLE}
"""Nothing is asked of these clauses, or nothing is known."""
LONGEST_HEADING, LONGEST_GAP = 22, 60
MOST_CLAUSES, MOST_GAPS = 32, 8
"""More than these would not fit on the page; the rest is named by its number."""


def chair_sheet(ctx: Context, board: Board, gaps: list[Gap]) -> bytes:
    """A PDF of one A4 page. Shape and word of each state are both printed, colour is not needed."""
    rows = [row for row in board.clauses if row.duties and row.state not in SILENT]
    left = sum(row.state != State.KEPT for row in rows) - MOST_CLAUSES
    kept = [row.path for row in rows if row.state == State.KEPT]
    data = {
        "title": _("方針の遵守状況"),
        "assembly": ctx.assembly.name,
        "date": _day(board.on),
        "to": _("%(name)s議長 様") % {"name": ctx.assembly.name},
        "percent": "–" if board.percent is None else f"{board.percent}%",
        "summary": _("%(population)s件のうち%(kept)s件が守られています（%(state)s）。")
        % {"population": board.population, "kept": board.kept, "state": board.state.label},
        "marks": {state.value: f"{MARKS[state]} {state.label}" for state in State},
        "clauses_title": _("条項ごとの状況"),
        "head": [_("条項"), _("見出し"), _("状態"), _("守られている数"), _("次の期限")],
        "clauses": [_line(row) for row in _worst(rows)],
        "left": _("ほか%(n)s件") % {"n": left} if left > 0 else "",
        "kept": _("守られている条項: %(paths)s") % {"paths": _("、").join(kept)} if kept else "",
        "gaps_title": _("判断や対応が要るもの"),
        "gaps": [
            {"label": _cut(g.label), "reason": _cut(g.reason), "due": f"（{_day(g.due)}）" if g.due else ""}
            for g in gaps[:MOST_GAPS]
        ],
        "more": _("ほか%(n)s件") % {"n": gap_count(board) - MOST_GAPS} if len(gaps) > MOST_GAPS else "",
    }
    return render("assurance/conformance/papers/chair.typ", data, lang=get_language() or "ja")


def _worst(rows: list[ClauseRow]) -> list[ClauseRow]:
    """Clauses that are not kept, in the order of the policy; where there are too many, those in the worst state."""
    bad = [row for row in rows if row.state != State.KEPT]
    named = {row.id for row in sorted(bad, key=lambda row: -SEVERITY[row.state or State.NOT_BUILT])[:MOST_CLAUSES]}
    return [row for row in bad if row.id in named]


def _line(row: ClauseRow) -> dict[str, str]:
    return {
        "path": row.path,
        "heading": Truncator(row.heading or row.text).chars(LONGEST_HEADING),
        "state": (row.state or State.NOT_BUILT).value,
        "figure": f"{row.kept} / {row.population}" if row.population else "–",
        "due": _day(row.next_due) if row.next_due else "",
    }


def _cut(text: str) -> str:
    return Truncator(text).chars(LONGEST_GAP)


def _day(day: object) -> str:
    return wareki(day) if (get_language() or "ja").startswith("ja") else str(day)  # type: ignore[arg-type]
