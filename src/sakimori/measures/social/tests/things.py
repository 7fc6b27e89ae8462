"""Accounts and pictures for tests."""

from __future__ import annotations

import struct
from datetime import UTC, date, datetime
from typing import Any

from sakimori.measures.social import actions
from sakimori.measures.social.models import PublishRange, SocialAccount
from sakimori.measures.social.shipped import EXAMPLES, TEXT
from sakimori.registers.lending.tests.things import png
from sakimori.testing import TODAY, Cast

__all__ = ["account", "adopted", "at", "jpeg_with_place", "png", "safe"]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def account(cast: Cast, *, day: date = TODAY, **given: Any) -> SocialAccount:
    """An account of the assembly."""
    usual = {
        "network": "x",
        "name": "みなと野市議会",
        "handle": "@minatono_gikai",
        "address": "https://x.example/minatono_gikai",
        "purpose": "会議の案内",
        "opened_on": day,
    }
    return actions.open_account(cast.ctx("staff", at=at(day)), **{**usual, **given})


def adopted(cast: Cast, day: date = TODAY) -> PublishRange:
    """A range in force."""
    return actions.adopt_range(
        cast.ctx("staff", at=at(day)),
        text=TEXT,
        examples=EXAMPLES,
        decided_on=day,
        effective_on=day,
        decision="議会運営委員会",
    )


def safe(cast: Cast, found: SocialAccount, day: date = TODAY) -> SocialAccount:
    """Somebody in charge, a range, a second factor, posters gone through."""
    ctx = cast.ctx("staff", at=at(day))
    actions.give_part(ctx, account=found, part="lead", post=cast.post["manager"], from_date=day)
    adopted(cast, day)
    actions.look_through(ctx, account=found, looked_on=day, has_mfa=True, are_posters_right=True)
    return found


def jpeg_with_place() -> bytes:
    """The smallest JPEG of a telephone that says where and when it was taken."""
    model, when = b"Phone 9\0", b"2026:11:20 10:00:00\0"
    first = 8 + 2 + 3 * 12 + 4
    second = first + len(model)
    entries = struct.pack(">HHII", 0x0110, 2, len(model), first)
    entries += struct.pack(">HHII", 0x8769, 4, 1, second) + struct.pack(">HHII", 0x8825, 4, 1, 0)
    exposure = struct.pack(">H", 1) + struct.pack(">HHII", 0x9003, 2, len(when), second + 2 + 12 + 4) + bytes(4) + when
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 3) + entries + bytes(4) + model + exposure
    content = b"Exif\0\0" + tiff
    head = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(content) + 2) + content
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\x01\x11\0"
    return head + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x7f" + b"\xff\xd9"
