"""Salted commitments: what a ledger entry says about personal data is a hash that can outlive the data.

The entry holds only `commit(salt, payload)`. Payload and salt lie beside it; erasing both leaves every proof intact and
nothing to guess from, because the 16 random bytes of salt are gone too (erasure under 個人情報保護法, log unbroken).
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

from sakimori.evidence.errors import EvidenceError

SALT_SIZE: Final = 16
DOMAIN: Final = b"sakimori/commitment/v1\x00"


def new_salt() -> bytes:
    """Sixteen random bytes; one salt for each commitment, never used twice."""
    return secrets.token_bytes(SALT_SIZE)


def commit(salt: bytes, payload: bytes) -> str:
    """SHA-256 of domain separator, salt (16 bytes) and canonical payload, in lower-case hexadecimal."""
    if len(salt) != SALT_SIZE:
        raise EvidenceError("commitment", why=f"the salt has {len(salt)} bytes, not {SALT_SIZE}")
    return sha256(DOMAIN + salt + payload).hexdigest()
