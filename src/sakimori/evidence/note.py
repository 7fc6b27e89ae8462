"""Signed notes and their keys: C2SP signed-note (https://c2sp.org/signed-note), Ed25519 only.

A note is text, a blank line and signature lines `— name base64(key id, signature)`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sakimori.evidence.errors import EvidenceError

LARGEST_NOTE: Final = 1_000_000
_ED25519: Final = b"\x01"
_NAME: Final = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
_SIGNATURE: Final = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_PRIVATE: Final = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name under which it signs. `public` is 32 bytes."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_key(self.name, self.public)

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this key's signatures: SHA-256(name, newline, 0x01, public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in hexadecimal, in groups of four: for printing and reading aloud."""
        digits = sha256(self.public).hexdigest()
        return " ".join(digits[place : place + 4] for place in range(0, 64, 4))

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_encode(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Reads `name+keyid+base64`. Raises `EvidenceError` ("key")."""
        name, key_id, secret = _split_key(text.strip())
        key = cls(name, secret)
        if key.key_id.hex() != key_id:
            raise EvidenceError("key", why="name, id and key do not belong together")
        return key


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key. `seed` is 32 secret bytes, never shown in a representation."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_key(self.name, self.seed)

    @classmethod
    def generate(cls, name: str) -> SignerKey:
        """A fresh key."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature (RFC 8032)."""
        return self._private().sign(message)

    def secret_text(self) -> str:
        """`PRIVATE+KEY+name+keyid+base64`, to be kept in a file that only the service can read."""
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{_encode(_ED25519 + self.seed)}"

    @classmethod
    def parse(cls, text: str) -> SignerKey:
        """Reads `secret_text`. Raises `EvidenceError` ("key")."""
        plain = text.strip()
        if not plain.startswith(_PRIVATE):
            raise EvidenceError("key", why="not a private key")
        name, key_id, seed = _split_key(plain[len(_PRIVATE) :])
        key = cls(name, seed)
        if key.verifier.key_id.hex() != key_id:
            raise EvidenceError("key", why="name, id and key do not belong together")
        return key

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line."""

    name: str
    key_id: bytes
    signature: bytes

    def is_by(self, key: VerifierKey) -> bool:
        """Whether the line claims to be this key's (which `verify_note` then checks)."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    """A text (ends with a line end, without the blank line) and who signed it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def to_bytes(self) -> bytes:
        """The note as it is stored and sent."""
        lines = (f"— {item.name} {_encode(item.key_id + item.signature)}\n" for item in self.signatures)
        return (self.text + "\n" + "".join(lines)).encode()


def sign_note(text: str, keys: Sequence[SignerKey]) -> Note:
    """The text signed by each key. Raises `EvidenceError` ("note") for text that cannot be a note."""
    if not text.endswith("\n") or any(ord(mark) < 32 and mark != "\n" for mark in text):
        raise EvidenceError("note", why="the text must end with a line end and hold no control characters")
    message = text.encode()
    return Note(text, tuple(NoteSignature(key.name, key.verifier.key_id, key.sign(message)) for key in keys))


def parse_note(data: bytes) -> Note:
    """Reads a note strictly; nothing is verified yet. Raises `EvidenceError` ("note")."""
    if len(data) > LARGEST_NOTE:
        raise EvidenceError("note", why="too long")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise EvidenceError("note", why="not UTF-8") from error
    if any(ord(mark) < 32 and mark != "\n" for mark in whole):
        raise EvidenceError("note", why="control characters")
    text, blank, block = whole.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise EvidenceError("note", why="no signature lines after a blank line")
    signatures = tuple(_signature(line) for line in block[:-1].split("\n"))
    return Note(text + "\n", signatures)


def verify_note(note: Note, key: VerifierKey) -> bool:
    """Whether the key signed the note; False also when it has no line in it."""
    message = note.text.encode()
    return any(item.is_by(key) and key.verify(item.signature, message) for item in note.signatures)


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE.fullmatch(line)
    raw = _decode(found[2], "note") if found else b""
    if found is None or len(raw) <= 4:
        raise EvidenceError("note", why="a signature line that cannot be read")
    return NoteSignature(found[1], raw[:4], raw[4:])


def _check_key(name: str, raw: bytes) -> None:
    if _NAME.fullmatch(name) is None:
        raise EvidenceError("key", why="the name is empty, too long or has a space or a plus sign")
    if len(raw) != 32:
        raise EvidenceError("key", why=f"{len(raw)} bytes instead of 32")


def _split_key(text: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise EvidenceError("key", why="not of the form name+id+key")
    raw = _decode(parts[2], "key")
    if len(raw) != 33 or raw[:1] != _ED25519:
        raise EvidenceError("key", why="not an Ed25519 key")
    return parts[0], parts[1], raw[1:]


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str, code: str) -> bytes:
    """Strict base64: only the one right spelling, so that no second note has the same meaning."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EvidenceError(code, why="not base64") from error
    if _encode(raw) != text:
        raise EvidenceError(code, why="not canonical base64")
    return raw
