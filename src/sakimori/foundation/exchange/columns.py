"""What a register is made of: its columns, how rows are told apart, where the rows come from.

A module declares its registers in `registers.py`:

    PERSONS = Register(
        name="organization.persons", title=_("人の登録簿"), key_columns=("name",), export_rows=rows,
        columns=(Column("name", _("議員名"), Kind.NAME, aliases=("氏名",), required=True), …),
    )
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Row = Mapping[str, Any]
"""Values by column key. Text kinds: str, "" for none. Others: date, int, bool, or the choice's value; None for none."""


class Kind(StrEnum):
    TEXT = "text"
    NAME = "name"
    """A person's name: kept exactly as typed."""
    KANA = "kana"
    DATE = "date"
    INTEGER = "integer"
    CHOICE = "choice"
    BOOL = "bool"
    EMAIL = "email"
    PHONE = "phone"
    REFERENCE = "reference"
    """A row of another register, written by its label."""


TEXT_KINDS = frozenset({Kind.TEXT, Kind.NAME, Kind.KANA, Kind.EMAIL, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a choice or reference column can have; `aliases` are other spellings read on import."""

    value: Any
    label: str | Promise
    aliases: tuple[str, ...] = ()


def _no_options() -> Sequence[Option]:
    return ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `label` is the official term; `aliases` other headings that offices use in their ledgers.

    `options` gives the values of a choice or reference when the file is read or written (it may query). `help` becomes
    a comment on the heading. `width` is in characters; 0 chooses one by kind. `max_length` limits text kinds. `tidy`
    writes a text as the register keeps it, so that the same ledger read again shows no change.
    """

    key: str
    label: str | Promise
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    options: Callable[[], Sequence[Option]] = _no_options
    width: int = 0
    help: str | Promise = ""
    max_length: int = 2000
    tidy: Callable[[str], str] = str

    def __post_init__(self) -> None:
        if self.kind in (Kind.CHOICE, Kind.REFERENCE) and self.options is _no_options:
            raise ValueError(f"column {self.key}: a {self.kind} column needs options")


@dataclass(frozen=True, slots=True)
class Register:
    """A register that goes out and comes back.

    `export_rows` yields the rows of the current scope in the order to print. `key_columns` tell rows apart when a file
    comes back; with `id_key` the rows also carry an identifier (a str under that key) that is written in a last column
    and wins over the key columns, so that even a corrected name finds its row. `check_row` returns further errors of
    one row as (column key, message). `learned` are headings (folded) that this assembly's own ledger uses, with their
    column key; they win over the labels and aliases of the columns.
    """

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    key_columns: tuple[str, ...]
    export_rows: Callable[[], Iterable[Row]]
    id_key: str = ""
    check_row: Callable[[Row], Iterable[tuple[str, str]]] | None = None
    learned: Mapping[str, str] = field(default_factory=dict)
    by_key: dict[str, Column] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})
        if len(self.by_key) != len(self.columns) or self.id_key in self.by_key:
            raise ValueError(f"register {self.name}: column keys must differ")
        unknown = set(self.key_columns) - set(self.by_key)
        if unknown or not self.key_columns:
            raise ValueError(f"register {self.name}: key_columns must name columns")
