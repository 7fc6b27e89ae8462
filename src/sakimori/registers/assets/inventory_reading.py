"""From an uploaded list of devices to devices: one for each serial or name, however many rows it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import DateError, parse_date
from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.exchange.cells import CellProblem, Raw, as_text, blank, read_cell
from sakimori.foundation.exchange.columns import Column
from sakimori.foundation.exchange.errors import CellError, FileRefused
from sakimori.foundation.exchange.header import Header
from sakimori.foundation.exchange.tables import MAX_ROWS, read_sheets
from sakimori.registers.assets.inventories import FIELDS, NEVER, Layout, name_key, recognised, serial_key
from sakimori.registers.assets.models import ReportedDevice

_STAMP: Final = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?=$|[\s,])")
_CLOCK: Final = re.compile(
    r"[\s,]+(?:(?:午前|午後)\s*)?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|時\d{1,2}分(?:\d{1,2}秒)?)\s*(?:[AP]\.?M\.?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A device of a list. `row` is the row of the spreadsheet where it stands first; texts are "" for none."""

    row: int
    name: str
    serial: str = ""
    model: str = ""
    system: str = ""
    owner: str = ""
    contact: date | None = None
    number: str = ""

    @property
    def serial_key(self) -> str:
        return serial_key(self.serial)


@dataclass(frozen=True, slots=True)
class DeviceList:
    """What a file says. `ignored` are headings that the layout does not know, `merged` rows of devices given before.

    `fields` are the fields that the file has; only a list without `errors` may be written.
    """

    layout: Layout
    sheet: str
    header_row: int
    devices: tuple[Found, ...]
    errors: tuple[CellError, ...]
    ignored: tuple[str, ...]
    merged: int
    fields: frozenset[str] = field(default_factory=frozenset)


def read_devices(content: bytes, on: date, layout: str = "") -> DeviceList:
    """Read an uploaded xlsx or CSV; `layout` as chosen, else as its headings tell. Raises FileRefused."""
    found = recognised(read_sheets(content), layout)
    if found is None:
        raise FileRefused(
            _(
                "端末名か製造番号の列が見つかりません。見出しの行を消さずに書き出したファイルか確かめ、形式を選び直して"
                "ください。"
            )
        )
    chosen, header = found
    reading = _Reading(chosen, header, on)
    rows = header.sheet.rows[header.last_row :]
    read = [each for number, cells in enumerate(rows, header.last_row + 1) if (each := reading.row(number, cells))]
    if len(rows) > MAX_ROWS:
        raise FileRefused(_("行が多すぎます。%(limit)d行までに分けてください。") % {"limit": MAX_ROWS})
    if not read and not reading.errors:
        raise FileRefused(_("見出しの下に機器がありません。中身のある一覧を選んでください。"))
    devices = one_each(read)
    return DeviceList(
        layout=chosen,
        sheet=header.sheet.name,
        header_row=header.row,
        devices=tuple(devices),
        errors=tuple(reading.errors),
        ignored=tuple(each.text for each in header.headings if each.key is None),
        merged=len(read) - len(devices),
        fields=frozenset(reading.places),
    )


