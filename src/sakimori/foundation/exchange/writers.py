"""Registers go out: xlsx as offices like it, CSV in UTF-8 with BOM or in CP932 with a report of what it cannot hold."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Literal

from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.exchange.cells import no_label, show_cell, yes_label
from sakimori.foundation.exchange.columns import TEXT_KINDS, Column, Kind, Option, Register
from sakimori.foundation.exchange.errors import FileRefused, Loss
from sakimori.foundation.exchange.rows import Styles, TooLong, with_rows
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


Shown = str | int | date


@dataclass(frozen=True, slots=True)
class _Field:
    """One column of the file: of the register, its 和暦 twin, or the identifier (`column` None).

    `key` is the value's name in a row; `show` turns it into what is written.
    """

    heading: str
    column: Column | None
    key: str
    show: Callable[[Any], Shown]
    options: Sequence[Option] = ()
    as_wareki: bool = False


def _fields(register: Register, *, with_wareki: bool) -> list[_Field]:
    fields: list[_Field] = []
    for column in register.columns:
        options = column.options()
        fields.append(_Field(str(column.label), column, column.key, _shower(column, options), options))
        if with_wareki and column.kind is Kind.DATE:
            fields.append(_Field(wareki_label(column), column, column.key, _era, as_wareki=True))
    if register.id_key:
        fields.append(_Field(id_label(), None, register.id_key, lambda value: str(value or "")))
    return fields


def _shower(column: Column, options: Sequence[Option]) -> Callable[[Any], Shown]:
    """`show_cell` for one column, with what does not change from row to row worked out once."""
    if column.kind in TEXT_KINDS:
        return lambda value: value if type(value) is str else "" if value is None else str(value)
    if column.kind in (Kind.CHOICE, Kind.REFERENCE):
        labels = {option.value: str(option.label) for option in options}
        return lambda value: "" if value is None or value == "" else labels.get(value) or str(value)
    return lambda value: "" if value is None else show_cell(column, value, options)


def _era(value: date | None) -> str:
    return _wareki(value) if value else ""


_wareki = functools.lru_cache(4096)(wareki)


CELL_FONT: dict[str, Any] = {
    "font_name": "BIZ UDPゴシック", "font_size": 11, "valign": "top", "text_wrap": True,
}  # fmt: skip
"""How cells of every workbook look."""


def new_workbook(out: BytesIO, title: str, created: datetime | None = None) -> Any:
    """An empty xlsxwriter workbook that takes texts as texts; the same data give the same bytes."""
    # Nine megabytes that a web process needs only once somebody takes a workbook out.
    import xlsxwriter  # noqa: PLC0415

    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain)
    book.set_properties({"title": title, "created": created or datetime(2000, 1, 1)})  # noqa: DTZ001
    return book


def write_xlsx(register: Register, *, with_wareki: bool = False, written_at: datetime | None = None) -> bytes:
    """The register as xlsx: help as comments, drop-downs for choices, real dates, texts never formulas.

    Raises `FileRefused` when a text is longer than a cell of Excel holds.
    """
    out = BytesIO()
    book = new_workbook(out, str(register.title), written_at)
    sheet = book.add_worksheet(_sheet_name(str(register.title)))
    lists = book.add_worksheet(_("選択肢"))
    lists.hide()
    fields = _fields(register, with_wareki=with_wareki)
    text_format = book.add_format({**CELL_FONT, "num_format": "@"})
    day_format = book.add_format({**CELL_FONT, "num_format": "yyyy-mm-dd", "align": "left"})
    number_format = book.add_format({**CELL_FONT, "num_format": "#,##0"})
    for place, column in enumerate(fields):
        _write_heading(book, sheet, place, column)
        _set_column(sheet, lists, place, column, text_format)
    # A first body row makes the library number the formats; `with_rows` then puts the real rows in its place.
    for place, body_format in enumerate((text_format, day_format, number_format)):
        sheet.write_blank(1, place, None, body_format)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    styles = Styles(text_format.xf_index, day_format.xf_index, number_format.xf_index)
    try:
        return with_rows(out.getvalue(), _shown_rows(register, fields), styles)
    except TooLong as error:
        raise FileRefused(_too_long(error.row, fields[error.place].heading)) from error


def _shown_rows(register: Register, fields: Sequence[_Field]) -> Iterator[list[Shown]]:
    makers = [(field.key, field.show) for field in fields]
    for row in register.export_rows():
        yield [show(row.get(key)) for key, show in makers]


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
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 — as in new_workbook

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
    writer.writerow(headings if encoding != "cp932" else [_to_cp932(name, 1, name, losses) for name in headings])
    for number, shown in enumerate(_shown_rows(register, fields), start=2):
        cells = [_csv_text(value) for value in shown]
        if encoding == "cp932" and not _holds("\n".join(cells)):
            cells = [_to_cp932(text, number, name, losses) for text, name in zip(cells, headings, strict=True)]
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
