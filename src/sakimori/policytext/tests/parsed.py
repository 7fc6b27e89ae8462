"""A parsed policy written down line by line, so that a whole result can be read and compared."""

from __future__ import annotations

from pathlib import Path

from sakimori.policytext.tree import Clause, PolicyDocument

POLICIES = Path(__file__).with_name("policies")


def written(document: PolicyDocument) -> str:
    """`path | heading | text` per clause (`-` is none, ¶ a new paragraph, ↵ a new line), then what else was found."""
    lines = [document.title or "-"]
    for clause in document.clauses:
        lines += _clause(clause, 0)
    lines += [f"= {entry.date} {entry.event}" for entry in document.history]
    lines += [f"x {one.reason} | {one.text}" for one in document.dropped]
    lines += [f"? {one.path or '-'} {one.code}" for one in document.doubts]
    return "\n".join(lines) + "\n"


def _clause(clause: Clause, depth: int) -> list[str]:
    text = clause.text.replace("\n\n", "¶").replace("\n", "↵") or "-"
    own = f"{'  ' * depth}{clause.path} | {'-' if clause.heading is None else clause.heading} | {text}"
    return [own, *(line for child in clause.children for line in _clause(child, depth + 1))]
