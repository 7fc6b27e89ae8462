"""Codes on labels: short enough to type, random enough not to be guessed, without letters that look alike."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def finder_code() -> str:
    """A new code of a label; 31^12 possibilities (59 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
