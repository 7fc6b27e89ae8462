"""The whole audit as a workbook: summary, checklist, samples with their populations, findings. Same data, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils import translation

from sakimori.assurance.audits.figures import Figures
from sakimori.assurance.audits.sheets import fact_rows, number_rows
from sakimori.assurance.audits.words import item_title
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.exchange.writers import CELL_FONT, new_workbook

LONGEST = 32_000
"""Letters that go into a cell; Excel holds a few more."""


def workbook(figures: Figures) -> bytes:
    """Four sheets and one with the populations, so that anybody can draw the samples again."""
    out = BytesIO()
    book = new_workbook(out, figures.audit.title)
    with translation.override("ja"):
        _sheet(book, "まとめ", ["項目", "内容"], [24, 80], _summary(figures))
        _sheet(
            book,
            "条項",
            ["条項", "見出し", "適合", "指摘あり", "対象外", "未確認", "指摘"],
            [12, 40, 10, 10, 10, 10, 10],
            _clauses(figures),
        )
        headings = [
            "条項",
            "種類",
            "確かめること",
            "台帳の状態",
            "守られている数",
            "対象の数",
            "結果",
            "確かめた内容",
            "確かめた日",
            "確かめた人",
        ]
        _sheet(book, "チェックリスト", headings, [12, 14, 50, 16, 12, 12, 12, 60, 14, 18], _items(figures))
        headings = ["条項", "確認項目", "抽出の種", "順番", "識別子", "対象", "台帳", "結果", "確かめた内容"]
        _sheet(book, "抽出", headings, [12, 36, 22, 8, 40, 36, 14, 12, 60], _draws(figures))
        _sheet(book, "母集団", ["確認項目", "抽出の種", "抽出した日", "識別子"], [36, 22, 14, 40], _population(figures))
        headings = [
            "番号",
            "条項",
            "程度",
            "件名",
            "見つかったこと",
            "回答",
            "回答の内容",
            "改善措置",
            "改善の状態",
            "改善の期限",
            "片付いた日",
            "追って確かめた内容",
        ]
        _sheet(book, "指摘", headings, [8, 12, 12, 30, 60, 22, 50, 10, 14, 14, 14, 50], _findings(figures))
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, headings: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({**CELL_FONT, "bold": True, "bg_color": "#D9E6FF", "border": 1, "border_color": "#B3B3B3"})
    body = book.add_format(CELL_FONT)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value, body)
            else:
                sheet.write_string(number, place, str(value)[:LONGEST], body)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _summary(figures: Figures) -> list[list[Any]]:
    audit = figures.audit
    rows = [
        ["件名", audit.title],
        ["監査の目的", audit.aim],
        ["監査の結論", audit.summary],
        ["監査の方法", audit.method],
    ]
    return [*rows, *fact_rows(figures), *number_rows(figures)]


def _clauses(figures: Figures) -> list[list[Any]]:
    return [
        [
            one.path,
            one.heading,
            one.tally.conform,
            one.tally.finding,
            one.tally.not_applicable,
            one.tally.unchecked,
            one.findings,
        ]
        for one in figures.clauses
    ]


def _items(figures: Figures) -> list[list[Any]]:
    rows = []
    for clause in figures.clauses:
        for item in clause.items:
            seen = item.figures or {}
            state = State(seen["state"]).label if seen else ""
            rows.append(
                [
                    clause.path,
                    item.get_kind_display(),
                    item_title(item),
                    state,
                    seen.get("kept", ""),
                    seen.get("population", ""),
                    item.get_result_display(),
                    item.note,
                    _iso(item.checked_on),
                    item.checked_by.shown_name if item.checked_by else "",
                ]
            )
    return rows


def _draws(figures: Figures) -> list[list[Any]]:
    return [
        [
            one.path,
            catalogue()[one.sample.duty].title,
            one.sample.seed,
            draw.position,
            str(draw.subject_id),
            draw.label,
            "守られていない" if draw.is_breached else "守られている",
            draw.get_result_display(),
            draw.note,
        ]
        for one in figures.samples
        for draw in one.draws
    ]


def _population(figures: Figures) -> list[list[Any]]:
    return [
        [catalogue()[one.sample.duty].title, one.sample.seed, _iso(one.sample.drawn_on), key]
        for one in figures.samples
        for key in one.sample.population
    ]


def _findings(figures: Figures) -> list[list[Any]]:
    rows = []
    for one in figures.findings:
        mending = one.improvement
        rows.append(
            [
                one.number,
                one.scope.clause.path,
                one.get_grade_display(),
                one.title,
                one.text,
                one.get_answer_display(),
                one.answer_text,
                mending.number if mending else "",
                mending.get_state_display() if mending else "",
                _iso(mending.due_on) if mending else "",
                _iso(one.settled_on),
                one.settled_note,
            ]
        )
    return rows
