"""From millimetres on a sheet to dots of its picture, however the sheet lay in the scanner or before the camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


class NoProjection(ValueError):
    """The marks lie so that nothing follows from them (on one line, on one spot)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane projection (homography); nine numbers, the last is 1."""

    matrix: tuple[float, ...]

    def dot(self, x: float, y: float) -> Point:
        """Where a place on the sheet (mm) is in the picture (dots)."""
        a, b, c, d, e, f, g, h, _one = self.matrix
        depth = g * x + h * y + 1.0
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def projection_of(sheet: Sequence[Point], picture: Sequence[Point]) -> Projection:
    """The projection that takes each place to its dot: exact for four marks; for three an affine one.

    Raises NoProjection.
    """
    if len(sheet) == 3:
        return _affine(sheet, picture)
    rows = []
    for (x, y), (u, v) in zip(sheet, picture, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return Projection((*_solved(rows), 1.0))


def _affine(sheet: Sequence[Point], picture: Sequence[Point]) -> Projection:
    across = _solved([[x, y, 1, u] for (x, y), (u, _v) in zip(sheet, picture, strict=True)])
    down = _solved([[x, y, 1, v] for (x, y), (_u, v) in zip(sheet, picture, strict=True)])
    return Projection((*across, *down, 0.0, 0.0, 1.0))


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss's elimination with pivoting; each row ends with its right side."""
    size = len(rows)
    for column in range(size):
        best = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if abs(rows[best][column]) < 1e-9:
            raise NoProjection
        rows[column], rows[best] = rows[best], rows[column]
        lead = rows[column]
        for number in range(size):
            if number == column:
                continue
            share = rows[number][column] / lead[column]
            rows[number] = [value - share * other for value, other in zip(rows[number], lead, strict=True)]
    return [rows[number][-1] / rows[number][number] for number in range(size)]


def crossing(corners: Sequence[Point]) -> Point:
    """Where the diagonals of a square cross in the picture: its centre, from whatever side it is seen."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    across = (ax - cx) * (by - dy) - (ay - cy) * (bx - dx)
    if abs(across) < 1e-9:
        raise NoProjection
    first, second = ax * cy - ay * cx, bx * dy - by * dx
    return (
        (first * (bx - dx) - (ax - cx) * second) / across,
        (first * (by - dy) - (ay - cy) * second) / across,
    )
