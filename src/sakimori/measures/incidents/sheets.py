"""Papers of a case as PDF: the letters, and whole cases for the day on which nothing works. Always in Japanese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation

from sakimori.dates import wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.papers.render import render
from sakimori.measures.incidents.letters import moment
from sakimori.measures.incidents.models import Case, IssuedPaper
from sakimori.measures.incidents.queries.cases import clocks_of, evidence_of, kept_from, lines_of, tasks_of
from sakimori.measures.incidents.queries.exercises import players_of
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.incidents.types import PaperKind, Whose, owner_label

FOLDER = "measures/incidents/papers"
DRILL = "訓練"


def paper_data(ctx: Context, paper: IssuedPaper) -> dict[str, Any]:
    """What both forms of a paper show."""
    is_letter = not paper.facts and not paper.to
    return {
        "title": paper.title,
        "assembly": ctx.assembly.name,
        "number": "" if paper.kind == PaperKind.PUBLIC else f"{paper.case.code}　第{paper.number}報",
        "date": "" if is_letter else wareki((paper.sent_at or paper.made_at).astimezone(TOKYO).date()),
        "to": paper.to,
        "from": [paper.sender] if paper.sender else [],
        "body": paper.body,
        "facts": [[str(label), str(value) or "　"] for label, value in paper.facts],
        "advice": paper.advice,
        "contact": paper.contact,
        "mark": DRILL if paper.case.is_exercise else "",
    }


def paper_pdf(ctx: Context, paper: IssuedPaper) -> bytes:
    """One paper on A4."""
    with translation.override("ja"):
        return render(f"{FOLDER}/paper.typ", paper_data(ctx, paper), lang="ja")


def case_pdf(ctx: Context, cases: Sequence[Case]) -> bytes:
    """Whole cases: limits, steps with boxes to tick, timeline, evidence. Seven SQL statements a case at most."""
    with translation.override("ja"):
        words = levels(ctx.today)
        data = {
            "title": "事案の記録" if len(cases) != 1 else f"事案の記録　{cases[0].code}",
            "assembly": ctx.assembly.name,
            "printed": f"{wareki(ctx.today)} {ctx.at.astimezone(TOKYO):%H:%M}",
            "cases": [_case(case, f"{words[case.level].number}（{words[case.level].name}）") for case in cases],
        }
        return render(f"{FOLDER}/case.typ", data, lang="ja")


def case_parts(ctx: Context, case: Case) -> dict[str, Any]:
    """One case as the papers show it."""
    level = levels(ctx.today)[case.level]
    return _case(case, f"{level.number}（{level.name}）")


def _case(case: Case, level: str) -> dict[str, Any]:
    return {
        "title": f"{case.code}　{case.title}",
        "mark": DRILL if case.is_exercise else "",
        "facts": [
            ["種類", str(case.get_kind_display())],
            ["程度", level],
            ["状態", str(case.get_status_display())],
            ["起きた日時", moment(case.happened_at)],
            ["知った日時（T0）", moment(case.noticed_at)],
            ["だれの情報か", "、".join(str(Whose(one).label) for one in case.whose) or "未定"],
            ["担当者", case.lead.shown_name if case.lead else "未定"],
            *_handling(case),
        ],
        "players": [[player.role_words, player.who] for player in players_of(case)],
        "clocks": [_clock(clock) for clock in clocks_of(case)],
        "tasks": [
            {
                "done": task.done_at is not None,
                "text": task.text,
                "who": str(owner_label(task.owner)),
                "says": task.says,
                "when": _short(task.done_at)
                if task.done_at
                else (task.skipped_because and "行わない") or _by(task.due_at),
            }
            for task in tasks_of(case)
        ],
        "lines": list(_lines(case)),
        "evidence": [
            [
                str(row.evidence.number),
                row.evidence.title,
                row.evidence.bag_number or (row.evidence.file.sha256[:16] + "…" if row.evidence.file else ""),
                row.evidence.kept_at,
                row.chain[-1].to_whom if row.chain else "",
            ]
            for row in evidence_of(case)
        ],
    }


def _handling(case: Case) -> list[list[str]]:
    """Who must not be handed this paper."""
    if not case.is_restricted:
        return []
    names = "、".join(row.person.shown_name for row in kept_from(case))
    said = f"限る（{case.restricted_reason}）"
    return [["取扱い", f"{said}。見せない人: {names}" if names else said]]


def _clock(clock: Any) -> list[str]:
    if clock.done_at:
        state = f"済み {_short(clock.done_at)}"
    elif clock.ended_on:
        state = f"行わない: {clock.why_not}"
    else:
        state = ""
    return [_short(clock.due_at), clock.title, str(owner_label(clock.owner)), clock.ground, state]


def _lines(case: Case) -> Iterable[list[str]]:
    rows = lines_of(case)
    corrected = {row.corrects_id for row in rows if row.corrects_id}
    for row in rows:
        text = row.text if not row.whom else f"{row.text}（{row.whom}）"
        mark = "【訂正済み】" if row.pk in corrected else "【訂正】" if row.corrects_id else ""
        said = f"（{row.role_words}として）" if row.role else ""
        yield [_short(row.at), str(row.get_kind_display()), mark + said + text]


def _short(value: Any) -> str:
    return f"{value.astimezone(TOKYO):%-m/%-d %H:%M}"


def _by(value: Any) -> str:
    return f"{_short(value)}まで" if value else ""
