"""Keys for programs: how they look and how they are kept."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "skm_"


def new_token() -> str:
    """A fresh key of 256 bits; the prefix lets scanners of leaked secrets know it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """The hash under which a key is kept."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
