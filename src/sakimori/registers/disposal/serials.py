"""Serials out of what a contractor hands over: a pasted list, or a sheet with one column of serials."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sakimori.foundation.exchange.cells import as_text
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.tables import Sheet, read_sheets
from sakimori.foundation.exchange.text import heading
from sakimori.registers.disposal.rules import plain_serial

_HEADINGS = frozenset(
    map(heading, ("製造番号", "シリアル番号", "シリアルNo", "シリアル", "S/N", "SN", "Serial", "Serial Number", "機番"))
)
_LOOKED_AT = 30


def pasted(text: str) -> list[tuple[int, str]]:
    """(line, serial) of a pasted list; of a pasted table the first filled cell of each line."""
    lines = enumerate(text.splitlines(), start=1)
    cells = ((number, next((cell.strip() for cell in line.split("\t") if cell.strip()), "")) for number, line in lines)
    return [(number, cell) for number, cell in cells if plain_serial(cell)]


def listed(content: bytes, known: Collection[str]) -> list[tuple[int, str]]:
    """(row, serial) of a sheet: the column headed 製造番号, else the one with most of the serials we know.

    Raises ValidationError (key "file") when there is neither.
    """
    try:
        sheets = read_sheets(content)
    except FileRefused as error:
        raise ValidationError({"file": str(error)}) from error
    marks = {plain_serial(serial) for serial in known if plain_serial(serial)}
    for sheet in sheets:
        found = _headed(sheet)
        if found:
            return found
    best = max((_matching(sheet, marks) for sheet in sheets), key=lambda each: each[0], default=(0, []))
    if best[0] == 0:
        raise ValidationError(
            {"file": _("製造番号の列が見つかりません。見出しを「製造番号」にするか、番号を貼り付けてください。")}
        )
    return best[1]


def _headed(sheet: Sheet) -> list[tuple[int, str]]:
    for top, row in enumerate(sheet.rows[:_LOOKED_AT]):
        for place, cell in enumerate(row):
            if heading(as_text(cell)) in _HEADINGS:
                return _column(sheet, place, top + 1)
    return []


def _matching(sheet: Sheet, marks: set[str]) -> tuple[int, list[tuple[int, str]]]:
    width = max(map(len, sheet.rows), default=0)
    columns = [_column(sheet, place, 0) for place in range(width)]
    counted = [(sum(plain_serial(text) in marks for _row, text in column), column) for column in columns]
    hits, column = max(counted, key=lambda each: each[0], default=(0, []))
    first = next((place for place, (_row, text) in enumerate(column) if plain_serial(text) in marks), 0)
    return hits, column[first:]


def _column(sheet: Sheet, place: int, start: int) -> list[tuple[int, str]]:
    rows = enumerate(sheet.rows[start:], start=start + 1)
    cells = ((number, as_text(row[place]).strip() if place < len(row) else "") for number, row in rows)
    return [(number, text) for number, text in cells if plain_serial(text)]
