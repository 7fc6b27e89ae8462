"""Registers come back: a file becomes a preview that a module's action applies as a whole, or not at all.

Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from sakimori.foundation.exchange.cells import CellProblem, Raw, as_text, blank, read_cell
from sakimori.foundation.exchange.columns import TEXT_KINDS, Column, Option, Register, Row
from sakimori.foundation.exchange.errors import CellError, FileRefused
from sakimori.foundation.exchange.header import (
    ID,
    IGNORED,
    JOINED_KINDS,
    Header,
    Heading,
    corrected,
    find_header,
    first_filled_row,
)
from sakimori.foundation.exchange.tables import MAX_ROWS, Sheet, read_sheets
from sakimori.foundation.exchange.text import folded, kept_text
from sakimori.foundation.exchange.writers import id_label

_NOTE_MARKS = ("※", "＊", "*", "注", "（注", "(注", "備考", "以上", "合計", "計")


class RowAction(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file. `values` has only the columns that the file has; a cell in error has no value.

    `before` is the row as registered (None for a new one), `changed` the keys whose value would change.
    """

    number: int
    values: Row
    errors: tuple[CellError, ...]
    action: RowAction
    before: Row | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. Only a preview with `ready` may be applied.

    `headings` are the file's columns with what they were taken for; the user may correct them and read again.
    `unknown_columns` are headings not understood, `missing_columns` labels of columns that the file lacks,
    `skipped` rows left out because they are notes or totals (row number, text), `options` what the cells of the file's
    columns can mean, by key.
    """

    rows: tuple[PreviewRow, ...]
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    headings: tuple[Heading, ...]
    unknown_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    skipped: tuple[tuple[int, str], ...]
    errors: tuple[str, ...]
    options: Mapping[str, Sequence[Option]]

    @property
    def cell_errors(self) -> list[CellError]:
        return [error for row in self.rows for error in row.errors]

    @property
    def ready(self) -> bool:
        return not self.errors and not self.cell_errors and any(row.action is not RowAction.SAME for row in self.rows)

    def count(self, action: RowAction) -> int:
        return sum(row.action is action for row in self.rows)


def preview(
    register: Register,
    content: bytes,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    mapping: Mapping[int, str] | None = None,
) -> Preview:
    """Reads an uploaded xlsx or CSV against a register. Raises `FileRefused` when the file itself cannot be read.

    `sheet` names the sheet (else the one whose headings fit best), `header_row` (1-based) fixes the row of headings,
    `mapping` assigns columns of the file (0-based) to column keys, `IGNORED` for none; surname and given name may both
    be assigned to one name column.
    """
    sheets = read_sheets(content)
    wanted = [each for each in sheets if sheet is None or each.name == sheet]
    if not wanted:
        raise FileRefused(_("「%(sheet)s」というシートがありません。") % {"sheet": sheet})
    names = tuple(dict.fromkeys(each.name for each in sheets))
    header = _header(register, wanted, header_row)
    if header is None:
        raise FileRefused(_("表が見つかりません。1行目に見出し、2行目から内容のある表にしてください。"))
    if mapping:
        _check_mapping(register, mapping)
        header = corrected(header, mapping)
    return _Reading(register, header).preview(names)


def _header(register: Register, sheets: Sequence[Sheet], header_row: int | None) -> Header | None:
    found = find_header(register, sheets, at_row=header_row)
    if found is not None:
        return found
    return next((header for each in sheets if (header := first_filled_row(each)) is not None), None)


def _check_mapping(register: Register, mapping: Mapping[int, str]) -> None:
    keys = [key for key in mapping.values() if key != IGNORED]
    unknown = [key for key in keys if key not in register.by_key and key != ID]
    if unknown or any(place < 0 for place in mapping):
        raise FileRefused(_("列の割り当てが正しくありません。画面を開き直してください。"))
    single = [key for key, column in register.by_key.items() if column.kind not in JOINED_KINDS]
    twice = [register.by_key[key].label for key in single if keys.count(key) > 1]
    if twice:
        raise FileRefused(
            _("「%(label)s」が二つの列に割り当てられています。一つにしてください。") % {"label": twice[0]}
        )


class _Reading:
    """One reading of one sheet."""

    def __init__(self, register: Register, header: Header) -> None:
        self.register = register
        self.header = header
        self.places: dict[str, list[int]] = {}
        for found in header.headings:
            if found.key:
                self.places.setdefault(found.key, []).append(found.place)
        self.labels = {found.key: found.text for found in header.headings if found.key and found.text}
        self.options: dict[str, Sequence[Option]] = {
            column.key: column.options() for column in register.columns if column.key in self.places
        }
        self.existing = list(register.export_rows())
        self.by_id = {str(row[register.id_key]): row for row in self.existing} if register.id_key else {}
        self.by_keys: dict[tuple[str, ...], list[Row]] = {}
        for row in self.existing:
            self.by_keys.setdefault(self._identity(row), []).append(row)
        self.seen: dict[Any, int] = {}
        self.read: dict[tuple[str, type, Raw], Any] = {}

    def preview(self, sheets: tuple[str, ...]) -> Preview:
        rows: list[PreviewRow] = []
        skipped: list[tuple[int, str]] = []
        start = self.header.last_row
        for number, cells in enumerate(self.header.sheet.rows[start:], start=start + 1):
            filled = [cell for cell in cells if not blank(cell)]
            if not filled:
                continue
            note = as_text(filled[0]).strip()
            if (len(filled) == 1 and note.startswith(_NOTE_MARKS)) or note in ("合計", "計", "以上"):
                skipped.append((number, note))
                continue
            rows.append(self._row(number, cells))
        missing = [column for column in self.register.columns if column.key not in self.places]
        return Preview(
            rows=tuple(rows),
            sheets=sheets,
            sheet=self.header.sheet.name,
            header_row=self.header.row,
            headings=self.header.headings,
            unknown_columns=tuple(found.text for found in self.header.headings if found.key is None),
            missing_columns=tuple(str(column.label) for column in missing),
            skipped=tuple(skipped),
            errors=tuple(self._errors(rows)),
            options=self.options,
        )

    def _errors(self, rows: Sequence[PreviewRow]) -> Iterable[str]:
        if len(rows) > MAX_ROWS:
            yield _("行が多すぎます。%(limit)d行までに分けてください。") % {"limit": MAX_ROWS}
        if not rows:
            yield _("見出しの下に内容がありません。")
        by_id = ID in self.places
        has_new = any(row.action is RowAction.NEW for row in rows)
        for column in self.register.columns:
            if column.key in self.places:
                continue
            is_key = column.key in self.register.key_columns and not by_id
            if column.required and (is_key or has_new):
                yield _("「%(label)s」の列が見つかりません。見出しを直すか、列を割り当ててください。") % {
                    "label": column.label
                }

    def _row(self, number: int, cells: Sequence[Raw]) -> PreviewRow:
        values: dict[str, Any] = {}
        errors: list[CellError] = []
        for column in self.register.columns:
            if column.key not in self.places:
                continue
            raw = self._cell(cells, column.key)
            try:
                values[column.key] = self._value(column, raw)
            except CellProblem as problem:
                errors.append(self._error(number, column.key, str(problem), as_text(raw)))
        before = self._find(number, cells, values, errors)
        if self.register.check_row and not errors:
            full = {**(before or {}), **values}
            errors += [self._error(number, key, text, "") for key, text in self.register.check_row(full)]
        if before is None:
            return PreviewRow(number, values, tuple(errors), RowAction.NEW)
        changed = tuple(key for key, value in values.items() if not _same(value, before.get(key)))
        action = RowAction.UPDATE if changed else RowAction.SAME
        return PreviewRow(number, values, tuple(errors), action, before, changed)

    def _value(self, column: Column, raw: Raw) -> Any:
        """The value of a cell; days, choices and the like repeat in a ledger and are read once."""
        if column.kind in TEXT_KINDS:
            return read_cell(column, raw, self.options[column.key])
        mark = (column.key, type(raw), raw)
        if mark not in self.read:
            self.read[mark] = read_cell(column, raw, self.options[column.key])
        return self.read[mark]

    def _find(self, number: int, cells: Sequence[Raw], values: Row, errors: list[CellError]) -> Row | None:
        """The registered row that this one means; adds an error when it is unknown, ambiguous or given twice."""
        identifier = kept_text(as_text(self._cell(cells, ID))) if ID in self.places else ""
        if identifier:
            found = self.by_id.get(identifier)
            if found is None:
                text = _("この管理番号は登録にありません。新しい行なら空欄にしてください。")
                errors.append(self._error(number, ID, text, identifier))
            return self._once(number, ("id", identifier), ID, found, errors)
        if any(key not in values for key in self.register.key_columns):
            return None
        if all(values[key] in ("", None) for key in self.register.key_columns):
            return None  # nothing tells the row apart: it is new, and gets its number when it is written
        identity = self._identity(values)
        matches = self.by_keys.get(identity, [])
        if len(matches) > 1:
            text = _("同じ内容の行が登録に複数あります。書き出したファイルの管理番号を付けて取り込んでください。")
            errors.append(self._error(number, self.register.key_columns[0], text, ""))
            return None
        found = matches[0] if matches else None
        mark = ("id", str(found[self.register.id_key])) if found and self.register.id_key else identity
        return self._once(number, mark, self.register.key_columns[0], found, errors)

    def _once(self, number: int, mark: Any, key: str, found: Row | None, errors: list[CellError]) -> Row | None:
        first = self.seen.setdefault(mark, number)
        if first != number:
            text = _("%(row)d行目と同じものです。どちらかを消してください。") % {"row": first}
            errors.append(self._error(number, key, text, ""))
        return found

    def _identity(self, row: Row) -> tuple[str, ...]:
        return tuple(folded(str(row.get(key) if row.get(key) is not None else "")) for key in self.register.key_columns)

    def _cell(self, cells: Sequence[Raw], key: str) -> Raw:
        found = [cells[place] for place in self.places[key] if place < len(cells)]
        if len(found) < 2:
            return found[0] if found else None
        return " ".join(as_text(cell).strip() for cell in found if not blank(cell))

    def _error(self, number: int, key: str, message: str, value: str) -> CellError:
        label = id_label() if key == ID else str(self.register.by_key[key].label)
        return CellError(number, self.labels.get(key, label), message, value[:200])


def _same(new: Any, old: Any) -> bool:
    return new == old or (new in ("", None) and old in ("", None))