class _Reading:
    """The rows below the headings."""

    def __init__(self, layout: Layout, header: Header, on: date) -> None:
        self.layout, self.on = layout, on
        self.places = {each.key: each.place for each in header.headings if each.key and each.key in FIELDS}
        self.labels = {each.key: each.text for each in header.headings}
        self.errors: list[CellError] = []
        self.days: dict[Raw, date | None] = {}

    def row(self, number: int, cells: Sequence[Raw]) -> Found | None:
        """The device of a row; None for a blank row and for one with an error, which is noted."""
        if all(blank(cell) for cell in cells):
            return None
        before = len(self.errors)
        texts = {key: self._text(number, key, cells) for key in FIELDS if key != "contact"}
        contact = self._contact(number, cells)
        system = " ".join(filter(None, (texts["os"], texts["version"].removeprefix(texts["os"]).strip())))
        name = texts["name"] or texts["serial"]
        if not name and len(self.errors) == before:
            text = _("端末名も製造番号も空欄です。どちらかを書くか、行を消してください。")
            self._wrong(number, "name" if "name" in self.places else "serial", text, "")
        longest = ReportedDevice._meta.get_field("system").max_length or 0
        if len(system) > longest:
            text = _("%(length)d文字あります。%(limit)d文字までにしてください。")
            self._wrong(number, "os", text % {"length": len(system), "limit": longest}, system)
        if len(self.errors) > before:
            return None
        return Found(number, name, texts["serial"], texts["model"], system, texts["owner"], contact, texts["number"])

    def _cell(self, key: str, cells: Sequence[Raw]) -> Raw:
        place = self.places.get(key)
        return cells[place] if place is not None and place < len(cells) else None

    def _text(self, number: int, key: str, cells: Sequence[Raw]) -> str:
        raw = self._cell(key, cells)
        try:
            return " ".join(str(read_cell(_COLUMNS[key], raw)).split())
        except CellProblem as problem:
            self._wrong(number, key, str(problem), as_text(raw))
            return ""

    def _contact(self, number: int, cells: Sequence[Raw]) -> date | None:
        raw = self._cell("contact", cells)
        if blank(raw):
            return None
        try:
            if raw not in self.days:
                self.days[raw] = contact_day(raw, self.layout)
            day = self.days[raw]
        except DateError as error:
            is_english = (get_language() or "ja").startswith("en")
            self._wrong(number, "contact", error.message_en if is_english else error.message_ja, as_text(raw))
            return None
        if day is not None and day > self.on:
            self._wrong(number, "contact", _("先の日付です。日付の書き方と形式を確かめてください。"), as_text(raw))
        return day

    def _wrong(self, number: int, key: str, message: str, value: str) -> None:
        self.errors.append(CellError(number, self.labels.get(key) or str(FIELDS[key]), message, value[:200]))


def _column(key: str) -> Column:
    stored = {each.name: each for each in ReportedDevice._meta.concrete_fields}
    longest = getattr(stored.get(key), "max_length", None)
    return Column(key, FIELDS[key], max_length=longest or 80)


_COLUMNS: Final = {key: _column(key) for key in FIELDS}


def contact_day(raw: Raw, layout: Layout) -> date | None:
    """The day in Japan on which a device was last heard of; None where the tool says never. Raises DateError."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=UTC if layout.in_utc else TOKYO).astimezone(TOKYO).date()
    if not isinstance(raw, str):
        return parse_date(raw if isinstance(raw, int | float | date) and not isinstance(raw, bool) else str(raw))
    text = unicodedata.normalize("NFKC", raw).strip()
    if text.upper() in NEVER:
        return None
    found = _STAMP.fullmatch(text)
    if found is not None:
        return _moment(found, text, layout.in_utc)
    if layout.month_first:
        text = _MONTH_FIRST.sub(r"\3/\1/\2", text)
    return parse_date(_CLOCK.sub("", text))


def _moment(found: re.Match[str], text: str, in_utc: bool) -> date:
    *numbers, zone = found.groups()
    year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(zone, in_utc)).astimezone(TOKYO).date()
    except (ValueError, OverflowError) as error:
        raise DateError("no_such_day", text=text[:40]) from error


def _zone(written: str | None, in_utc: bool) -> tzinfo:
    if written and written[0] in "+-":
        offset = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
        return timezone(offset if written[0] == "+" else -offset)
    return UTC if written or in_utc else TOKYO


def one_each(rows: Iterable[Found]) -> list[Found]:
    """One for each serial, or name where a row has no serial; of several rows the last heard of tells.

    A row without a serial belongs to the device of the same name when there is only one.
    """
    kept: dict[str, Found] = {}
    bare: list[Found] = []
    for row in rows:
        if row.serial_key:
            kept[row.serial_key] = _merged(kept.get(row.serial_key), row)
        else:
            bare.append(row)
    named: dict[str, list[str]] = {}
    for key, row in kept.items():
        named.setdefault(name_key(row.name), []).append(key)
    for row in bare:
        same = named.get(name_key(row.name), [])
        key = same[0] if len(same) == 1 else f"\x00{name_key(row.name)}"
        kept[key] = _merged(kept.get(key), row)
    return sorted(kept.values(), key=lambda row: row.row)


def _merged(first: Found | None, second: Found) -> Found:
    if first is None:
        return second
    newer, older = (second, first) if (second.contact or date.min) > (first.contact or date.min) else (first, second)
    filled: dict[str, Any] = {
        name: getattr(newer, name) or getattr(older, name)
        for name in ("name", "serial", "model", "system", "owner", "contact", "number")
    }
    return replace(newer, row=min(first.row, second.row), **filled)
