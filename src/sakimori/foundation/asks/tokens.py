"""How a link's token is kept."""

from __future__ import annotations

import hashlib


def digest_of(token: str) -> str:
    """The hash under which a link's token is kept."""
    return hashlib.sha256(token.encode("ascii", "replace")).hexdigest()
