"""From the parser's plain tree to rows, and back to a tree for comparing and hashing. No writes here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sakimori.evidence.canonical import canonical
from sakimori.policy.clauses.models import Clause
from sakimori.policytext import tree
from sakimori.policytext.frequency import frequency_of
from sakimori.policytext.measures import Alignment, align_each
from sakimori.policytext.obligation import Obligation, obligations
from sakimori.policytext.restructure import Part

SUPPLEMENT = "附則"
"""A label that stands on a line of its own."""


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause as it was read, with everything found out about it. `parent` is the index of the clause above."""

    clause: tree.Clause
    parent: int | None
    depth: int
    frequency: str
    obligation: Obligation | None
    alignments: tuple[Alignment, ...]


def read_clauses(document: tree.PolicyDocument) -> list[ReadClause]:
    """Every clause in reading order."""
    alignments = {id(clause): found for clause, found in align_each(document)}
    asked = obligations(document)
    rows: list[ReadClause] = []

    def visit(clauses: Sequence[tree.Clause], parent: int | None, depth: int) -> None:
        for clause in clauses:
            frequency = frequency_of(clause)
            rows.append(
                ReadClause(
                    clause,
                    parent,
                    depth,
                    frequency.value if frequency else "",
                    asked.get(clause.path),
                    alignments.get(id(clause), ()),
                )
            )
            visit(clause.children, len(rows) - 1, depth + 1)

    visit(document.clauses, None, 0)
    return rows


def text_hash(title: str, clauses: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 over title and (path, heading, text) of every clause, canonically written."""
    return sha256(canonical({"title": title, "clauses": [list(clause) for clause in clauses]})).hexdigest()


def to_document(title: str, rows: Sequence[Clause]) -> tree.PolicyDocument:
    """The stored clauses as a tree again (rows in reading order)."""
    children: dict[object, list[Clause]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)

    def build(parent: object) -> Iterator[tree.Clause]:
        for row in children.get(parent, ()):
            yield tree.Clause(row.path, row.heading or None, row.text, tuple(build(row.pk)))

    return tree.PolicyDocument(title, tuple(build(None)))


def frequency_in(row: Clause) -> str:
    """How often, as the row's own words say; empty where they say nothing."""
    return frequency_of(tree.Clause(row.path, row.heading or None, row.text)) or ""


def to_parts(rows: Sequence[Clause]) -> list[Part]:
    """The stored clauses as the flat list that is split, merged and moved (rows in reading order)."""
    return [Part(row.pk, row.path, row.heading, row.text, row.depth) for row in rows]


def plain_text(title: str, rows: Sequence[Clause]) -> str:
    """The policy as text, for an amendment that begins from the present wording."""
    blocks = [title]
    for row in rows:
        apart = "\n\n" if row.label == SUPPLEMENT else " "
        blocks.append(f"{row.label}{apart}{row.heading or row.text}".strip())
        if row.heading and row.text:
            blocks.append(row.text)
    return "\n\n".join(blocks)
