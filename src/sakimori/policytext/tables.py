"""Tables: which row is the header, which table is a history, and what a row says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sakimori.policytext.dates_in_text import dates_in
from sakimori.policytext.history import is_history_line
from sakimori.policytext.labels import Label, find_label
from sakimori.policytext.readers.lines import Line

_HEADER_CELL = re.compile(
    r"^(?:用語(?:の名称)?|語句|(?:用語の)?(?:意義|定義|意味|説明)|項目|事項|内容|区分|分類|番号|項番"
    r"|No\.?|№|名称|役割|職名?|役職|担当|備考|種類|種別|対象|情報資産|責務|基準|説明|概要|略称|読み"
    r"|職務|範囲|条文"
    r"|版数?|日付|年月日|改定日|改正日|改定内容|改正内容|制定・改正|担当部署|組織|対策|脅威|例)(?:等)?$"
)
_GAP = re.compile(r"[ 　\t]+")
_LONGEST_TERM = 60
_LONGEST_ROW = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row as an item: its number, its term, what the term means."""

    label: Label | None
    term: str
    text: str


def is_header_row(rows: list[Line]) -> bool:
    """Marked as such in the file, or made of words like 用語 and 意義."""
    first = rows[0]
    if len(rows) < 2:
        return False
    cells = [re.sub(r"[ 　\t]", "", cell) for cell in first.cells if cell]
    named = sum(bool(_HEADER_CELL.match(cell)) for cell in cells)
    if first.header_row and all("。" not in cell for cell in cells):
        return True
    return bool(cells) and named == len(cells) and len(cells) > 1


def mark_text_tables(lines: list[Line]) -> None:
    """Rows of a plain text below a header such as `用語　意義`, or parted by tabs: their cells, in place."""
    table = max((line.table for line in lines), default=0)
    columns = 0
    for index, line in enumerate(lines):
        cells = _GAP.split(line.text) if line.text and len(line.text) <= _LONGEST_ROW else []
        if _is_text_header(cells) and index + 1 < len(lines):
            table, columns = table + 1, len(cells)
        elif columns and len(cells) > 1 and find_label(line.text) is None:
            cells = _GAP.split(line.text, maxsplit=columns - 1)
        elif _is_tabbed(lines, index):
            cells = line.text.split("\t")
            if not columns:
                table, columns = table + 1, len(cells)
        else:
            columns = 0
            continue
        line.cells, line.text, line.table = tuple(cells), "", table


def _is_text_header(cells: list[str]) -> bool:
    return len(cells) > 1 and all(_HEADER_CELL.match(cell) for cell in cells)


def _is_tabbed(lines: list[Line], index: int) -> bool:
    """A line with a tab beside another such line, neither of them numbered."""
    text = lines[index].text
    if "\t" not in text or find_label(text) is not None:
        return False
    near = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    return any("\t" in one.text or len(one.cells) > 1 for one in near if not one.text or find_label(one.text) is None)


def is_history_table(rows: list[Line]) -> bool:
    """Most rows say what happened on a day."""
    dated = sum(_is_event(row) for row in rows)
    return dated > 0 and dated * 2 >= len(rows)


def _is_event(row: Line) -> bool:
    cells = [cell for cell in row.cells if cell]
    short = [cell for cell in cells if list(dates_in(cell)) and len(cell) < 24]
    return bool(short) and (
        is_history_line("　".join(cells)) or any(re.search(r"策定|制定|改正|改定|改訂|施行|初版", c) for c in cells)
    )


def row_of(line: Line) -> Row | None:
    """None for a row with one filled cell, which is a line of text."""
    cells = [cell for cell in line.cells if cell]
    if len(cells) < 2:
        return None
    label = find_label(cells[0])
    bare = _bare_label(cells[0]) if label is None else None
    label = label or bare
    if label is not None and not label.rest:
        rest = cells[1:]
        term, text = ("", rest[0]) if len(rest) == 1 else (rest[0], "　".join(rest[1:]))
        return Row(label, term, text)
    if label is not None and not label.tight:
        return Row(label, label.rest, "　".join(cells[1:]))
    if len(cells[0]) > _LONGEST_TERM or "。" in cells[0]:
        return Row(None, "", "　".join(cells))
    return Row(None, cells[0], "　".join(cells[1:]))


def _bare_label(cell: str) -> Label | None:
    label = find_label(cell + " ")
    return label if label is not None and not label.rest else None
