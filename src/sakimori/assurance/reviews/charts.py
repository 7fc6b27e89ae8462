"""The trend of a year as a drawing for papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from sakimori.dates import wareki
from sakimori.foundation.ui.charts import line

INK, FAINT, BLUE = "#1a1a1c", "#d9d9d9", "#0017c1"


def trend_svg(points: Sequence[Sequence[object]]) -> str:
    """Percent by day as SVG, 480 × 180 units; empty text without points. `points` are (ISO day, percent)."""
    rows = [(date.fromisoformat(str(day)), float(str(value))) for day, value in points]
    if not rows:
        return ""
    drawn = line(rows, left=44, top=14, width=420, height=130, ceiling=100)
    parts = []
    for y, value in drawn.ticks:
        parts.append(f'<path d="M44 {y:g}H464" stroke="{FAINT}" fill="none"/>')
        parts.append(_word(38, y + 4, f"{value:g}%", "end"))
    parts.append(f'<polyline points="{drawn.path}" fill="none" stroke="{BLUE}" stroke-width="2"/>')
    named = {0, len(drawn.dots) - 1}
    for index, dot in enumerate(drawn.dots):
        parts.append(f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="3" fill="{BLUE}"/>')
        if index in named:
            anchor = "end" if dot.is_last and index else "start"
            parts.append(_word(dot.x, 166, wareki(dot.label), anchor))
    last = drawn.dots[-1]
    parts.append(_word(last.x, last.y - 8, f"{last.value:g}%", "end"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 180" width="480" height="180">{"".join(parts)}</svg>'
    )


def _word(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="BIZ UDPGothic" font-size="11" fill="{INK}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
