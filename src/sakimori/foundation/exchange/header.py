"""Finds the headings in a ledger as offices keep it: under title rows, in one row or two, with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from sakimori.foundation.exchange.cells import Raw, as_text, blank
from sakimori.foundation.exchange.columns import Kind, Register
from sakimori.foundation.exchange.tables import Sheet
from sakimori.foundation.exchange.text import heading, in_every_language
from sakimori.foundation.exchange.writers import id_label, wareki_label

_DEPTH = 30
"""Headings are looked for in the first rows only."""

IGNORED = ""
"""In a mapping: this column of the file is not read."""

_HALVES = {
    Kind.NAME: (("姓", "氏", "氏名姓", "氏名氏", "名字"), ("名", "氏名名")),
    Kind.KANA: (
        ("せい", "セイ", "ふりがなせい", "フリガナセイ", "ふりがな姓", "フリガナ姓"),
        ("めい", "メイ", "ふりがなめい", "フリガナメイ", "ふりがな名", "フリガナ名"),
    ),
}
"""Ledgers that keep surname and given name apart: both columns together are the name, joined by a blank."""

JOINED_KINDS = frozenset(_HALVES)

ID = "\x00id"
"""In a mapping: the identifier written by the export."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file: `place` is its 0-based column, `key` the register's column, `IGNORED`, `ID` or None."""

    place: int
    text: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings are. `row` and `last_row` are 1-based; the rows below `last_row` are data."""

    sheet: Sheet
    row: int
    last_row: int
    headings: tuple[Heading, ...]

    @property
    def score(self) -> int:
        return len({found.key for found in self.headings if found.key is not None})

    @property
    def rank(self) -> tuple[int, int, int]:
        return self.score, self.row - self.last_row, -self.row


def find_header(register: Register, sheets: Sequence[Sheet], *, at_row: int | None = None) -> Header | None:
    """The best headings among the sheets, or None when nothing in them is known.

    More recognised columns win, then fewer rows, then the earlier place. `at_row` (1-based) fixes the row.
    """
    names, halves = known_names(register), _halves(register)
    best: Header | None = None
    for sheet in sheets:
        rows = range(min(_DEPTH, len(sheet.rows))) if at_row is None else [at_row - 1]
        for row in rows:
            for height in (1, 2):
                found = _header_at(sheet, row, height, names, halves)
                if found and found.rank > (best.rank if best else (0, 0, 0)):
                    best = found
    if best is None or best.score < min(2, len(register.columns)):
        return None
    return best


def known_names(register: Register) -> dict[str, str]:
    """Every heading that is understood, folded, with its column key: what the assembly's own ledger taught, the official
    terms in every language, then column keys and aliases. A term that means two columns is not guessed."""
    terms: dict[str, set[str]] = {}
    for key, texts in _terms(register):
        for text in texts:
            terms.setdefault(heading(text), set()).add(key)
    names = {name: min(keys) for name, keys in terms.items() if len(keys) == 1} | dict(register.learned)
    for column in register.columns:
        for name in map(heading, (column.key, *column.aliases)):
            if name not in terms:
                names.setdefault(name, column.key)
    return names


def _terms(register: Register) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What an export writes above each column, in every language."""
    for column in register.columns:
        yield column.key, in_every_language(column.label)
        if column.kind is Kind.DATE:
            yield IGNORED, in_every_language(partial(wareki_label, column))
    if register.id_key:
        yield ID, in_every_language(id_label)


def corrected(header: Header, mapping: Mapping[int, str]) -> Header:
    """The headings with the user's own assignment (0-based column of the file → key or `IGNORED`)."""
    chosen = set(mapping.values()) - {IGNORED}
    texts = {found.place: found for found in header.headings}
    headings: list[Heading] = []
    for place in sorted(texts.keys() | mapping.keys()):
        found = texts.get(place, Heading(place, "", None))
        key = mapping.get(place, None if found.key in chosen else found.key)
        headings.append(Heading(place, found.text, key))
    return Header(header.sheet, header.row, header.last_row, tuple(headings))


def first_filled_row(sheet: Sheet) -> Header | None:
    """When nothing is recognised: the first row with two texts, so that the user can assign its columns."""
    for number, row in enumerate(sheet.rows[:_DEPTH]):
        if sum(not blank(cell) for cell in row) >= min(2, max(map(len, sheet.rows))):
            return _header_at(sheet, number, 1, {}, {})
    return None


def _halves(register: Register) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For the first name and the first kana column: headings of its two halves."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for kind, (first, second) in _HALVES.items():
        column = next((column for column in register.columns if column.kind is kind), None)
        if column is not None:
            found[column.key] = (frozenset(map(heading, first)), frozenset(map(heading, second)))
    return found


def _header_at(
    sheet: Sheet,
    row: int,
    height: int,
    names: Mapping[str, str],
    halves: Mapping[str, tuple[frozenset[str], frozenset[str]]],
) -> Header | None:
    if row + height > len(sheet.rows) or row < 0:
        return None
    texts = _texts(sheet, row) if height == 1 else _two_rows(sheet, row)
    used: set[str] = set()
    headings: list[Heading] = []
    for place, candidates in enumerate(texts):
        shown = next((text for text in candidates if heading(text) in names), candidates[0])
        if not shown:
            continue
        key = names.get(heading(shown))
        if key is not None and key != IGNORED and key in used:
            key = None
        if key:
            used.add(key)
        headings.append(Heading(place, shown, key))
    for key, (first, second) in halves.items():
        if key not in used:
            headings = _with_halves(headings, key, first, second)
    return Header(sheet, row + 1, row + height, tuple(headings)) if headings else None


def _with_halves(headings: list[Heading], key: str, first: frozenset[str], second: frozenset[str]) -> list[Heading]:
    """Gives the key to a surname's heading and to the given name's right after it."""
    for left, right in pairwise(headings):
        if left.key is right.key is None and heading(left.text) in first and heading(right.text) in second:
            places = {left.place, right.place}
            return [Heading(each.place, each.text, key) if each.place in places else each for each in headings]
    return headings


def _texts(sheet: Sheet, row: int) -> list[tuple[str, ...]]:
    return [(_plain(cell),) for cell in sheet.rows[row]]


def _two_rows(sheet: Sheet, row: int) -> list[tuple[str, ...]]:
    """For each column what its heading may be: both rows together, the lower, or the upper when merged downwards."""
    upper, lower = list(sheet.rows[row]), list(sheet.rows[row + 1])
    width = max(len(upper), len(lower))
    upper += [None] * (width - len(upper))
    lower += [None] * (width - len(lower))
    spread = _spread(sheet, row, upper)
    found: list[tuple[str, ...]] = []
    for over, under, own in zip(spread, lower, upper, strict=True):
        top, bottom = _plain(over), _plain(under)
        found.append((top + bottom, bottom) if bottom else (_plain(own),))
    return found


def _spread(sheet: Sheet, row: int, upper: Sequence[Raw]) -> list[Raw]:
    """The upper row with merged headings written over all the columns they span (a CSV lost its merges: all blanks)."""
    spread: list[Raw] = list(upper)
    spans = [(first[1], last[1]) for first, last in sheet.merged if first[0] <= row <= last[0] and first[1] < last[1]]
    if spans or sheet.merged:
        for first, last in spans:
            for place in range(first, min(last, len(spread) - 1) + 1):
                spread[place] = upper[first]
        return spread
    for place in range(1, len(spread)):
        if blank(spread[place]):
            spread[place] = spread[place - 1]
    return spread


def _plain(cell: Raw) -> str:
    return " ".join(as_text(cell).split())
