"""Checkpoints of a log: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) as a signed note."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.note import Note, SignerKey, parse_note, sign_note
from sakimori.evidence.tree import HASH_SIZE

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,15}")
_TIME_LINE: Final = "time "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: its `origin`, the number of entries and the root hash (32 bytes).

    `extensions` are further lines; ours is `time 2026-11-23T01:02:03.000000Z`, the instant of signing.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any(ord(mark) < 32 for line in lines for mark in line):
            raise EvidenceError("checkpoint", why="an empty line or a control character")
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise EvidenceError("checkpoint", why="size or root hash out of range")

    @property
    def time(self) -> str | None:
        """The instant of signing by the signer's clock, if the checkpoint names it."""
        for line in self.extensions:
            if line.startswith(_TIME_LINE):
                return line[len(_TIME_LINE) :]
        return None

    def text(self) -> str:
        """The signed text."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), root, *self.extensions))

    @classmethod
    def from_text(cls, text: str) -> Checkpoint:
        """Reads `text`. Raises `EvidenceError` ("checkpoint")."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or _SIZE.fullmatch(lines[1]) is None:
            raise EvidenceError("checkpoint", why="not origin, size and root")
        try:
            root = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise EvidenceError("checkpoint", why="the root is not base64") from error
        found = cls(lines[0], int(lines[1]), root, tuple(lines[3:]))
        if found.text() != text:
            raise EvidenceError("checkpoint", why="not in canonical form")
        return found


def checkpoint_at(origin: str, size: int, root: bytes, time: str) -> Checkpoint:
    """A checkpoint that carries its time (as `entry.format_time` writes it)."""
    return Checkpoint(origin, size, root, (f"{_TIME_LINE}{time}",))


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SignerKey]) -> bytes:
    """The checkpoint as a note signed by each key; around a rotation both old and new may sign."""
    return sign_note(checkpoint.text(), keys).to_bytes()


def parse_checkpoint(data: bytes) -> tuple[Checkpoint, Note]:
    """Reads a signed checkpoint; the signatures are not verified yet. Raises `EvidenceError`."""
    note = parse_note(data)
    return Checkpoint.from_text(note.text), note
