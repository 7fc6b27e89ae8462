"""What can go wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


class FileRefused(ValueError):
    """The file as a whole cannot be read. The text says what to do."""


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell that must be corrected. `row` is the row number that the spreadsheet shows; `column` the heading."""

    row: int
    column: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        return _("%(row)d行目「%(column)s」: %(message)s") % {
            "row": self.row,
            "column": self.column,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Loss:
    """A character that the CP932 file could not hold, and what stands there instead."""

    row: int
    column: str
    character: str
    replacement: str

    def __str__(self) -> str:
        codes = " ".join(f"U+{ord(mark):04X}" for mark in self.character)
        return _("%(row)d行目「%(column)s」: 「%(character)s」（%(codes)s）を「%(replacement)s」に置き換えました。") % {
            "row": self.row,
            "column": self.column,
            "character": self.character,
            "codes": codes,
            "replacement": self.replacement,
        }
