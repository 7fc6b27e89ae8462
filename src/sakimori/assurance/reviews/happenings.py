"""What happened in a period: cases, near misses, safety checks, drills; risks at its end. Numbers only, as plain data and in words.

A restricted case is counted like any other and cannot be told from them; no title of a case stands in a report. The
public version hears less: how many there were, nothing of what kind (few cases of a kind can be recognised).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sakimori.measures.drills.queries import held_between
from sakimori.measures.drills.types import DrillKind
from sakimori.measures.incidents.levels import LEVELS, Level
from sakimori.measures.incidents.queries.figures import figures_between
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.measures.risks.queries import stages_on
from sakimori.measures.risks.types import Stage
from sakimori.measures.safety.queries import real_between

Figures = Mapping[str, Any]
Rows = list[tuple[str, str]]


def happenings(first: date, last: date) -> dict[str, Any]:
    """As it is kept with the other figures. Five SQL statements."""
    found = figures_between(first, last)
    checks, asked, answered = real_between(first, last)
    return {
        "incidents": {
            "real": found.real,
            "near": found.near,
            "open": found.open,
            "exercises": found.exercises,
            "kept": found.clocks_kept,
            "limits": found.clocks_total,
            "persons": found.persons,
            "hours": found.hours,
            "kinds": [[line.kind.value, line.total - line.near, line.near] for line in found.kinds],
            "levels": [[number, _own_name(level), found.levels[number]] for number, level in enumerate(levels(last))],
        },
        "safety": {"checks": checks, "asked": asked, "answered": answered},
        "risks": [[stage.value, count] for stage, count in sorted(stages_on(last).items())],
        "drills": [[kind, count] for kind, count in sorted(held_between(first, last).items())],
    }


def _own_name(level: Level) -> str:
    """The assembly's own name of a level; empty for ours, which is told in the reader's language."""
    return "" if level is LEVELS[level.number] else str(level.name)


def incident_facts(figures: Figures, *, is_public: bool = False) -> Rows:
    """Label and value; none for figures that were frozen before there were any."""
    found = figures.get("incidents")
    if found is None:
        return []
    rows = [
        (_("事案"), _cases(found["real"])),
        (_("ヒヤリハット"), _cases(found["near"])),
        (_("期間の終わりに対応中"), _cases(found["open"])),
    ]
    if is_public:
        return rows
    limits = f"{found['kept']} / {found['limits']}" if found["limits"] else _("期限の来たものはありません")
    hours = ngettext("%(count)s時間", "%(count)s時間", found["hours"]) % {"count": found["hours"]}
    return [*rows, (_("期限を守った数"), limits), (_("かかった時間"), hours)]


def incident_said(figures: Figures) -> str:
    """What the numbers hold and what they do not."""
    found = figures.get("incidents")
    if found is None:
        return ""
    said = _("取扱いを限った事案も数に入れています。")
    if found["exercises"]:
        count = found["exercises"]
        words = ngettext(
            "訓練として行った%(count)s回は、【訓練】であり、事案に数えていません。",
            "訓練として行った%(count)s回は、【訓練】であり、事案に数えていません。",
            count,
        )
        said += words % {"count": count}
    return said


def kind_lines(figures: Figures) -> list[tuple[str, int, int]]:
    """Kind, cases, near misses."""
    rows = figures.get("incidents", {}).get("kinds", ())
    return [(str(IncidentKind(kind).label), real, near) for kind, real, near in rows]


def level_lines(figures: Figures) -> list[tuple[str, int]]:
    """Level as the assembly called it, and cases."""
    rows = figures.get("incidents", {}).get("levels", ())
    return [(f"{number} {name or LEVELS[number].name}", count) for number, name, count in rows]


def practice_facts(figures: Figures) -> Rows:
    """Drills that were held, by kind, and checks after something had happened; none in figures frozen before."""
    if "drills" not in figures:
        return []
    held = dict(figures["drills"])
    rows = [(str(kind.label), _times(held.get(kind.value, 0))) for kind in DrillKind]
    checks = figures["safety"]
    said = _times(checks["checks"])
    if checks["asked"]:
        said = _("%(times)s（尋ねた%(asked)s人のうち%(answered)s人が答えた）") % (checks | {"times": said})
    return [*rows, (_("災害などのときの安否確認"), said)]


def risk_facts(figures: Figures, *, is_public: bool = False) -> Rows:
    """How the risks stood at the end; none in figures frozen before, or where no risk was ever in the register.

    The public hears how many there are and were judged: which of them are open would help whoever looks for one.
    """
    counts = {Stage(stage): count for stage, count in figures.get("risks", ())}
    if not counts:
        return []
    inside = sum(count for stage, count in counts.items() if stage != Stage.OUT)
    rows = [
        (_("対象とするリスク"), _cases(inside)),
        (_("評価したもの"), _cases(inside - counts.get(Stage.UNJUDGED, 0))),
    ]
    if is_public:
        return rows
    told = (Stage.WITHIN, Stage.MENDED, Stage.ACCEPTED, Stage.ASKED, Stage.UNANSWERED, Stage.OUT)
    return [*rows, *((str(stage.label), _cases(counts[stage])) for stage in told if stage in counts)]


def page_values(figures: Figures) -> dict[str, Any]:
    """What the pages show of it (`reviews/_happenings.html`)."""
    return {
        "risk_facts": risk_facts(figures),
        "incident_facts": incident_facts(figures),
        "incident_said": incident_said(figures),
        "incident_kinds": kind_lines(figures),
        "incident_levels": level_lines(figures),
        "practice_facts": practice_facts(figures),
    }


def _cases(count: int) -> str:
    return ngettext("%(count)s件", "%(count)s件", count) % {"count": count}


def _times(count: int) -> str:
    return ngettext("%(count)s回", "%(count)s回", count) % {"count": count}
