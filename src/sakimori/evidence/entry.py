"""The line of one ledger entry: what is hashed into the tree, byte for byte."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sakimori.evidence.canonical import LARGEST_INTEGER, canonical
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.tree import leaf_hash

SCHEMA: Final = 1
SEAM_ACTIONS: Final = frozenset(
    {"ledger.clock-jumped", "ledger.restored", "ledger.key-rotated", "ledger.key-lost", "ledger.payload-erased"}
)
"""Acts that leave a visible seam; verifiers point them out (docs/evidence.md)."""

_FIELDS: Final = frozenset(
    "action actor assembly channel commitments post request schema sequence subjects time".split()  # noqa: SIM905
)
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9._:-]{0,99}")
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One act. Holds no personal data: people and things by id, changes and reasons only as commitments.

    `sequence` counts from 1 within the assembly (leaf index + 1). `time` is `2026-11-23T01:02:03.000004Z`. `actor` is
    an id, or `system`. `post` is the office under which the actor acted. `subjects` are (model, id) pairs.
    """

    sequence: int
    assembly: str
    time: str
    actor: str
    channel: str
    action: str
    request: str
    post: str | None = None
    subjects: tuple[tuple[str, str], ...] = ()
    commitments: tuple[str, ...] = ()
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        wrong = _first_fault(self)
        if wrong:
            raise EvidenceError("entry", why=wrong)

    def line(self) -> bytes:
        """Canonical JSON, without line end: the leaf's data."""
        return canonical(
            {
                "action": self.action,
                "actor": self.actor,
                "assembly": self.assembly,
                "channel": self.channel,
                "commitments": self.commitments,
                "post": self.post,
                "request": self.request,
                "schema": self.schema,
                "sequence": self.sequence,
                "subjects": self.subjects,
                "time": self.time,
            }
        )

    def leaf_hash(self) -> bytes:
        """The hash of this entry in the tree."""
        return leaf_hash(self.line())


def format_time(moment: datetime) -> str:
    """An aware instant as entries write it, in UTC with microseconds. Raises `EvidenceError` for a naive one."""
    if moment.tzinfo is None:
        raise EvidenceError("entry", why="a time without a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_entry(line: bytes) -> EntryRecord:
    """Reads a line and insists that it is written canonically. Raises `EvidenceError` ("entry")."""
    try:
        found = json.loads(line)
    except ValueError as error:
        raise EvidenceError("entry", why="not JSON") from error
    if not isinstance(found, dict) or found.keys() != _FIELDS:
        raise EvidenceError("entry", why="not the fields of an entry")
    try:
        found["subjects"] = tuple((model, ident) for model, ident in found["subjects"])
        found["commitments"] = tuple(found["commitments"])
    except (TypeError, ValueError) as error:
        raise EvidenceError("entry", why="subjects are not pairs") from error
    record = EntryRecord(**found)
    if record.line() != line:
        raise EvidenceError("entry", why="not in canonical form")
    return record


def _first_fault(entry: EntryRecord) -> str:
    checks = (
        (type(entry.sequence) is int and 1 <= entry.sequence <= LARGEST_INTEGER, "the sequence is no number from 1"),
        (type(entry.schema) is int and entry.schema == SCHEMA, "the schema is not known"),
        (_is_text(entry.assembly, 200), "assembly is empty or too long"),
        (_is_text(entry.actor, 200), "actor is empty or too long"),
        (_is_text(entry.request, 200), "request is empty or too long"),
        (_fits(_WORD, entry.action), "action is not a plain word"),
        (_fits(_WORD, entry.channel), "channel is not a plain word"),
        (entry.post is None or _is_text(entry.post, 200), "post is empty or too long"),
        (_fits(_TIME, entry.time) and _is_day(entry.time), "time is not an instant in UTC with microseconds"),
        (all(_is_text(text, 500) for pair in entry.subjects for text in pair), "a subject is not a pair of texts"),
        (all(_fits(_HEX, item) for item in entry.commitments), "a commitment is not 64 hexadecimal digits"),
    )
    return next((fault for holds, fault in checks if not holds), "")


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= longest


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and value.isascii() and pattern.fullmatch(value) is not None


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
