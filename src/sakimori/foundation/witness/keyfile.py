"""The installation's signing key: one file in `$SAKIMORI_DATA/keys/`, readable by the service alone.

A change of keys first puts the new one beside the old one (`ledger.key.next`), then records the change in every
assembly, then moves the files; a crash in between loses nothing, because both files are looked at.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from sakimori.evidence.note import SignerKey, VerifierKey


class KeyMissing(RuntimeError):
    """The key that should sign is not there: `sakimori ledger key-lost` records the loss and makes a new one."""


def folder() -> Path:
    """Where keys lie."""
    return Path(settings.ENV.data) / "keys"


def installed() -> SignerKey | None:
    """The key in office, or None before the first use (or after a loss)."""
    return _read(folder() / "ledger.key")


def installed_or_new() -> SignerKey:
    """The key in office; the first one is made here."""
    found = installed()
    if found is None:
        _write(folder() / "ledger.key", SignerKey.generate(f"sakimori-{secrets.token_hex(4)}"))
        found = installed()
    if found is None:
        raise KeyMissing("ledger.key")
    return found


def matching(public: VerifierKey) -> SignerKey:
    """The private half of a public key, from the key in office or the one waiting. Raises KeyMissing."""
    for name in ("ledger.key", "ledger.key.next"):
        found = _read(folder() / name)
        if found is not None and found.verifier == public:
            return found
    raise KeyMissing(f"the private key {public.name}+{public.key_id.hex()} is not in {folder().name}/")


def prepare_next() -> SignerKey:
    """Put a new key beside the one in office; an interrupted change goes on with the same new key."""
    path = folder() / "ledger.key.next"
    waiting = _read(path)
    if waiting is not None:
        return waiting
    fresh = SignerKey.generate(f"sakimori-{secrets.token_hex(4)}")
    _write(path, fresh)
    return fresh


def install_next() -> None:
    """The new key takes office; the old private key is destroyed, so that nobody can sign with it any more."""
    (folder() / "ledger.key.next").replace(folder() / "ledger.key")


def _read(path: Path) -> SignerKey | None:
    try:
        return SignerKey.parse(path.read_text("ascii"))
    except FileNotFoundError:
        return None


def _write(path: Path, key: SignerKey) -> None:
    """Whole or not at all, and never over another key: of two processes at once one wins, both then read its file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(key.secret_text() + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(mine, path)
    except FileExistsError:
        return
    finally:
        mine.unlink()
