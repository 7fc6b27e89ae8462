"""From the bytes of an upload to sheets of cells. Every upload is hostile until it has been through here."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from sakimori.foundation.exchange.cells import Raw
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.text import from_neutral
from sakimori.foundation.exchange.workbook import Limits, read_workbook

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_ROOM_ABOVE = 100
"""Title rows and headings may stand above the rows that count."""

DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as it stands: `rows[0]` is row 1 of the spreadsheet. `merged` are 0-based (row, column) corners."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def read_sheets(content: bytes) -> list[Sheet]:
    """The visible sheets of an xlsx, or a CSV as one sheet per delimiter that splits it. Raises `FileRefused`."""
    if len(content) > MAX_BYTES:
        raise FileRefused(_("ファイルが20MBを超えています。必要なシートだけにして保存し直してください。"))
    if not content.strip(b"\x00\r\n\t "):
        raise FileRefused(_("ファイルが空です。"))
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            _(
                "古い形式（.xls）かパスワード付きのファイルです。パスワードを外し、Excelブック（.xlsx）で保存し直してください。"
            )
        )
    if content.startswith(b"%PDF"):
        raise FileRefused(_("PDFは取り込めません。ExcelかCSVのファイルを選んでください。"))
    return _read_csv(decode(content))


def _read_workbook(content: bytes) -> list[Sheet]:
    sheets = read_workbook(content, Limits(MAX_ROWS + _ROOM_ABOVE, MAX_COLUMNS))
    if not sheets:
        raise FileRefused(_("表のあるシートが見つかりません。シートを表示して保存し直してください。"))
    return [Sheet(sheet.name, sheet.rows, sheet.merged) for sheet in sheets]


def decode(content: bytes) -> str:
    """Text of a CSV: UTF-8 with or without BOM, UTF-16, ISO-2022-JP or CP932. Raises `FileRefused`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, ("utf-16",))
    head = content[:4096]
    if head.count(0) * 4 > len(head):
        return _decoded(content, ("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be",))
    if b"\x1b$" in head:
        return _decoded(content, ("iso2022_jp_ext",))
    return _decoded(content, ("utf-8-sig", "cp932"))


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused(_("文字コードを読み取れません。ExcelブックかCSV UTF-8（コンマ区切り）で保存し直してください。"))


def _read_csv(text: str) -> list[Sheet]:
    """One reading for each delimiter that occurs; the one whose headings are recognised wins later."""
    head = text[:20_000]
    used = [mark for mark in DELIMITERS if mark in head] or [","]
    sheets: list[Sheet] = []
    problem: FileRefused | None = None
    for delimiter in sorted(used, key=lambda mark: -head.count(mark)):
        try:
            sheets.append(Sheet("CSV", _csv_rows(text, delimiter)))
        except FileRefused as error:
            problem = problem or error
    if not sheets and problem:
        raise problem
    return sheets


def _csv_rows(text: str, delimiter: str) -> list[list[Raw]]:
    """Rows by their place among the records: blank records stay, so that numbers fit what Excel shows."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    limit = MAX_ROWS + _ROOM_ABOVE
    rows: list[list[Raw]] = []
    try:
        for row in islice(reader, limit + 1):
            if len(row) > MAX_COLUMNS:
                raise FileRefused(_("列が多すぎます。%(limit)d列までにしてください。") % {"limit": MAX_COLUMNS})
            rows.append([from_neutral(cell) for cell in row])
    except csv.Error as error:
        raise FileRefused(
            _('%(row)d行目の引用符（"）の使い方が正しくないため読めません。Excelで開いて保存し直してください。')
            % {"row": reader.line_num}
        ) from error
    if len(rows) > limit:
        raise FileRefused(_("行が多すぎます。%(limit)d行までに分けてください。") % {"limit": MAX_ROWS})
    return rows
