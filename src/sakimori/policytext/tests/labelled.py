"""Reads labelled_clauses.txt: policies as trees, with the measures and the frequency that a reader gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sakimori.policytext.tree import Clause, PolicyDocument


@dataclass(frozen=True)
class Label:
    policy: str
    path: str
    measures: frozenset[str]
    frequency: str | None


@dataclass(frozen=True)
class LabelledPolicy:
    name: str
    document: PolicyDocument
    labels: tuple[Label, ...]


def labelled_policies() -> list[LabelledPolicy]:
    text = Path(__file__).with_name("labelled_clauses.txt").read_text(encoding="utf-8")
    return [_policy(part) for part in text.split("\n== ")[1:]]


def _policy(part: str) -> LabelledPolicy:
    name, *lines = part.split("\n")
    rows = [(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines if line.strip()]
    labels = [_label(name, row) for _, row in rows]
    clauses, rest = _tree(rows, 0)
    assert not rest, rest
    return LabelledPolicy(name, PolicyDocument(name, clauses), tuple(labels))


def _label(policy: str, row: str) -> Label:
    path, _, _, measures, frequency = (cell.strip() for cell in row.split(" | "))
    slugs = frozenset() if measures == "-" else frozenset(measures.split())
    return Label(policy, path, slugs, None if frequency == "-" else frequency)


def _tree(rows: list[tuple[int, str]], depth: int) -> tuple[tuple[Clause, ...], list[tuple[int, str]]]:
    clauses: list[Clause] = []
    while rows and rows[0][0] >= depth:
        path, heading, text, _, _ = (cell.strip() for cell in rows[0][1].split(" | "))
        children, rows = _tree(rows[1:], depth + 2)
        written = "" if text == "-" else text.replace("¶", "\n\n")
        clauses.append(Clause(path, None if heading == "-" else heading, written, children))
    return tuple(clauses), rows
