"""Answers by clause as bars: pure numbers in, places of an SVG out; the page and the paper draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from sakimori.assurance.inspections.results import Result
from sakimori.assurance.inspections.types import Value

LEFT, WIDTH, ROW, BAR = 64.0, 320.0, 26.0, 16.0
TOP = 30.0
LATIN = 0x2000
"""Characters above it are as wide as they are high."""
PROVEN = "proven"
ORDER = (PROVEN, Value.YES, Value.UNKNOWN, Value.NO)
FILLS = {
    PROVEN: "#0017c1",
    Value.YES: "#8fa3ff",
    Value.UNKNOWN: "#e8e8eb",
    Value.NO: "url(#no)",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar."""

    kind: str
    x: float
    width: float
    count: int

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def is_wide(self) -> bool:
        """Whether its number fits in."""
        return self.width >= 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One clause."""

    label: str
    y: float
    parts: tuple[Part, ...]

    @property
    def base(self) -> float:
        """Where its words stand."""
        return self.y + 12.5


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture."""

    bars: tuple[Bar, ...]
    height: float
    legend: tuple[tuple[str, str, float], ...]
    """(kind, word, x)"""
    words: str
    """What it shows, for those who do not see it."""


def bars(result: Result) -> Chart | None:
    """A bar of equal length for each clause with answers; None without any."""
    rows = []
    for clause in result.clauses:
        figures = clause.figures
        counts = {
            PROVEN: figures.proven,
            Value.YES: figures.yes,
            Value.UNKNOWN: figures.unknown,
            Value.NO: figures.no,
        }
        if sum(counts.values()):
            rows.append((clause.path or _("その他"), counts))
    if not rows:
        return None
    drawn = tuple(Bar(label, TOP + ROW * index, _parts(counts)) for index, (label, counts) in enumerate(rows))
    words = "; ".join(f"{label}: {_spoken(counts)}" for label, counts in rows)
    return Chart(drawn, TOP + ROW * len(drawn), _legend(), words)


def _legend() -> tuple[tuple[str, str, float], ...]:
    x, found = LEFT, []
    for kind in ORDER:
        word = name_of(kind)
        found.append((kind, word, x))
        x += 30 + sum(12 if ord(mark) > LATIN else 6.5 for mark in word)
    return tuple(found)


def name_of(kind: str) -> str:
    """A kind in words."""
    return _("台帳で確認") if kind == PROVEN else str(Value(kind).label)


def _spoken(counts: dict[str, int]) -> str:
    return ", ".join(f"{name_of(kind)} {counts[kind]}" for kind in ORDER if counts[kind])


def _parts(counts: dict[str, int]) -> tuple[Part, ...]:
    whole, x, parts = sum(counts.values()), LEFT, []
    for kind in ORDER:
        width = round(WIDTH * counts[kind] / whole, 1)
        if counts[kind]:
            parts.append(Part(kind, round(x, 1), width, counts[kind]))
            x += width
    return tuple(parts)


def svg(chart: Chart) -> str:
    """For papers."""
    words = [_rect(kind, x, 4, 12, 12) + _word(x + 16, 14, name) for kind, name, x in chart.legend]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 {chart.height:g}" width="400" '
        f'height="{chart.height:g}"><defs><pattern id="no" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<rect width="5" height="5" fill="#fff"/><path d="M0 5L5 0" stroke="#ce0000" stroke-width="1.6"/></pattern></defs>'
        f"{''.join(words)}{''.join(_bar(one) for one in chart.bars)}</svg>"
    )


def _bar(one: Bar) -> str:
    parts: Sequence[str] = [_rect(part.kind, part.x, one.y, part.width, BAR) for part in one.parts]
    return _word(4, one.base, one.label) + "".join(parts)


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{FILLS[kind]}" '
        'stroke="#1a1a1c" stroke-width="0.6"/>'
    )


def _word(x: float, y: float, text: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-family="BIZ UDPGothic" font-size="10" fill="#1a1a1c">{escape(text)}</text>'
