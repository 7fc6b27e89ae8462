"""Pure decisions about reports: codes, days, what a picture may weigh."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from sakimori.measures.intake.types import When

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DOOR_LENGTH = 8
RECEIPT_LENGTH = 12
MOST_PHOTOS = 3
LARGEST_PHOTO = 8 * 1024 * 1024
MOST_DOTS = 60_000_000
"""A picture of more dots is no photo of a phone, but something that unpacks into gigabytes."""
MOST_WAITING = 200
"""More untouched reports from outside than this are not from people of one assembly."""


def new_code() -> str:
    """A code of a door: short enough to type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(DOOR_LENGTH))


def receipt_code(assembly: UUID, once: UUID) -> str:
    """The receipt of a sending. The same sending, sent twice, has the same receipt; nobody else can compute it."""
    mac = salted_hmac("sakimori.intake.receipt", f"{assembly}:{once}", algorithm="sha256").digest()
    number, marks = int.from_bytes(mac, "big"), []
    for _position in range(RECEIPT_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        marks.append(ALPHABET[rest])
    return "".join(marks)


def plain_code(text: str) -> str:
    """A code as it is compared: people type blanks, hyphens and small letters."""
    return "".join(mark for mark in text.upper() if mark.isalnum())


def shown_code(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def digest_of(code: str) -> str:
    """The hash under which a receipt is kept."""
    return hashlib.sha256(plain_code(code).encode("utf-8", "replace")).hexdigest()


def day_of(when: When | str, today: date) -> date | None:
    """The day that somebody means; None when they cannot say."""
    if when in {When.NOW, When.TODAY}:
        return today
    return today - timedelta(days=1) if when == When.YESTERDAY else None
