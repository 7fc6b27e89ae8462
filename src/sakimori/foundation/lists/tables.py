"""What a list is made of: its address, its columns, who may share a view of it. `wiring` registers every list.

    KEYS = Table(
        "premises:keys", _("鍵・カード"), Permission.ASSET_MANAGE,
        (Shown("number", _("番号"), lambda row: row.key.number), Shown("kind", _("種類"), …, pick=True)),
    )

Columns give the filters (every text is searched, a column with `pick` is a choice) and the table that goes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise

from sakimori.dates import wareki
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.exchange.text import folded

TEXT: Final = "q"
DAY: Final = "on"
SINCE: Final = "since"
NOT_KEPT: Final = frozenset({"page", "as", "csrfmiddlewaretoken"})
LONGEST_VALUE: Final = 200
LONGEST_QUERY: Final = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: its official name and its value of a row; `pick` makes it a filter of its own."""

    key: str
    label: Promise | str
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    pick: bool = False
    width: int = 0

    def text(self, row: Any) -> str:
        """The value as it is compared with what somebody looks for."""
        value = self.value(row)
        if value is None:
            return ""
        return str(plain_day(value)) if isinstance(value, date) else str(value)


def plain_day(value: date) -> date:
    """The day of a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@dataclass(frozen=True, slots=True)
class Table:
    """A list. `own` are parameters of the address that the page itself reads; `searched` and `dated` add the box for
    words and the switch to a past day; `compared` adds a second day, and the page tells what changed between the two."""

    address: str
    title: Promise | str
    share: Permission
    columns: tuple[Shown, ...] = ()
    own: tuple[str, ...] = ()
    searched: bool = True
    dated: bool = True
    compared: bool = False

    def __post_init__(self) -> None:
        names = [*self.own, *(column.key for column in self.picks)]
        if self.searched:
            names.append(TEXT)
        if self.dated:
            names.append(DAY)
        if self.compared:
            names.append(SINCE)
        if len(set(names)) != len(names) or NOT_KEPT & set(names):
            raise ValueError(f"{self.address}: parameters must differ")

    @property
    def picks(self) -> tuple[Shown, ...]:
        """Columns that are filters of their own."""
        return tuple(column for column in self.columns if column.pick)

    @property
    def _general(self) -> tuple[tuple[str, bool], ...]:
        return (TEXT, self.searched), (DAY, self.dated), (SINCE, self.compared)

    @property
    def parameters(self) -> frozenset[str]:
        """Everything that may stand in the address of this list, but for page and shape."""
        more = {name for name, there in self._general if there}
        return frozenset({*self.own, *(column.key for column in self.picks), *more})

    def query(self, data: QueryDict) -> str:
        """What of an address belongs to this list: its own parameters, not empty, none too long."""
        kept = QueryDict(mutable=True)
        for name, values in data.lists():
            good = [value for value in values if value and len(value) <= LONGEST_VALUE and "\x00" not in value]
            if name in self.parameters and good:
                kept.setlist(name, good)
        return kept.urlencode()

    def fits(self, row: Any, words: list[str], chosen: dict[str, str]) -> bool:
        """Whether a row has every word somewhere and every chosen value in its column."""
        if any(column.text(row) != chosen[column.key] for column in self.picks if column.key in chosen):
            return False
        return not words or _has(self.columns, row, words)


def _has(columns: tuple[Shown, ...], row: Any, words: list[str]) -> bool:
    texts = []
    for column in columns:
        text = column.text(row)
        texts.append(folded(text))
        value = column.value(row)
        if isinstance(value, date):
            texts += [folded(wareki(plain_day(value))), folded(wareki(plain_day(value), short=True))]
    return all(any(word in text for text in texts) for word in words)


_tables: dict[str, Table] = {}


def register_table(table: Table) -> None:
    """Declare a list; `wiring` calls this once for each."""
    if _tables.setdefault(table.address, table) is not table:
        raise ValueError(f"two lists are called {table.address}")


def tables() -> tuple[Table, ...]:
    """Every list, in the order of `wiring`."""
    return tuple(_tables.values())


def table_of(address: str) -> Table | None:
    """A list by the name of its address; None when there is none."""
    return _tables.get(address)
