"""Geometry of the small line charts: pure numbers in, SVG coordinates out. Nothing here knows templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of a series with its place in the picture (SVG user units)."""

    x: float
    y: float
    label: Any
    value: float
    is_last: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn series. `path` is the `points` attribute of a polyline; `ticks` are (y, value) of its lines."""

    dots: tuple[Dot, ...]
    path: str
    ticks: tuple[tuple[float, float], ...]
    top: float


def as_points(points: Iterable[Any]) -> list[tuple[Any, float]]:
    """Accept numbers, (label, value) pairs, or rows with `label` and `value`."""
    out: list[tuple[Any, float]] = []
    for index, point in enumerate(points, start=1):
        if isinstance(point, int | float):
            out.append((index, float(point)))
        elif isinstance(point, Sequence):
            out.append((point[0], float(point[1])))
        else:
            out.append((point.label, float(point.value)))
    return out


def line(
    points: Iterable[Any], *, left: float, top: float, width: float, height: float, ceiling: float | None = None
) -> Line:
    """Lay a series into a box of the given place and size. The scale runs from 0 to `ceiling` or the maximum."""
    series = as_points(points)
    most = ceiling if ceiling else max((value for _, value in series), default=0) or 1
    step = width / (len(series) - 1) if len(series) > 1 else 0
    start = left if len(series) > 1 else left + width / 2
    dots = tuple(
        Dot(
            x=round(start + step * index, 1),
            y=round(top + height - height * min(value / most, 1), 1),
            label=label,
            value=value,
            is_last=index == len(series) - 1,
        )
        for index, (label, value) in enumerate(series)
    )
    ticks = tuple((round(top + height - height * share, 1), most * share) for share in (0, 0.5, 1))
    return Line(dots, " ".join(f"{dot.x},{dot.y}" for dot in dots), ticks, most)
