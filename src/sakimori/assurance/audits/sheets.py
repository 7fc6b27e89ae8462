"""The report of an audit as A4 pages: one for the chair, three for caucus leaders, all for the auditor.

A Japanese public document; its language does not follow that of whoever prints it. The same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation

from sakimori.assurance.audits.figures import Figures
from sakimori.assurance.audits.models import AuditFinding, AuditItem
from sakimori.assurance.audits.queries import Tally
from sakimori.assurance.audits.types import Level
from sakimori.assurance.audits.words import item_title
from sakimori.dates import fiscal_year_label, wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.papers.render import render

NONE = "–"
MOST: Mapping[Level, tuple[int, int]] = {Level.CHAIR: (6, 10), Level.LEADERS: (18, 34)}
"""Findings and clauses that fit on the pages of a level; the rest is named by its number. The whole report has all."""
LONGEST: Mapping[Level, int] = {Level.CHAIR: 60, Level.LEADERS: 140}
"""Letters of a text on those pages."""


def report_pdf(ctx: Context, figures: Figures, level: Level) -> bytes:
    """The report for one kind of reader."""
    with translation.override("ja"):
        data = _data(ctx, figures, level)
    return render("assurance/audits/papers/report.typ", data, lang="ja")


def _data(ctx: Context, figures: Figures, level: Level) -> dict[str, Any]:
    audit = figures.audit
    findings, clauses = MOST.get(level, (len(figures.findings), len(figures.clauses)))
    return {
        "level": level.value,
        "title": "監査報告書",
        "subtitle": f"{audit.title}（{Level(level).label}）",
        "assembly": ctx.assembly.name,
        "date": _day(audit.reported_on) if audit.reported_on else "報告前の控え",
        "to": f"{ctx.assembly.name}議長 様",
        "facts": fact_rows(figures),
        "summary": _cut(audit.summary, level, 5) or "まだ報告されていません。",
        "method": audit.method,
        "numbers": number_rows(figures),
        "clauses": [_clause(one) for one in figures.clauses[:clauses]],
        "clauses_more": max(0, len(figures.clauses) - clauses),
        "findings": [_finding(one, level) for one in figures.findings[:findings]],
        "findings_more": max(0, len(figures.findings) - findings),
        "samples": [_sample(one) for one in figures.samples],
        "checklist": _checklist(figures) if level == Level.FULL else [],
        "signers": [f"監査人　{one.person.shown_name}" for one in figures.auditors] + ["議長"],
    }


def _day(day: date | None) -> str:
    return wareki(day) if day else NONE


def _cut(text: str, level: Level, times: int = 1) -> str:
    most = LONGEST.get(level, 0) * times
    return text if not most or len(text) <= most else text[: most - 1] + "…"


def fact_rows(figures: Figures) -> list[list[str]]:
    """What the audit was, label by label."""
    audit = figures.audit
    who = [
        f"{one.person.shown_name}{f'（{one.affiliation}）' if one.affiliation else ''}{'　主任' if one.is_lead else ''}"
        for one in figures.auditors
    ]
    delivered = f"{_day(audit.delivered_on)}　{audit.delivered_to}" if audit.delivered_on else NONE
    rows = [
        ["監査の種類", f"{audit.get_kind_display()}（{fiscal_year_label(audit.fiscal_year)}）"],
        ["期間", f"{_day(audit.started_on or audit.starts_on)}から{_day(audit.reported_on or audit.ends_on)}まで"],
        ["監査人", "\n".join(who) or NONE],
        ["監査を受けた部署", "、".join(figures.units) or NONE],
        ["方針の版", audit.version.title],
        ["状態", str(audit.get_state_display())],
        ["議長へ渡した日", delivered],
    ]
    for one in figures.auditors:
        if one.conflict:
            second = one.second_look_by.shown_name if one.second_look_by else "未定"
            why = f"{one.conflict}\n頼む理由: {one.conflict_reason or '未記入'}\n重ねて確かめる人: {second}"
            rows.append([f"独立性（{one.person.shown_name}）", why])
    return rows


def number_rows(figures: Figures) -> list[list[str]]:
    """The figures that stand in every version."""
    tally = figures.tally
    grades = "、".join(f"{label} {count}件" for label, count in figures.by_grade())
    return [
        ["確かめたこと", f"{tally.total}件のうち{tally.checked}件（{_tally(tally)}）"],
        ["抽出", f"{len(figures.samples)}回、{figures.drawn}件"],
        ["指摘", f"{len(figures.findings)}件（{grades}）"],
        ["回答", f"回答{figures.answered}件（受入れ{figures.accepted}件）、片付いた指摘{figures.settled}件"],
    ]


def _tally(tally: Tally) -> str:
    return f"適合{tally.conform}、指摘{tally.finding}、対象外{tally.not_applicable}、未確認{tally.unchecked}"


def _clause(one: Any) -> list[str]:
    tally: Tally = one.tally
    return [
        one.path,
        one.heading or one.text[:24],
        *(str(count) for count in (tally.conform, tally.finding, tally.not_applicable, tally.unchecked, one.findings)),
    ]


def _finding(one: AuditFinding, level: Level) -> dict[str, str]:
    mending = one.improvement
    action = NONE
    if mending is not None:
        owner = f"　{mending.owner.shown_name}" if mending.owner else ""
        action = f"改善 {mending.number}　{mending.get_state_display()}{owner}　期限 {_day(mending.due_on)}"
    answer = f"{one.get_answer_display()}（{_day(one.answered_on)}）" if one.answer else "回答待ち"
    return {
        "number": str(one.number),
        "clause": one.scope.clause.path,
        "grade": str(one.get_grade_display()),
        "title": one.title,
        "text": _cut(one.text, level),
        "answer": answer,
        "answer_text": _cut(one.answer_text, level),
        "action": action,
        "settled": f"{_day(one.settled_on)}　{_cut(one.settled_note, level)}" if one.settled_on else "続けて扱う",
    }


def _sample(one: Any) -> dict[str, Any]:
    sample = one.sample
    return {
        "title": f"{one.path}　{catalogue()[sample.duty].title}",
        "facts": [
            ["抽出の種", sample.seed],
            ["抽出の方法", f"{sample.algorithm} の小さい順"],
            ["母集団と抽出", f"{_day(sample.drawn_on)}の{len(sample.population)}件から{len(one.draws)}件"],
            ["結果", _tally(one.tally)],
        ],
        "draws": [
            [str(draw.position), draw.label, str(draw.get_result_display()), draw.note or NONE] for draw in one.draws
        ],
    }


def _checklist(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "title": f"{clause.path}　{clause.heading}".strip(),
            "text": clause.text,
            "rows": [_item(item) for item in clause.items],
        }
        for clause in figures.clauses
    ]


def _item(item: AuditItem) -> Sequence[str]:
    figures = item.figures or {}
    found = NONE
    if figures:
        words = State(figures["state"]).label
        found = f"{words}\n{figures['kept']} / {figures['population']}"
    return [item_title(item), found, str(item.get_result_display()), item.note or NONE]
