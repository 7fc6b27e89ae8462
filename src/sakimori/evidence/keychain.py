"""Succession of signing keys: who vouches for whom, and where the line is broken.

`keys.txt` holds the first public key on a line of its own, then key statements, each after a line `----`. A statement
is a signed note:

    sakimori-key-statement-v1
    <origin>
    rotated | lost
    from-size <number of entries when the new key took over>
    time <instant>
    previous <public key>
    key <public key>

A rotation is signed by the previous and by the new key, so trust runs through it both ways. When the previous key was
lost only the new key signs: a visible seam that must be bridged by people (a printed fingerprint).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.note import Note, SignerKey, VerifierKey, parse_note, sign_note, verify_note

STATEMENT: Final = "sakimori-key-statement-v1"
SEPARATOR: Final = "----\n"
_PARTING: Final = re.compile(r"(?m)^----\n")
_TEXT: Final = re.compile(
    rf"{STATEMENT}\n(?P<origin>.+)\n(?P<how>rotated|lost)\nfrom-size (?P<size>0|[1-9]\d{{0,15}})\n"
    r"time (?P<time>.+)\nprevious (?P<previous>.+)\nkey (?P<key>.+)\n"
)


@dataclass(frozen=True, slots=True)
class KeyLink:
    """A key, the size of the log from which it signs, and whether its predecessor vouched for it."""

    key: VerifierKey
    from_size: int
    vouched: bool
    time: str | None = None


@dataclass(frozen=True, slots=True)
class KeyChain:
    """The keys of one log, oldest first."""

    links: tuple[KeyLink, ...]

    def current(self) -> VerifierKey:
        """The key that signs now."""
        return self.links[-1].key

    def index_of(self, key: VerifierKey) -> int | None:
        """The place of a key in the succession."""
        for place, link in enumerate(self.links):
            if link.key == key:
                return place
        return None

    def may_sign(self, place: int, size: int) -> bool:
        """Whether the key at `place` was in office for a checkpoint of this size (at a change both are)."""
        in_time = place + 1 >= len(self.links) or size <= self.links[place + 1].from_size
        return in_time and size >= self.links[place].from_size

    def unbroken(self, one: int, other: int) -> bool:
        """Whether every change of key between two places was vouched for."""
        return all(link.vouched for link in self.links[min(one, other) + 1 : max(one, other) + 1])


def rotation_statement(origin: str, old: SignerKey, new: SignerKey, *, from_size: int, time: str) -> bytes:
    """The note by which the old key hands over to the new one."""
    text = _statement_text(origin, "rotated", old.verifier, new.verifier, from_size, time)
    return sign_note(text, (old, new)).to_bytes()


def loss_statement(origin: str, lost: VerifierKey, new: SignerKey, *, from_size: int, time: str) -> bytes:
    """The note by which a new key takes over from one that is lost or stolen."""
    text = _statement_text(origin, "lost", lost, new.verifier, from_size, time)
    return sign_note(text, (new,)).to_bytes()


def write_keys(first: VerifierKey, statements: Sequence[bytes] = ()) -> bytes:
    """The bytes of `keys.txt`."""
    return SEPARATOR.join([f"{first}\n", *(statement.decode() for statement in statements)]).encode()


def parse_keys(data: bytes, origin: str) -> KeyChain:
    """Reads and verifies `keys.txt`. Raises `EvidenceError` ("key") naming the statement that does not hold."""
    try:
        first, *statements = _PARTING.split(data.decode())
    except UnicodeDecodeError as error:
        raise EvidenceError("key", why="keys.txt is not UTF-8") from error
    if not first.endswith("\n") or first.count("\n") != 1:
        raise EvidenceError("key", why="keys.txt does not begin with one public key")
    links = [KeyLink(VerifierKey.parse(first), 0, vouched=True)]
    for number, statement in enumerate(statements, 1):
        links.append(_link(parse_note(statement.encode()), origin, links[-1], number))
    return KeyChain(tuple(links))


def _link(note: Note, origin: str, before: KeyLink, number: int) -> KeyLink:
    found = _TEXT.fullmatch(note.text)
    if found is None or found["origin"] != origin:
        raise EvidenceError("key", why=f"statement {number} is not a key statement of this log")
    key, previous = VerifierKey.parse(found["key"]), VerifierKey.parse(found["previous"])
    rotated, size = found["how"] == "rotated", int(found["size"])
    if previous != before.key or size < before.from_size:
        raise EvidenceError("key", why=f"statement {number} does not follow the one before")
    if not verify_note(note, key) or (rotated and not verify_note(note, previous)):
        raise EvidenceError("key", why=f"statement {number} has a false signature")
    return KeyLink(key, size, vouched=rotated, time=found["time"])


def _statement_text(origin: str, how: str, old: VerifierKey, new: VerifierKey, size: int, time: str) -> str:
    lines = (STATEMENT, origin, how, f"from-size {size}", f"time {time}", f"previous {old}", f"key {new}")
    return "".join(f"{line}\n" for line in lines)
