"""Reading an answer sheet in a picture: whose it is, and which boxes are ticked. Pure: bytes in, findings out.

What is not clear is never guessed. A box counts as ticked or empty only on its own clear evidence; everything between
is said to be unsure, and a human looks. Darkness is measured against the paper around the box (0) and the black of the
codes on the same page (1), so faint copies, grey paper and stains read like clean ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any, Final

from sakimori.foundation.papers import sheets
from sakimori.foundation.papers.bitmaps import Bitmap
from sakimori.foundation.papers.projection import NoProjection, Point, Projection, crossing, projection_of
from sakimori.foundation.papers.sheets import Box, Row, RowKind

LEAST_CONTRAST: Final = 40
"""Between paper and codes, of 255; below it ink and dirt cannot be told apart."""
STRONG: Final = 0.5
"""Darkness from which a dot is ink."""
WEAK: Final = 0.12
"""Darkness below which a dot is paper; more where the paper itself is grainy."""
GRAINS: Final = 6.5
"""A dot this many times the paper's grain (median deviation) darker than paper is no grain."""
MOST_GRAIN: Final = 0.4
"""Where the grain (or the edge of a stain) is darker than this, nothing is said."""
INNER: Final = 0.78
"""Part of a box's side that is looked at: its printed frame stays outside."""
TICKED_SHARE: Final = 0.036
"""Share of strong dots in there from which a box is ticked (0.8 mm²; a short thin stroke has 1.2)."""
EMPTY_SHARE: Final = 0.01
"""Share of weak dots below which it is empty."""
FULL_SHARE: Final = 0.7
"""Above this the box is blacked out: a tick, or one taken back? Only a human can say."""
TICK_SPAN: Final = 0.3
"""A tick reaches over this part of the inner box, across or down; a speck does not."""
FRAME: Final = 0.4
"""Darkness of each printed side of a box; where it is missing the marks have led astray."""
WRITING_SHARE: Final = 0.0015
SIGNED: Final = 0.35
"""Darkness of a signature: a shadow or a crease is none."""
SIGNED_SHARE: Final = 0.004
AROUND_SHARE: Final = 0.03
"""Ink around an empty box from which somebody may have drawn a circle, or a tick beside the box."""

_CORNER = re.compile(r"P(\d{1,2})C([1-3])")
_GRID: Final = 18
_SEARCH: Final = tuple(step * 0.2 for step in sorted(range(-6, 7), key=abs))


class Mark(StrEnum):
    """What a box says."""

    TICKED = "ticked"
    EMPTY = "empty"
    UNSURE = "unsure"


