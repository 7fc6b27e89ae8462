"""Where things stand on an answer sheet: rows, boxes and marks of an A4 page, in millimetres from its top left corner.

The same numbers go to the template that prints the sheet and are kept with the record of the print, so a scan is read
by what was printed and not by what a form has become since.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
LEFT: Final = 15.0
RIGHT: Final = 195.0
BOX: Final = 6.0
"""Side of a box to tick."""
LINK: Final = (167.0, 11.0, 32.0)
"""Left, top and side of the code that holds the link, on every page."""
CORNER: Final = 11.0
CORNERS: Final = ((11.0, 11.0), (11.0, 275.0), (188.0, 275.0))
"""Left and top of the small codes 1 to 3: top left, bottom left, bottom right."""
INTRO_TOP: Final = 60.0
NEXT_TOP: Final = 50.0
BOTTOM: Final = 243.0
"""Rows end here; below are the place to sign and the lower codes."""
SIGN: Final = (113.0, 247.0, 82.0, 14.0)
"""Left, top, width and height of the place to sign."""

_FINE: Final = 1000
_LETTER: Final = 3.7
_LINE: Final = 5.6
_COLUMN: Final = 29.0
_NARROW: Final = 12
"""Widest label, in full-width letters, that stands beside a box in its column."""
_MOST_COLUMNS: Final = 3
_FOUR: Final = 4
"""So many columns where every label is short enough for one line and the text for the room that is left."""
_SHORT: Final = 5
_MOST_LINES: Final = 4


class RowKind(StrEnum):
    """What a row of a sheet wants: one of several boxes, any of them, one box, or words."""

    ONE = "one"
    MANY = "many"
    TICK = "tick"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Question:
    """What a row asks. `options` are pairs (value kept, words printed); a TICK has none."""

    field: str
    text: str
    kind: RowKind
    options: tuple[tuple[str, str], ...] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick; `x` and `y` are its top left corner."""

    value: str
    label: str
    x: float
    y: float
    label_width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A question where it stands. `area` (left, top, width, height) is where words may be written, else None."""

    field: str
    text: str
    kind: RowKind
    is_required: bool
    y: float
    height: float
    text_width: float
    text_height: float
    boxes: tuple[Box, ...] = ()
    area: tuple[float, float, float, float] | None = None

    def plain(self) -> dict[str, Any]:
        """As a record can keep it: lengths in whole thousandths of a millimetre."""
        found: dict[str, Any] = _whole(asdict(self))
        return found


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(one) for one in value]
    return round(value * _FINE) if isinstance(value, float) else value


def row_from(kept: Mapping[str, Any]) -> Row:
    """A row as it was kept by `Row.plain`."""
    boxes = tuple(
        Box(box["value"], box["label"], box["x"] / _FINE, box["y"] / _FINE, box["label_width"] / _FINE)
        for box in kept["boxes"]
    )
    area = kept["area"]
    return Row(
        field=kept["field"],
        text=kept["text"],
        kind=RowKind(kept["kind"]),
        is_required=kept["is_required"],
        y=kept["y"] / _FINE,
        height=kept["height"] / _FINE,
        text_width=kept["text_width"] / _FINE,
        text_height=kept["text_height"] / _FINE,
        boxes=boxes,
        area=(area[0] / _FINE, area[1] / _FINE, area[2] / _FINE, area[3] / _FINE) if area else None,
    )


def corner_text(page: int, corner: int) -> str:
    """What the small codes hold: page and corner, from 1."""
    return f"P{page}C{corner}"


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes at a width in mm, as printed in rows."""
    room = max(1.0, width / _LETTER)
    return sum(max(1, -int(-_letters(part) // room)) for part in text.split("\n"))


def _letters(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else 0.55 for mark in text)


def lay_out(questions: Iterable[Question], *, intro: str = "", is_signed: bool = True) -> list[list[Row]]:
    """The rows of every page. A row never breaks; the last page keeps room to sign."""
    bottom = BOTTOM if is_signed else CORNERS[1][1] - 6
    pages: list[list[Row]] = [[]]
    top = rows_top(intro)
    for question in questions:
        row = _row(question, top)
        if row.y + row.height > bottom and (pages[-1] or len(pages) == 1):
            pages.append([])
            row = _row(question, NEXT_TOP)
        pages[-1].append(row)
        top = row.y + row.height
    return pages


def rows_top(intro: str) -> float:
    """Where rows begin on the first page: below the words of the request and how to tick."""
    return INTRO_TOP + intro_height(intro) + 16.0


def intro_height(intro: str) -> float:
    """Room for the words of the request; longer ones are set smaller."""
    return min(70.0, max(12.0, lines_of(intro, RIGHT - LEFT) * 6.2 + 2))


def _row(question: Question, top: float) -> Row:
    if question.kind == RowKind.WORDS:
        return _words_row(question, top)
    if question.kind == RowKind.TICK:
        return _columns_row(question, (("on", ""),), top, 10.0)
    widest = max((_letters(label) for _value, label in question.options), default=0)
    if len(question.options) <= _MOST_COLUMNS and widest <= _NARROW:
        return _columns_row(question, question.options, top, _COLUMN)
    room = RIGHT - LEFT - _FOUR * _COLUMN - 4
    if len(question.options) == _FOUR and widest <= _SHORT and lines_of(question.text, room) <= _MOST_LINES:
        return _columns_row(question, question.options, top, _COLUMN)
    return _stacked_row(question, top)


def _columns_row(question: Question, options: Sequence[tuple[str, str]], top: float, column: float) -> Row:
    """Text on the left, boxes beside it on the right."""
    start = RIGHT - column * len(options)
    width = start - LEFT - 4
    text_height = min(_MOST_LINES, lines_of(question.text, width)) * _LINE
    height = max(10.0, text_height + 4)
    middle = top + height / 2 - BOX / 2
    boxes = tuple(
        Box(value, label, start + number * column, middle, column - BOX - 3)
        for number, (value, label) in enumerate(options)
    )
    return _made(question, top, height, width, text_height, boxes)


def _stacked_row(question: Question, top: float) -> Row:
    """Text above, one box a line below it."""
    width = RIGHT - LEFT
    text_height = min(_MOST_LINES, lines_of(question.text, width)) * _LINE
    at = top + text_height + 3
    boxes = []
    label_width = RIGHT - LEFT - 16
    for value, label in question.options:
        room = max(9.5, min(3, lines_of(label, label_width)) * _LINE + 2)
        boxes.append(Box(value, label, LEFT + 5, at + room / 2 - BOX / 2, label_width))
        at += room
    return _made(question, top, at - top + 2, width, text_height, tuple(boxes))


def _words_row(question: Question, top: float) -> Row:
    """A label and a frame to write in."""
    width = RIGHT - LEFT
    text_height = min(2, lines_of(question.text, width)) * _LINE
    area = (LEFT, top + text_height + 2.5, width, 10.0)
    return replace(_made(question, top, text_height + 15.0, width, text_height, ()), area=area)


def _made(
    question: Question, top: float, height: float, width: float, text_height: float, boxes: tuple[Box, ...]
) -> Row:
    return Row(
        field=question.field,
        text=question.text,
        kind=question.kind,
        is_required=question.is_required,
        y=top,
        height=height,
        text_width=width,
        text_height=text_height,
        boxes=boxes,
    )
