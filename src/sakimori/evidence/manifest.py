"""The table of contents of a bundle. It proves nothing by itself: a verifier compares it with the content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sakimori.evidence.canonical import canonical
from sakimori.evidence.container import FORMAT
from sakimori.evidence.errors import EvidenceError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file: the entry it belongs to, its place in the container, its own name, its SHA-256 (hexadecimal), bytes."""

    entry: int
    member: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`ranges` are the sequences of the entries as (first, last); `whole` says that the bundle holds the whole log."""

    origin: str
    assembly: str
    created: str
    software: str
    whole: bool
    size: int
    entries: int
    details: int
    ranges: tuple[tuple[int, int], ...]
    attachments: tuple[AttachmentRow, ...] = ()

    def to_bytes(self) -> bytes:
        """manifest.json: canonical JSON and a line end."""
        rows = [
            {"entry": row.entry, "member": row.member, "name": row.name, "sha256": row.sha256, "size": row.size}
            for row in self.attachments
        ]
        value = {
            "assembly": self.assembly,
            "attachments": rows,
            "created": self.created,
            "details": self.details,
            "entries": self.entries,
            "format": FORMAT,
            "origin": self.origin,
            "scope": "whole" if self.whole else "selection",
            "sequences": self.ranges,
            "size": self.size,
            "software": self.software,
        }
        return canonical(value) + b"\n"


def parse_manifest(data: bytes) -> Manifest:
    """Reads manifest.json strictly. Raises `EvidenceError` ("bundle")."""
    try:
        found = json.loads(data)
        if _of(found, "format", str) != FORMAT or _of(found, "scope", str) not in {"whole", "selection"}:
            raise ValueError
        manifest = Manifest(
            origin=_of(found, "origin", str),
            assembly=_of(found, "assembly", str),
            created=_of(found, "created", str),
            software=_of(found, "software", str),
            whole=found["scope"] == "whole",
            size=_of(found, "size", int),
            entries=_of(found, "entries", int),
            details=_of(found, "details", int),
            ranges=tuple((int(first), int(last)) for first, last in _of(found, "sequences", list)),
            attachments=tuple(_row(row) for row in _of(found, "attachments", list)),
        )
        if manifest.to_bytes() != data:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise EvidenceError("bundle", why="manifest.json cannot be read") from error
    return manifest


def _row(row: Mapping[str, object]) -> AttachmentRow:
    return AttachmentRow(
        _of(row, "entry", int),
        _of(row, "member", str),
        _of(row, "name", str),
        _of(row, "sha256", str),
        _of(row, "size", int),
    )


def _of(value: Mapping[str, object], key: str, kind: type[T]) -> T:
    found = value[key]
    if not isinstance(found, kind):
        raise ValueError(key)
    return found