class Doubt(StrEnum):
    """Why a row is not sure."""

    UNCLEAR = "unclear"
    NONE = "none"
    SEVERAL = "several"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Found:
    """The codes of a page. `links` are texts of codes that are no corners; `turn` brings the picture upright."""

    links: tuple[str, ...]
    page: int | None
    projection: Projection | None
    paper: float = 255.0
    contrast: float = 0.0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as read: the value a form would be sent, or the best guess with the doubt about it."""

    value: Any
    doubt: Doubt | None = None


def find(bitmap: Bitmap) -> Found:
    """Look for the codes of a sheet."""
    import zxingcpp  # noqa: PLC0415 — megabytes that a process which never reads a scan need not hold

    clear = _stretched(bitmap)
    view = memoryview(clear).cast("B", shape=[bitmap.height, bitmap.width])
    codes = zxingcpp.read_barcodes(
        view, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]), try_invert=False
    )
    places: dict[int, Sequence[Point]] = {}
    pages, links, main = set(), [], None
    for code in codes:
        spot = code.position
        square = [(p.x, p.y) for p in (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left)]
        corner = _CORNER.fullmatch(code.text)
        if corner:
            pages.add(int(corner[1]))
            places[int(corner[2])] = square
        elif code.text not in links:
            links.append(code.text)
            main = square
    if main is not None and len(links) == 1:
        places[0] = main
    page = pages.pop() if len(pages) == 1 else None
    return _placed(bitmap, tuple(links), page, places)


def _placed(bitmap: Bitmap, links: tuple[str, ...], page: int | None, places: dict[int, Sequence[Point]]) -> Found:
    if len(places) < 3:
        return Found(links, page, None)
    try:
        keys = sorted(places)
        projection = projection_of([_middle(key) for key in keys], [crossing(places[key]) for key in keys])
    except NoProjection:
        return Found(links, page, None)
    paper, contrast = _levels(bitmap, projection, keys)
    return Found(links, page, projection, paper, contrast, _turn(projection))


def _middle(key: int) -> Point:
    x, y = sheets.CORNERS[key - 1] if key else sheets.LINK[:2]
    side = sheets.CORNER if key else sheets.LINK[2]
    return x + side / 2, y + side / 2


def _levels(bitmap: Bitmap, projection: Projection, keys: Iterable[int]) -> tuple[float, float]:
    """Paper and contrast of the page, from the black and white of its codes."""
    values: list[float] = []
    for key in keys:
        x, y = sheets.CORNERS[key - 1] if key else sheets.LINK[:2]
        side = sheets.CORNER if key else sheets.LINK[2]
        steps = [(number + 0.5) * side / 40 for number in range(40)]
        values += [_value(bitmap, *projection.dot(x + across, y + down)) for across in steps for down in steps]
    values.sort()
    paper, black = values[int(len(values) * 0.85)], values[int(len(values) * 0.15)]
    return paper, paper - black


def _turn(projection: Projection) -> int:
    (x1, y1), (x2, y2) = projection.dot(100, 150), projection.dot(110, 150)
    if abs(x2 - x1) >= abs(y2 - y1):
        return 0 if x2 > x1 else 180
    return 270 if y2 > y1 else 90


def _stretched(bitmap: Bitmap) -> bytes:
    """Faint copies made strong enough to find their codes."""
    some = sorted(bitmap.data[:: max(1, len(bitmap.data) // 20000)])
    low, high = some[len(some) // 100], some[len(some) * 9 // 10]
    if high - low < 20 or high - low > 180:
        return bitmap.data
    table = bytes(max(0, min(255, (value - low) * 255 // (high - low))) for value in range(256))
    return bitmap.data.translate(table)


def _value(bitmap: Bitmap, x: float, y: float) -> float:
    column, line = int(x), int(y)
    if 0 <= column < bitmap.width and 0 <= line < bitmap.height:
        return bitmap.data[line * bitmap.width + column]
    return 255.0


def _smooth(bitmap: Bitmap, x: float, y: float) -> float:
    """The mean of nine dots: the grain of a scan is not ink."""
    column, line, width = int(x) - 1, int(y) - 1, bitmap.width
    if not (0 <= column < width - 3 and 0 <= line < bitmap.height - 3):
        return 255.0
    start, data = line * width + column, bitmap.data
    total = sum(data[start : start + 3])
    total += sum(data[start + width : start + width + 3])
    total += sum(data[start + 2 * width : start + 2 * width + 3])
    return total / 9


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A picture with its projection; asks for darkness at places in mm."""

    bitmap: Bitmap
    found: Found
    projection: Projection

    def grey(self, x: float, y: float) -> float:
        return _smooth(self.bitmap, *self.projection.dot(x, y))

    def darkness(self, grey: float, white: float) -> float:
        return (white - grey) / max(1.0, self.found.contrast * white / max(1.0, self.found.paper))


def read_rows(bitmap: Bitmap, found: Found, rows: Sequence[Row]) -> dict[str, Reading]:
    """Every row of a page by its field."""
    if found.projection is None or found.contrast < LEAST_CONTRAST:
        return {row.field: Reading(None, Doubt.UNCLEAR) for row in rows}
    sheet = _Sheet(bitmap, found, found.projection)
    return {row.field: _row(sheet, row) for row in rows}


def is_signed(bitmap: Bitmap, found: Found) -> bool:
    """Whether something is written where the person signs."""
    if found.projection is None or found.contrast < LEAST_CONTRAST:
        return False
    return _ink_in(_Sheet(bitmap, found, found.projection), sheets.SIGN, SIGNED) >= SIGNED_SHARE


def _row(sheet: _Sheet, row: Row) -> Reading:
    if row.kind == RowKind.WORDS:
        area = row.area or sheets.SIGN
        return Reading("", Doubt.WORDS if _ink_in(sheet, area, WEAK) >= WRITING_SHARE else None)
    marks = {box.value: _mark(sheet, box) for box in row.boxes}
    ticked = [value for value, mark in marks.items() if mark == Mark.TICKED]
    if row.kind == RowKind.ONE:
        return _one(row, marks, ticked)
    circled = any(marks[box.value] == Mark.EMPTY and _around(sheet, box) > AROUND_SHARE for box in row.boxes)
    doubt = Doubt.UNCLEAR if circled or Mark.UNSURE in marks.values() else None
    if doubt is None and not ticked and row.is_required:
        doubt = Doubt.NONE
    return Reading(ticked if row.kind == RowKind.MANY else bool(ticked), doubt)


