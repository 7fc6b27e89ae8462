"""Reads the values of an .xlsx (ISO/IEC 29500), and only those: no formulas, macros, pictures or links.

An own reader, because a hostile workbook makes the usual ones allocate what it claims (a cell in the last column of
the last row, a count of four thousand million strings) and takes the whole server down with it. This one allocates
for what is there, up to fixed limits.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from posixpath import join, normpath

from django.utils.translation import gettext as _

from sakimori.foundation.exchange.archive import Archive, XmlWalk, damaged
from sakimori.foundation.exchange.cells import Raw
from sakimori.foundation.exchange.errors import FileRefused

MAX_CELLS = 1_000_000
_MERGED_ROWS, _MAX_MERGED = 50, 1000
"""Merged cells matter in headings only."""

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general', re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_FALSE_LEAP_DAY = 60
_LAST_SERIAL = 2_958_466

Corner = tuple[int, int]
Merge = tuple[Corner, Corner]


@dataclass(frozen=True, slots=True)
class Limits:
    rows: int
    columns: int


@dataclass(slots=True)
class SheetValues:
    """Rows of one sheet from row 1 on; `merged` are 0-based (row, column) corners."""

    name: str
    rows: list[list[Raw]]
    merged: tuple[Merge, ...]


def read_workbook(content: bytes, limits: Limits) -> list[SheetValues]:
    """The visible worksheets in their order. Raises `FileRefused`."""
    archive = Archive(content)
    book = _Book()
    XmlWalk(book.start, book.end).walk(_needed(archive, "xl/workbook.xml"))
    targets = _Targets()
    XmlWalk(targets.start, targets.end).walk(_needed(archive, "xl/_rels/workbook.xml.rels"))
    strings, styles = _Strings(), _Styles()
    for kind, part in (("sharedStrings", strings), ("styles", styles)):
        data = archive.read(targets.first(kind))
        if data:
            XmlWalk(part.start, part.end).walk(data)
    room = [MAX_CELLS]
    sheets: list[SheetValues] = []
    for name, identifier in book.sheets:
        kind, path = targets.by_id.get(identifier, ("", ""))
        if kind != "worksheet":
            continue
        values = _Values(limits, strings.found, styles.dates(), book.epoch, room)
        XmlWalk(values.start, values.end).walk(_needed(archive, path))
        sheets.append(SheetValues(name, values.table(), tuple(values.merged)))
    return sheets


def _needed(archive: Archive, name: str) -> bytes:
    data = archive.read(name)
    if not data:
        raise FileRefused(damaged())
    return data


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str]] = field(default_factory=list)
    epoch: datetime = _EPOCH_1900

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = _EPOCH_1904
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))

    def end(self, name: str, text: str) -> None:
        pass


@dataclass(slots=True)
class _Targets:
    """Relationships of the workbook: id → (kind, path in the archive)."""

    by_id: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.by_id[attributes.get("Id", "")] = (kind, path)

    def end(self, name: str, text: str) -> None:
        pass

    def first(self, kind: str) -> str:
        return next((path for each, path in self.by_id.values() if each == kind), "")


@dataclass(slots=True)
class _Strings:
    """Shared strings. Phonetic readings (`rPh`) that Excel keeps beside kanji are not part of the text."""

    found: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    phonetic: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self.phonetic:
            self.parts.append(text)
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.found.append(_unescaped("".join(self.parts)))


@dataclass(slots=True)
class _Styles:
    """Which cell formats show a date."""

    formats: dict[str, str] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    in_cells: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str, text: str) -> None:
        if name == "cellXfs":
            self.in_cells = False

    def dates(self) -> frozenset[str]:
        return frozenset(str(place) for place, number in enumerate(self.cells) if self._is_date(number))

    def _is_date(self, number: str) -> bool:
        code = self.formats.get(number)
        if code is None:
            return number.isdigit() and len(number) < 4 and int(number) in _BUILT_IN_DATES
        return re.search("[ymdhsg]", _NOT_FORMAT.sub("", code[:500].split(";")[0]), re.IGNORECASE) is not None


class _Values:
    """Cells of one worksheet."""

    def __init__(
        self, limits: Limits, strings: list[str], date_styles: frozenset[str], epoch: datetime, room: list[int]
    ) -> None:
        self.limits, self.strings, self.date_styles, self.epoch, self.room = limits, strings, date_styles, epoch, room
        self.cells: dict[int, dict[int, Raw]] = {}
        self.merged: list[Merge] = []
        self.row = self.column = 0
        self.kind = self.style = self.value = ""
        self.inline: list[str] = []
        self.in_cell = self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            stated = attributes.get("r", "")
            self.row = int(stated) if stated.isdecimal() and len(stated) <= 7 else self.row + 1
            self.column = 0
        elif name == "c":
            reference = attributes.get("r")
            self.row, self.column = _place(reference) if reference else (self.row, self.column + 1)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.value, self.inline, self.in_cell = "", [], True
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str, text: str) -> None:
        if name == "rPh":
            self.phonetic = False
        elif not self.in_cell:
            return
        elif name == "v":
            self.value = text
        elif name == "t" and not self.phonetic:
            self.inline.append(text)
        elif name == "c":
            self.in_cell = False
            self._keep(self._read())

    def table(self) -> list[list[Raw]]:
        rows: list[list[Raw]] = []
        for number in range(1, max(self.cells, default=0) + 1):
            cells = self.cells.get(number, {})
            rows.append([cells.get(column) for column in range(1, max(cells, default=0) + 1)])
        return rows

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        if not _colon or len(self.merged) >= _MAX_MERGED:
            return
        (top, left), (bottom, right) = _place(first), _place(last)
        if top <= _MERGED_ROWS:
            self.merged.append(((top - 1, left - 1), (bottom - 1, right - 1)))

    def _keep(self, value: Raw) -> None:
        if value is None or value == "":
            return
        if not 1 <= self.row <= self.limits.rows:
            raise FileRefused(
                _(
                    "%(row)d行目に値があります。読めるのは%(limit)d行目までです。表を分けるか、離れた所の値を消してください。"
                )
                % {"row": self.row, "limit": self.limits.rows}
            )
        if not 1 <= self.column <= self.limits.columns:
            raise FileRefused(
                _("%(column)d列目に値があります。読めるのは%(limit)d列目までです。離れた所の値を消してください。")
                % {"column": self.column, "limit": self.limits.columns}
            )
        self.room[0] -= 1
        if self.room[0] < 0:
            raise FileRefused(_("値のあるセルが多すぎます。必要なシートだけを新しいブックに写してください。"))
        self.cells.setdefault(self.row, {})[self.column] = value

    def _read(self) -> Raw:
        if self.kind == "inlineStr":
            return _unescaped("".join(self.inline))
        if self.value == "":
            return None
        if self.kind == "s":
            place = int(self.value) if self.value.isdecimal() and len(self.value) < 9 else -1
            if not 0 <= place < len(self.strings):
                raise FileRefused(damaged())
            return self.strings[place]
        if self.kind == "b":
            return self.value in ("1", "true")
        if self.kind == "n":
            return self._number()
        return _unescaped(self.value)

    def _number(self) -> Raw:
        try:
            number = float(self.value)
        except ValueError:
            return self.value
        if not math.isfinite(number):
            return self.value
        if self.style in self.date_styles and 1 <= number < _LAST_SERIAL:
            return self._day(number)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _day(self, serial: float) -> Raw:
        if self.epoch is _EPOCH_1900 and int(serial) == _FALSE_LEAP_DAY:
            return serial
        shift = 1 if self.epoch is _EPOCH_1900 and serial < _FALSE_LEAP_DAY else 0
        try:
            return self.epoch + timedelta(days=int(serial) + shift, seconds=round(serial % 1 * 86400))
        except OverflowError:
            return serial


def _place(reference: str) -> tuple[int, int]:
    """Row and column (1-based) of a reference such as AB12."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise FileRefused(damaged())
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot hold (ISO/IEC 29500, ST_Xstring)."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
