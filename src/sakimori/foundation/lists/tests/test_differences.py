"""What changed in a list between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.differences import differences
from sakimori.foundation.lists.tables import SINCE, Shown, Table

FIRST, LAST = date(2026, 4, 1), date(2026, 11, 23)


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    ended_on: date | None = None


TABLE = Table(
    "test:rows",
    "rows",
    Permission.BOARD_READ,
    (
        Shown("name", "name", lambda row: row.name),
        Shown("ended_on", "ended", lambda row: row.ended_on, Kind.DATE),
    ),
    compared=True,
)


def test_rows_come_go_and_change():
    before = [Row(1, "stays"), Row(2, "goes"), Row(3, "changes")]
    after = [Row(1, "stays"), Row(3, "changes", LAST), Row(4, "comes")]
    found = differences(TABLE, before, after, FIRST, LAST)
    assert (found.added, found.gone) == (("comes",), ("goes",))
    ((row,), (cell,)) = found.changed, found.changed[0].cells
    assert (row.name, cell.label, cell.before, cell.after) == ("changes 2026-11-23", "ended", "", "2026-11-23")
    assert not found.is_empty and SINCE in TABLE.parameters


ROWS = st.dictionaries(st.integers(0, 9), st.sampled_from("abc")).map(lambda d: [Row(k, v) for k, v in d.items()])


@given(ROWS, ROWS)
def test_there_and_back_is_the_mirror(before, after):
    there = differences(TABLE, before, after, FIRST, LAST)
    back = differences(TABLE, after, before, FIRST, LAST)
    assert sorted(there.added) == sorted(back.gone) and sorted(there.gone) == sorted(back.added)
    assert len(there.changed) == len(back.changed)
    assert differences(TABLE, before, before, FIRST, LAST).is_empty
    assert len(there.added) - len(there.gone) == len(after) - len(before)
