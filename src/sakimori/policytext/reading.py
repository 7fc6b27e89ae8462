"""One pass over the lines: each goes to the title, the history, the dropped, or a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sakimori.policytext.dates_in_text import dates_in
from sakimori.policytext.front_matter import choose_title, is_maker, is_title, shown_title, title_key
from sakimori.policytext.history import (
    events_of_line,
    events_of_sentences,
    is_bare_date,
    is_history_heading,
    is_history_line,
    is_rule_number,
)
from sakimori.policytext.labels import TOP_LEVEL, Kind, Label, find_label, fold_width
from sakimori.policytext.nodes import Node
from sakimori.policytext.outline import Builder
from sakimori.policytext.paths import PREAMBLE
from sakimori.policytext.profile import mark_headings, profile_of
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.tables import is_header_row, is_history_table, row_of
from sakimori.policytext.tree import Clause, Dropped, HistoryEvent
from sakimori.policytext.wording import bracket_heading, is_preamble_heading

_HEADED = (Kind.ARTICLE, Kind.ORDINAL, Kind.NUMBER, Kind.DASHED, Kind.ROMAN, Kind.KANJI, Kind.CIRCLE, Kind.CHAPTER)
_AMENDMENT_NOTE = re.compile(r"^[（(](?:令|平|昭)(?:和|成)?[0-9０-９元]+.{0,60}(?:改正|追加|繰上|繰下|全改|旧)[）)]?$")
_CLOSINGS = ("以上", "以　上")
_RELATION = re.compile(r"^\((?:[^()]|\([^()]*\))*関係(?:[^()]|\([^()]*\))*\)$")


class Reading:
    """Reads lines into a tree. After `run`: `title`, `builder.root`, `dropped`, events."""

    def __init__(self, lines: list[Line], page_title: str) -> None:
        self.lines = lines
        self.title = ""
        self.dropped: list[Dropped] = []
        self.events: list[tuple[date, HistoryEvent]] = []
        self.profile = profile_of(lines)
        self.builder = Builder(articles=self.profile.articles)
        self._preamble: list[Line] = []
        self._pending: str | None = None
        self._in_history = False
        self._closing: int | None = None
        self._head_date: date | None = None
        self._rule_without_date = False
        self._take_title(page_title)
        mark_headings(self.lines, self.profile)

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if line.cells:
                index = self._table(index)
                continue
            self._line(index, line)
            index += 1
        if self._pending is not None:
            self._text(Line(self._pending))
        self._settle_preamble()

    def all_events(self, clauses: Iterable[Clause]) -> list[tuple[date, HistoryEvent]]:
        """Events of the history block, then those that clauses state of the policy itself."""
        found = list(self.events)
        for top in clauses:
            for clause in top.walk():
                before = found[-1][0] if found else None
                if clause.heading and is_history_heading(clause.heading):
                    for line in clause.text.split("\n"):
                        found += events_of_line(line, before)
                else:
                    found += events_of_sentences(clause.text, before)
        return found

    def _take_title(self, page_title: str) -> None:
        head = self._head()
        line = choose_title(head, page_title)
        if line is not None:
            self.title = shown_title(line.text)
            self.lines = [one for one in self.lines if one is not line]
        elif page_title and is_title(page_title):
            self.title = shown_title(page_title)

    def _head(self) -> list[Line]:
        head: list[Line] = []
        for line in self.lines:
            label = None if line.cells else find_label(line.text, sure=line.numbered)
            if line.cells or (label is not None and (not label.tight or label.numbers[0] == 1)):
                break
            if not self.profile.numbered and "。" in line.text:
                break
            if not (is_history_line(line.text) or is_rule_number(line.text) or is_history_heading(line.text)):
                head.append(line)
        return head

    def _line(self, index: int, line: Line) -> None:
        text = line.text
        if self._is_outside(index, line):
            return
        label = find_label(text, sure=line.numbered)
        if label is None and self._is_bracket_heading(index, text):
            return
        if label is not None and self._opens(label, line):
            return
        self._in_history = False
        if line.level is not None and label is None:
            self._heading(index, line)
        else:
            if label is not None and not label.tight:
                self.builder.doubts.append((self.builder.top, "maybe-a-number", text[:60]))
            self._text(line)

    def _opens(self, label: Label, line: Line) -> bool:
        if not self.builder.open(label, line, self._pending):
            return False
        self._pending = None
        self._in_history = False
        if label.dropped:
            self._drop(label.dropped, "applies-to")
            if label.kind is Kind.SUPPLEMENT:
                self._supplement_event(label.dropped)
        self._inner_label(label, line)
        return True

    def _inner_label(self, label: Label, line: Line) -> None:
        """`第3条　1　議長は…` or `1 (1) …`: a second, first number on the same line opens its own level."""
        inner = find_label(label.rest)
        if inner is None or inner.tight or inner.numbers[0] != 1 or inner.kind is label.kind or not inner.rest:
            return
        if inner.kind not in (Kind.NUMBER, Kind.PAREN, Kind.CIRCLE) or label.kind in TOP_LEVEL:
            return
        if label.kind is not Kind.ARTICLE and inner.kind is Kind.NUMBER:
            return
        self.builder.top.lead = ""
        if not self.builder.open(inner, replace_text(line, label.rest), None):
            self.builder.top.lead = label.rest

    def _supplement_event(self, bracket: str) -> None:
        """附則（令和7年3月1日議会訓令第2号） names the day of an amendment, unless it is the first one."""
        for found in dates_in(bracket):
            if (found.day, HistoryEvent.ESTABLISHED) not in self.events:
                self.events.append((found.day, HistoryEvent.AMENDED))
            return

    def _is_outside(self, index: int, line: Line) -> bool:
        """Title again, history, rule numbers, makers, notes: lines that are no clause."""
        text = line.text
        if self.title and title_key(text) == title_key(self.title):
            self._drop(text, "duplicate-title")
        elif is_history_heading(text) and not self._in_history_clause():
            self._in_history = True
            self._drop(text, "history")
        elif self._is_history(line):
            self._history_line(text)
        elif self._in_history and self._heads_history(index):
            self._drop(text, "history")
        elif _AMENDMENT_NOTE.match(text):
            self._drop(text, "amendment-note")
        elif _RELATION.match(fold_width(text)) and self._beside_appendix(index):
            self._drop(text, "applies-to")
        elif text in _CLOSINGS and index == len(self.lines) - 1:
            self._drop(text, "closing")
        elif self._is_made_by(index, text):
            if is_bare_date(text):
                self._date_line(text)
            else:
                self._drop(text, "maker")
        else:
            return False
        return True

    def _heads_history(self, index: int) -> bool:
        """版　日付　内容, right above the dated lines."""
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        line = self.lines[index].text
        return "。" not in line and find_label(line) is None and bool(list(dates_in(after)))

    def _in_history_clause(self) -> bool:
        top = self.builder.top
        return top.kind is not None and is_history_heading(top.lead)

    def _is_history(self, line: Line) -> bool:
        text = line.text
        if self._in_history_clause():
            return False
        if self._in_history:
            label = find_label(text)
            body = label.rest if label is not None else text
            return bool(list(dates_in(body, date.min))) and (label is None or is_history_line(body))
        if self._at_head() and is_rule_number(text):
            return True
        return is_history_line(text) and find_label(text) is None

    def _history_line(self, text: str) -> None:
        before = self.events[-1][0] if self.events else None
        numbered = self._at_head() and is_rule_number(text) and not self._in_history
        found = events_of_line(text, before, rule_number=numbered)
        self.events += found
        if numbered and not found:
            self._rule_without_date = True
            self._established_on_head_date()
        self._drop(text, "rule-number" if numbered else "history")

    def _date_line(self, text: str) -> None:
        """A date alone; beside a rule number (議会訓令第1号) it is the day of that rule."""
        self._drop(text, "date")
        if not self._at_head():
            return
        self._head_date = next(dates_in(text)).day
        self.builder.doubts.append((None, "date-without-event", text))
        self._established_on_head_date()

    def _established_on_head_date(self) -> None:
        """令和6年3月25日 and 議会訓令第1号 on lines of their own are one dated rule number."""
        if self._head_date is not None and self._rule_without_date:
            self.events.append((self._head_date, HistoryEvent.ESTABLISHED))
            self.builder.doubts = [doubt for doubt in self.builder.doubts if doubt[1] != "date-without-event"]

    def _at_head(self) -> bool:
        return not self.builder.root.children

    def _is_made_by(self, index: int, text: str) -> bool:
        """A date or a maker before the first clause, or in a closing run of such lines that has a date."""
        if not _is_signature(text):
            return False
        if self._at_head():
            return True
        if self._closing is None:
            self._closing = self._closing_run()
        return index >= self._closing

    def _closing_run(self) -> int:
        start = len(self.lines)
        while start > 0 and _is_signature(self.lines[start - 1].text):
            start -= 1
        return start if any(is_bare_date(line.text) for line in self.lines[start:]) else len(self.lines)

    def _beside_appendix(self, index: int) -> bool:
        if self.builder.top.kind is Kind.APPENDIX:
            return True
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        label = find_label(after.text) if after is not None else None
        return label is not None and label.kind is Kind.APPENDIX

    def _is_bracket_heading(self, index: int, text: str) -> bool:
        """（目的） alone on a line: the heading of the number below it, or of the bare number above it."""
        found = bracket_heading(text)
        if found is None or found[1]:
            return False
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        label = find_label(after.text, sure=after.numbered) if after is not None and after.text else None
        top = self.builder.top
        bare = top.kind in _HEADED and not top.has_text and top.heading is None and not top.children
        if bare and (label is None or label.kind is not top.kind):
            top.heading = found[0]
            return True
        if label is None or label.kind not in _HEADED:
            return False
        if self._pending is not None:
            self._text(Line(self._pending))
        self._pending = found[0]
        return True

    def _heading(self, index: int, line: Line) -> None:
        """In a numbered document a heading before the first number heads the page or its preamble, no clause."""
        if not self._at_head() or not self.profile.numbered or self.profile.restarts:
            self.builder.open_heading(line.text, line.level or 1)
        elif self._heads_page(index, line):
            self._drop(line.text, "page-heading")
        else:
            self._preamble.append(line)

    def _heads_page(self, index: int, line: Line) -> bool:
        if is_preamble_heading(line.text):
            return False
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        above_number = after is not None and (after.level is not None or find_label(after.text) is not None)
        return line.level == 1 or above_number or is_title(line.text)

    def _text(self, line: Line) -> None:
        if self._at_head():
            self._preamble.append(line)
        else:
            self.builder.add_text(line)

    def _table(self, start: int) -> int:
        """Rows of one table from `start`; gives the index after it."""
        end = start
        while end < len(self.lines) and self.lines[end].cells and self.lines[end].table == self.lines[start].table:
            end += 1
        rows = self.lines[start:end]
        history = self._in_history or is_history_table(rows)
        for place, line in enumerate(rows):
            joined = "　".join(cell for cell in line.cells if cell)
            if history:
                self._history_line(joined)
            elif place == 0 and is_header_row(rows):
                self._drop(joined, "table-header")
            else:
                self._row(line)
        return end

    def _row(self, line: Line) -> None:
        row = row_of(line)
        if row is None:
            one = replace_text(line, "　".join(cell for cell in line.cells if cell))
            one.cells = ()
            label = find_label(one.text)
            if one.text and not (label is not None and self._opens(label, one)):
                self._text(one)
            return
        row = replace(row, text=one_text(row.text))
        if row.label is not None and self.builder.open(replace(row.label, rest=row.text), line, row.term or None):
            return
        term = row.term if row.label is None else "　".join(part for part in line.cells[:-1] if part)
        self.builder.add_row(term, row.text)

    def _drop(self, text: str, reason: str) -> None:
        self.dropped.append(Dropped(text, reason))

    def _settle_preamble(self) -> None:
        lines = self._preamble
        if not lines:
            return
        root = self.builder.root
        if root.children:
            heading = lines[0].text if len(lines) > 1 and is_preamble_heading(lines[0].text) else None
            texts = [line.text for line in (lines[1:] if heading else lines)]
            root.children.insert(0, Node(piece=PREAMBLE, heading=heading, below=texts))
        else:
            root.children = [Node(below=[line.text]) for line in lines]
        if not self.title:
            self.builder.doubts.append((None, "text-before-first-clause", lines[0].text[:60]))


def _is_signature(text: str) -> bool:
    return bool(text) and (is_bare_date(text) or is_maker(text)) and find_label(text) is None


def one_text(cell: str) -> str:
    """A cell's lines: a line that ends a sentence ends a paragraph, others go on."""
    result = ""
    for line in cell.split("\n"):
        result += ("\n\n" if result.endswith("。") else "") + line
    return result


def replace_text(line: Line, text: str) -> Line:
    """The line with another text."""
    return replace(line, text=text)
