"""Registers go out: xlsx as offices like it, CSV in UTF-8 with BOM or in CP932 with a report of what it cannot hold."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range_abs

from sakimori.dates import wareki
from sakimori.foundation.exchange.cells import no_label, show_cell, yes_label
from sakimori.foundation.exchange.columns import Column, Kind, Option, Register
from sakimori.foundation.exchange.errors import FileRefused, Loss
from sakimori.foundation.exchange.text import neutral

_WIDTHS = {
    Kind.DATE: 14,
    Kind.INTEGER: 10,
    Kind.BOOL: 10,
    Kind.NAME: 18,
    Kind.KANA: 20,
    Kind.EMAIL: 28,
    Kind.PHONE: 18,
}
_LAST_ROW_WITH_LIST = 5000
"""The drop-down reaches further than the rows written, so that new rows have it too."""

GETA = "〓"
_LOOKALIKES = {
    "\u301c": "～",
    "\u2212": "－",
    "\u2014": "―",
    "\u2016": "∥",
    "\u00a2": "￠",
    "\u00a3": "￡",
    "\u00ac": "￢",
}
"""Characters whose twin CP932 holds at the same place (JIS X 0208 and Microsoft's table differ)."""


def id_label() -> str:
    """Heading of the last column, by which a row is found again even when its name was corrected."""
    return _("管理番号（変更しないでください）")


def wareki_label(column: Column) -> str:
    """Heading of the column that shows a date in 和暦; ignored when the file comes back."""
    return _("%(label)s（和暦）") % {"label": column.label}


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file and what it could not hold: show `losses` to the user, never drop them."""

    content: bytes
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """One column of the file: of the register, its 和暦 twin, or the identifier (`column` None)."""

    heading: str
    column: Column | None
    options: Sequence[Option] = ()
    as_wareki: bool = False

    def show(self, row: Any, id_key: str) -> str | int | date:
        if self.column is None:
            return str(row.get(id_key) or "")
        value = row.get(self.column.key)
        if self.as_wareki:
            return wareki(value) if value else ""
        return show_cell(self.column, value, self.options)


def _fields(register: Register, *, with_wareki: bool) -> list[_Field]:
    fields: list[_Field] = []
    for column in register.columns:
        fields.append(_Field(str(column.label), column, column.options()))
        if with_wareki and column.kind is Kind.DATE:
            fields.append(_Field(wareki_label(column), column, as_wareki=True))
    if register.id_key:
        fields.append(_Field(id_label(), None))
    return fields


def write_xlsx(register: Register, *, with_wareki: bool = False, written_at: datetime | None = None) -> bytes:
    """The register as xlsx: help as comments, drop-downs for choices, real dates, texts never formulas.

    Raises `FileRefused` when a text is longer than a cell of Excel holds.
    """
    out = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain)
    book.set_properties({"title": str(register.title), "created": written_at or datetime(2000, 1, 1)})  # noqa: DTZ001
    sheet = book.add_worksheet(_sheet_name(str(register.title)))
    lists = book.add_worksheet(_("選択肢"))
    lists.hide()
    fields = _fields(register, with_wareki=with_wareki)
    body = {"font_name": "BIZ UDPゴシック", "font_size": 11, "valign": "top", "text_wrap": True}
    text_format = book.add_format({**body, "num_format": "@"})
    day_format = book.add_format({**body, "num_format": "yyyy-mm-dd", "align": "left"})
    number_format = book.add_format({**body, "num_format": "#,##0"})
    for place, column in enumerate(fields):
        _write_heading(book, sheet, place, column)
        _set_column(sheet, lists, place, column, text_format)
    for number, row in enumerate(register.export_rows(), start=1):
        for place, column in enumerate(fields):
            shown = column.show(row, register.id_key)
            if isinstance(shown, date):
                sheet.write_datetime(number, place, datetime(shown.year, shown.month, shown.day), day_format)  # noqa: DTZ001
            elif isinstance(shown, int):
                sheet.write_number(number, place, shown, number_format)
            elif shown and sheet.write_string(number, place, shown, text_format) != 0:
                raise FileRefused(_too_long(number + 1, column.heading))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _too_long(row: int, heading: str) -> str:
    """Excel holds 32,767 characters in a cell; the writer would leave out a longer text without a word."""
    return _("%(row)d行目「%(column)s」はExcelのセルに入らない長さです。CSVで書き出してください。") % {
        "row": row,
        "column": heading,
    }


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "", title)[:31] or "Sheet1"


def _write_heading(book: Any, sheet: Any, place: int, column: _Field) -> None:
    derived = column.column is None or column.as_wareki
    fill = "#E6E6E6" if derived else "#D9E6FF" if column.column and column.column.required else "#F1F5FC"
    style = {
        "bold": True,
        "bg_color": fill,
        "border": 1,
        "border_color": "#B3B3B3",
        "valign": "vcenter",
        "text_wrap": True,
    }
    sheet.write_string(0, place, column.heading, book.add_format({**style, "font_name": "BIZ UDPゴシック"}))
    note = "" if column.column is None or derived else _note(column.column)
    if note:
        sheet.write_comment(0, place, note, {"x_scale": 1.8, "font_size": 9, "author": "Sakimori"})


def _note(column: Column) -> str:
    parts = [_("必須")] if column.required else []
    if column.help:
        parts.append(str(column.help))
    if column.kind is Kind.DATE:
        parts.append(_("例: 2026-04-01、令和8年4月1日、R8.4.1"))
    return "\n".join(parts)


def _set_column(sheet: Any, lists: Any, place: int, column: _Field, text_format: Any) -> None:
    if column.column is None:
        sheet.set_column(place, place, 14, text_format)
        return
    kind = column.column.kind
    width = column.column.width or max(_WIDTHS.get(kind, 24), len(column.heading) * 2 + 2)
    sheet.set_column(
        place, place, width, None if kind in (Kind.DATE, Kind.INTEGER) and not column.as_wareki else text_format
    )
    labels = [yes_label(), no_label()] if kind is Kind.BOOL else [str(option.label) for option in column.options]
    if not labels or column.as_wareki:
        return
    for number, label in enumerate(labels):
        lists.write_string(number, place, label)
    where = xl_range_abs(0, place, len(labels) - 1, place)
    rule = {
        "validate": "list",
        "source": f"='{lists.get_name()}'!{where}",
        "error_title": _("選べない値です"),
        "error_message": _("一覧から選んでください。"),
        "ignore_blank": not column.column.required,
    }
    sheet.data_validation(1, place, _LAST_ROW_WITH_LIST, place, rule)


def write_csv(
    register: Register, encoding: Literal["utf-8-sig", "cp932"] = "utf-8-sig", *, with_wareki: bool = False
) -> CsvFile:
    """The register as CSV (RFC 4180, CRLF). In CP932 what it cannot hold is replaced and reported, never dropped."""
    fields = _fields(register, with_wareki=with_wareki)
    losses: list[Loss] = []
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    headings = [column.heading for column in fields]
    rows = [
        headings,
        *([_csv_text(column.show(row, register.id_key)) for column in fields] for row in register.export_rows()),
    ]
    for number, cells in enumerate(rows, start=1):
        if encoding == "cp932":
            named = zip(cells, headings, strict=True)
            writer.writerow([_to_cp932(text, number, name, losses) for text, name in named])
        else:
            writer.writerow(cells)
    return CsvFile(out.getvalue().encode(encoding), tuple(losses))


def _csv_text(shown: str | int | date) -> str:
    if isinstance(shown, date):
        return shown.isoformat()
    return neutral(shown) if isinstance(shown, str) else str(shown)


def _to_cp932(text: str, row: int, column: str, losses: list[Loss]) -> str:
    kept: list[str] = []
    for cluster in re.findall(
        "[^\ufe00-\ufe0f\U000e0100-\U000e01ef][\ufe00-\ufe0f\U000e0100-\U000e01ef]*|.", text, re.DOTALL
    ):
        if _holds(cluster):
            kept.append(cluster)
            continue
        base = _LOOKALIKES.get(cluster[0], cluster[0])
        replacement = base if _holds(base) else GETA
        losses.append(Loss(row, column, cluster, replacement))
        kept.append(replacement)
    return "".join(kept)


def _holds(text: str) -> bool:
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeEncodeError:
        return False
