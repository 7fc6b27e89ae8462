"""The figures of a period in the language of the reader: for pages as they are, for papers in Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sakimori.assurance.reviews.figures import VERSION
from sakimori.assurance.reviews.types import DecisionKind
from sakimori.foundation.actions.core import registered_actions
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.improvements.types import Origin
from sakimori.measures.exceptions.types import Stage
from sakimori.policy.clauses.types import TriggerKind

ACTS_NAMED = 4
"""Kinds of acts that a clause names; the others are only counted."""

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A check of a clause."""

    title: str
    state: State
    figure: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause: how it stood before and after, what was done for it, what is left."""

    path: str
    heading: str
    before: State | None
    state: State
    figure: str
    open: int
    acts: str
    duties: tuple[DutyLine, ...]

    @property
    def is_live(self) -> bool:
        """Whether there is anything to say beyond its place in the table."""
        return bool(self.figure or self.acts)


def summary(figures: Figures) -> str:
    """The period in two sentences."""
    if figures["percent"] is None:
        return _("この期間の記録はまだありません。")
    text = _("対象%(population)s件のうち%(kept)s件（%(percent)s%%）が守られています。") % figures
    before = figures["percent_before"]
    if before is None:
        return text
    change = figures["percent"] - before
    if change == 0:
        return text + _("期間の初めと変わりません。")
    moved = (
        _("期間の初め（%(before)s%%）から%(change)sポイント上がりました。")
        if change > 0
        else _("期間の初め（%(before)s%%）から%(change)sポイント下がりました。")
    )
    return text + moved % {"before": before, "change": abs(change)}


def clause_lines(figures: Figures) -> list[ClauseLine]:
    """Every clause of the period."""
    return [_clause(row) for row in figures["clauses"]]


def _clause(row: Mapping[str, Any]) -> ClauseLine:
    return ClauseLine(
        path=row["path"],
        heading=row["heading"],
        before=State(row["before"]) if row["before"] else None,
        state=State(row["state"]),
        figure=_figure(row),
        open=row["open"],
        acts=_acts(row["acts"]),
        duties=tuple(
            DutyLine(catalogue()[duty["key"]].title, State(duty["state"]), _figure(duty))
            for duty in row["duties"]
            if duty["key"] in catalogue()
        ),
    )


def _figure(row: Mapping[str, Any]) -> str:
    return f"{row['kept']} / {row['population']}" if row["population"] else ""


def _acts(rows: list[list[Any]]) -> str:
    known = registered_actions()
    named = []
    for name, count in rows[:ACTS_NAMED]:
        # An act of an earlier version of the product may have another name by now.
        sentence = str(known[name].sentence) if name in known else name
        named.append(_("%(act)s（%(n)s回）") % {"act": sentence, "n": count} if count > 1 else sentence)
    if len(rows) > ACTS_NAMED:
        named.append(_("ほか%(n)s種類") % {"n": len(rows) - ACTS_NAMED})
    return _("、").join(named)


def event_lines(figures: Figures) -> list[tuple[date, str]]:
    """What changed: day and words."""
    found = []
    for day, kind, text, number in figures["events"]:
        words = (
            _("%(title)s 第%(number)s版の施行") % {"title": text, "number": number}
            if kind == VERSION
            else f"{TriggerKind(kind).label}: {text}"
        )
        found.append((date.fromisoformat(day), words))
    return found


def decision_lines(figures: Figures) -> list[tuple[date, str, str]]:
    """What reviews decided: day, kind, words."""
    return [(date.fromisoformat(day), str(DecisionKind(kind).label), text) for day, kind, text in figures["decisions"]]


def origin_lines(figures: Figures) -> list[tuple[str, int, int, int]]:
    """Corrective actions by origin: opened, closed, open."""
    return [(str(Origin(kind).label), *rest) for kind, *rest in figures["improvements"]["by_origin"]]


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """An exception from a rule in the period."""

    number: str
    title: str
    path: str
    substitute: str
    first: date
    last: date
    stage: Stage


def exception_lines(figures: Figures) -> list[ExceptionLine]:
    """Exceptions of the period; none in reports that were frozen before there were any."""
    return [
        ExceptionLine(
            number, title, path, substitute, date.fromisoformat(first), date.fromisoformat(last), Stage(stage)
        )
        for number, title, path, substitute, first, last, stage in figures.get("exceptions", ())
    ]
