"""Things that tests lend."""

from __future__ import annotations

import base64
import struct
import zlib

from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.testing import Cast


def tablet(cast: Cast, number: int = 1, **values: object) -> Asset:
    """A spare tablet with pen and charger."""
    found = {
        "kind": AssetKind.DEVICE,
        "category": Category.TABLET,
        "name": "タブレット",
        "serial": f"SN-{number:04d}",
        "state": "spare",
        "accessories": "ペン\n充電器",
        **values,
    }
    return register_asset(cast.ctx("staff"), number=f"端末-{number:04d}", **found)


def stick(cast: Cast, number: int = 1, **values: object) -> Asset:
    """A USB stick."""
    found = {"kind": AssetKind.MEDIA, "category": Category.USB, "name": "USBメモリ", **values}
    return register_asset(cast.ctx("staff"), number=f"媒体-{number:04d}", **found)


def png(width: int = 30, height: int = 10) -> bytes:
    """A small picture, as a signature pad would send it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\xff\xff\xff" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def drawn() -> str:
    """The same as the hidden input of a pad holds it."""
    return "data:image/png;base64," + base64.b64encode(png()).decode()
