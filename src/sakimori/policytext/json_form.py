"""The parsed policy as JSON and as a readable tree: the shapes of `sakimori policy parse` (docs/policy-text.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sakimori.policytext.frequency import frequency_of
from sakimori.policytext.measures import align
from sakimori.policytext.tree import Clause, PolicyDocument

_WIDE = 60


def to_json(document: PolicyDocument) -> dict[str, Any]:
    """`{"title", "clauses", "history", "dropped", "doubts"}`; a clause has path, heading (or null), text, measures
    (slugs, best first), frequency (yearly, regular, as_needed or null) and children."""
    measures = _measures(document)
    return {
        "title": document.title,
        "clauses": [_clause(clause, measures) for clause in document.clauses],
        "history": [{"date": entry.date, "event": str(entry.event)} for entry in document.history],
        "dropped": [{"text": one.text, "reason": one.reason} for one in document.dropped],
        "doubts": [{"path": one.path, "code": one.code, "detail": one.detail} for one in document.doubts],
    }


def to_tree(document: PolicyDocument) -> str:
    """The tree for reading in a terminal: path, heading, measures, frequency, the beginning of the text."""
    measures = _measures(document)
    lines = [document.title or "（題名なし）"]
    for clause in document.clauses:
        lines += _branch(clause, measures, 1)
    lines += [f"履歴 {entry.date} {entry.event}" for entry in document.history]
    lines += [f"除外 [{one.reason}] {_short(one.text)}" for one in document.dropped]
    lines += [f"確認 [{one.code}] {one.path or '-'} {_short(one.detail)}" for one in document.doubts]
    return "\n".join(lines) + "\n"


def _measures(document: PolicyDocument) -> dict[str, list[str]]:
    return {path: [found.measure for found in alignments] for path, alignments in align(document).items()}


def _clause(clause: Clause, measures: dict[str, list[str]]) -> dict[str, Any]:
    frequency = frequency_of(clause)
    return {
        "path": clause.path,
        "heading": clause.heading,
        "text": clause.text,
        "measures": measures.get(clause.path, []),
        "frequency": None if frequency is None else str(frequency),
        "children": [_clause(child, measures) for child in clause.children],
    }


def _branch(clause: Clause, measures: dict[str, list[str]], depth: int) -> Iterator[str]:
    notes = list(measures.get(clause.path, []))
    frequency = frequency_of(clause)
    if frequency is not None:
        notes.append(f"<{frequency}>")
    shown = f"  [{', '.join(notes)}]" if notes else ""
    indent = "  " * depth
    yield f"{indent}{clause.path}  {clause.heading or '—'}{shown}"
    for paragraph in clause.text.split("\n"):
        if paragraph:
            yield f"{indent}    {_short(paragraph)}"
    for child in clause.children:
        yield from _branch(child, measures, depth + 1)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"