def _one(row: Row, marks: dict[str, Mark], ticked: list[str]) -> Reading:
    if Mark.UNSURE in marks.values():
        return Reading(ticked[0] if len(ticked) == 1 else "", Doubt.UNCLEAR)
    if len(ticked) > 1:
        return Reading("", Doubt.SEVERAL)
    if not ticked:
        return Reading("", Doubt.NONE if row.is_required else None)
    return Reading(ticked[0])


def _mark(sheet: _Sheet, box: Box) -> Mark:
    white = _white(sheet, box)
    if sheet.found.paper - white > sheet.found.contrast * 0.6:
        return Mark.UNSURE
    place = _settled(sheet, box, white)
    if place is None:
        return Mark.UNSURE
    inner, step = sheets.BOX * INNER, sheets.BOX * INNER / _GRID
    left, top = place[0] + (sheets.BOX - inner) / 2, place[1] + (sheets.BOX - inner) / 2
    spots = [(across, down) for down in range(_GRID) for across in range(_GRID)]
    dark = [
        sheet.darkness(sheet.grey(left + (across + 0.5) * step, top + (down + 0.5) * step), white)
        for across, down in spots
    ]
    middle = median(dark)
    least = max(WEAK, GRAINS * median(abs(value - middle) for value in dark))
    if least > MOST_GRAIN:
        return Mark.UNSURE
    weak = sum(value > least for value in dark)
    return _judged([spot for spot, value in zip(spots, dark, strict=True) if value > STRONG], weak)


def _judged(strong: list[tuple[int, int]], weak: int) -> Mark:
    dots = _GRID * _GRID
    if weak < EMPTY_SHARE * dots:
        return Mark.EMPTY
    if len(strong) < TICKED_SHARE * dots or weak > FULL_SHARE * dots:
        return Mark.UNSURE
    across, down = ([dot[axis] for dot in strong] for axis in (0, 1))
    span = max(max(across) - min(across), max(down) - min(down)) + 1
    return Mark.TICKED if span >= TICK_SPAN * _GRID else Mark.UNSURE


def _ring(box: Box, away: float, *, right: bool = True) -> list[Point]:
    """Places around a box; its right side may be left out, since words begin there."""
    far, steps = sheets.BOX + away, [number * sheets.BOX / 15 for number in range(16)]
    places = [(box.x + step, box.y - away) for step in steps]
    places += [(box.x + step, box.y + far) for step in steps]
    places += [(box.x - away, box.y + step) for step in steps]
    return [*places, *((box.x + far, box.y + step) for step in steps)] if right else places


def _white(sheet: _Sheet, box: Box) -> float:
    """The paper around a box, in the upper middle of what is there: words, strokes and dirt only darken."""
    values = sorted(sheet.grey(*place) for place in _ring(box, 1.1))
    return values[len(values) * 6 // 10]


def _around(sheet: _Sheet, box: Box) -> float:
    white = _white(sheet, box)
    places = [*_ring(box, 0.8), *_ring(box, 1.4, right=False)]
    return sum(sheet.darkness(sheet.grey(*place), white) > STRONG * 0.7 for place in places) / len(places)


def _settled(sheet: _Sheet, box: Box, white: float) -> Point | None:
    """Where the printed frame of a box really is (paper bends, lenses too), within 1.2 mm; None where it is not found."""
    steps = [sheets.BOX * (0.25 + 0.5 * number / 9) for number in range(10)]

    def side(places: Iterable[Point]) -> float:
        values = [sheet.darkness(_value(sheet.bitmap, *sheet.projection.dot(*place)), white) for place in places]
        return sum(values) / len(values)

    def across(shift: float) -> float:
        x = box.x + shift
        return min(side((x + far, box.y + step) for step in steps) for far in (0, sheets.BOX))

    best = max(_SEARCH, key=across)
    x = box.x + best

    def down(shift: float) -> float:
        y = box.y + shift
        return min(side((x + step, y + far) for step in steps) for far in (0, sheets.BOX))

    lower = max(_SEARCH, key=down)
    return (x, box.y + lower) if min(across(best), down(lower)) >= FRAME else None


def _ink_in(sheet: _Sheet, area: tuple[float, float, float, float], least: float) -> float:
    """Share of dots darker than `least`, or than the grain, within a frame to write in (its printed line left out)."""
    left, top, width, height = area
    greys = [
        sheet.grey(left + 1.4 + 0.5 * across, top + 1.4 + 0.5 * down)
        for down in range(int((height - 2.8) / 0.5))
        for across in range(int((width - 2.8) / 0.5))
    ]
    white = sorted(greys)[len(greys) // 2]
    dark = [sheet.darkness(grey, white) for grey in greys]
    least = max(least, GRAINS * median(abs(value) for value in dark))
    return sum(value > least for value in dark) / len(dark)
