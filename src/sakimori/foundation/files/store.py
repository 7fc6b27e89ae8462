"""Where the bytes lie: one encrypted file each, under `$SAKIMORI_DATA/files/<assembly>/<id>`.

AES-256-GCM (NIST SP 800-38D). A file is the mark `SKM1`, the key's id (8 bytes), a nonce (12 bytes), then ciphertext
and tag. Assembly and file id are bound in as associated data, so a file put in another's place does not open.
Keys are lines of base64 in `$SAKIMORI_DATA/keys/files.key` (mode 0600): the last one encrypts, all of them decrypt.
"""

from __future__ import annotations

import base64
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

MARK: Final = b"SKM1"
_ID: Final = 8
_NONCE: Final = 12
_KEY: Final = 32
_HEADER: Final = len(MARK) + _ID + _NONCE


class FileDamaged(RuntimeError):
    """The stored bytes are missing, were changed, belong elsewhere, or their key is gone."""


def put(assembly: UUID, file_id: UUID, data: bytes) -> Path:
    """Encrypt and write; the file is complete or not there at all. Gives its place."""
    key = _keys(make=True)[-1]
    nonce = secrets.token_bytes(_NONCE)
    head = MARK + _key_id(key) + nonce
    sealed = head + AESGCM(key).encrypt(nonce, data, _bound(head, assembly, file_id))
    place = path_of(assembly, file_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = place.with_suffix(".part")
    with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(place)
    return place


def get(assembly: UUID, file_id: UUID) -> bytes:
    """Read and decrypt. Raises FileDamaged."""
    try:
        sealed = path_of(assembly, file_id).read_bytes()
    except FileNotFoundError as error:
        raise FileDamaged(f"file {file_id} is missing") from error
    head, body = sealed[:_HEADER], sealed[_HEADER:]
    if len(head) < _HEADER or not head.startswith(MARK):
        raise FileDamaged(f"file {file_id} is no stored file")
    wanted = head[len(MARK) : len(MARK) + _ID]
    key = next((key for key in _keys() if _key_id(key) == wanted), None)
    if key is None:
        raise FileDamaged(f"file {file_id}: key {wanted.hex()} is not in files.key")
    try:
        return AESGCM(key).decrypt(head[-_NONCE:], body, _bound(head, assembly, file_id))
    except InvalidTag as error:
        raise FileDamaged(f"file {file_id} was changed or belongs elsewhere") from error


def drop(assembly: UUID, file_id: UUID) -> None:
    """Remove the bytes (of an act that failed)."""
    path_of(assembly, file_id).unlink(missing_ok=True)


def path_of(assembly: UUID, file_id: UUID) -> Path:
    """Where a file lies."""
    return Path(settings.ENV.data) / "files" / str(assembly) / str(file_id)


def _bound(head: bytes, assembly: UUID, file_id: UUID) -> bytes:
    return head + assembly.bytes + file_id.bytes


def _key_id(key: bytes) -> bytes:
    return sha256(b"sakimori/files/key/v1\x00" + key).digest()[:_ID]


def _keys(*, make: bool = False) -> list[bytes]:
    path = Path(settings.ENV.data) / "keys" / "files.key"
    if make and not path.is_file():
        _make_key(path)
    if not path.is_file():
        raise FileDamaged(f"no key file: {path.name} is missing from the keys folder")
    keys = [base64.b64decode(line) for line in path.read_text("ascii").split()]
    if not keys or any(len(key) != _KEY for key in keys):
        raise FileDamaged(f"{path.name} does not hold keys of {_KEY} bytes")
    return keys


def _make_key(path: Path) -> None:
    """Make the first key. Two processes may try at once: only one link succeeds, and both then read that file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(base64.b64encode(secrets.token_bytes(_KEY)) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
