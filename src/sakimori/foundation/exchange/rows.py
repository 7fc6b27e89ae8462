"""The rows of a large sheet, written straight into a workbook that the library has made.

The library holds every cell in memory and writes about 100,000 a second; ten thousand assets have four times as many.
So it makes headings, formats, comments and drop-downs, and the body is put in as SpreadsheetML (ECMA-376 part 1,
18.3.1.4 c, 18.3.1.53 is) with inline strings.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

SHEET = "xl/worksheets/sheet1.xml"
LONGEST = 32_767
"""Characters that a cell of Excel holds."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_BODY = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the cell formats in the workbook."""

    text: int
    day: int
    number: int


class TooLong(ValueError):
    """A text does not fit into a cell; `row` counts from 1 as Excel does, `place` from 0."""

    def __init__(self, row: int, place: int) -> None:
        super().__init__(row, place)
        self.row, self.place = row, place


def with_rows(workbook: bytes, rows: Iterable[Sequence[str | int | date]], styles: Styles) -> bytes:
    """The workbook with these rows from row 2 on. Raises `TooLong`."""
    body = _rows(rows, styles)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == SHEET:
                content = _EXTENT.sub(b"", _BODY.sub(lambda _found: body, content, count=1), count=1)
            made.writestr(entry, content, compresslevel=1 if entry.filename == SHEET else 6)
    return out.getvalue()


def _rows(rows: Iterable[Sequence[str | int | date]], styles: Styles) -> bytes:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 — loaded when a workbook is taken out, not at start

    letters: list[str] = []
    parts: list[str] = []
    text_end = f'" s="{styles.text}" t="inlineStr"><is><t xml:space="preserve">'
    day_end, number_end = f'" s="{styles.day}"><v>', f'" s="{styles.number}"><v>'
    safe: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        letters = letters or [f'<c r="{xl_col_to_name(place)}' for place in range(len(row))]
        parts.append(f'<row r="{number}">')
        for place, value in enumerate(row):
            if value == "":
                continue
            if isinstance(value, str):
                text = safe.get(value)
                if text is None:
                    if len(value) > LONGEST:
                        raise TooLong(number, place)
                    text = safe[value] = _NOT_XML.sub(_spelt, escape(value))
                parts.append(f"{letters[place]}{number}{text_end}{text}</t></is></c>")
            elif isinstance(value, date):
                parts.append(f"{letters[place]}{number}{day_end}{value.toordinal() - _DAY_ZERO}</v></c>")
            else:
                parts.append(f"{letters[place]}{number}{number_end}{value}</v></c>")
        parts.append("</row>")
    return "".join(parts).encode()


def _spelt(found: re.Match[str]) -> str:
    """Characters that XML cannot hold are spelt _xHHHH_, as Excel does; a text that looks so has its _ spelt."""
    text = found.group()
    return f"_x005F{text}" if len(text) > 1 else f"_x{ord(text):04X}_"
