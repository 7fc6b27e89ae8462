"""A file that came back is written as a whole, or nothing of it. It is read and checked again when it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.exchange.columns import Register
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.header import Heading
from sakimori.foundation.exchange.readers import Preview, PreviewRow, RowAction, preview


@dataclass(frozen=True, slots=True)
class Reading:
    """How the user wants the file read: which sheet, which row of headings, which column is what."""

    sheet: str | None = None
    header_row: int | None = None
    mapping: Mapping[int, str] | None = None

    def preview(self, register: Register, content: bytes) -> Preview:
        """What the file would do. Raises FileRefused."""
        return preview(register, content, sheet=self.sheet, header_row=self.header_row, mapping=self.mapping)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new, how many changed, and what the file's headings were taken for."""

    new: int
    changed: int
    headings: tuple[Heading, ...] = ()


def checked(register: Register, content: bytes, reading: Reading) -> Preview:
    """The preview of a file that may be written. Raises ValidationError (key "file")."""
    try:
        found = reading.preview(register, content)
    except FileRefused as error:
        raise ValidationError({"file": str(error)}) from error
    if not found.ready:
        raise ValidationError(
            {"file": _("誤りがあるか、変わる行がないため、取り込めません。画面の表示を確かめてください。")}
        )
    return found


def applied(
    ctx: Context, register: Register, content: bytes, reading: Reading, write: Callable[[Context, PreviewRow], None]
) -> Imported:
    """Write every new or changed row by `write`; the first refusal, named by its row, stops everything."""
    found = checked(register, content, reading)
    for row in found.rows:
        if row.action is RowAction.SAME:
            continue
        try:
            write(ctx, row)
        except ValidationError as error:
            text = _("%(row)d行目: %(text)s") % {"row": row.number, "text": " ".join(error.messages)}
            raise ValidationError({"file": text}) from error
    return Imported(found.count(RowAction.NEW), found.count(RowAction.UPDATE), found.headings)
