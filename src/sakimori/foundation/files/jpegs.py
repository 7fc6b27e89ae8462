"""The structure of a JPEG, mark by mark (ITU-T T.81): what belongs to the picture stays, everything else goes or is refused.

Nothing is decoded. What cannot be told from a picture without decoding it is the stream between the marks; it is kept.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Final

_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what cameras write and browsers show."""
_TABLES, _QUANT, _RESTART, _LINES, _SCAN, _END = 0xC4, 0xDB, 0xDD, 0xDC, 0xDA, 0xD9
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""A mark that ends the picture's own bytes: no escape and no restart."""
_ORIENTATION: Final = 0x0112
_JFIF: Final = 14


class NoPicture(ValueError):
    """The bytes are not a whole picture."""


def bare_jpeg(data: bytes) -> bytes:
    """Without what cameras write about themselves, without previews, and without what is hung on after the picture."""
    parts, at, turn, seen = [data[:2]], 2, 1, set[int]()
    while True:
        at, mark = _mark(data, at)
        if mark == _END:
            break
        end = at + _length(data, at)
        content = data[at + 2 : end]
        if mark == 0xE1 and content.startswith(b"Exif\0\0"):
            turn = _orientation(content[6:]) or turn
        kept = _told(mark, content) if 0xE0 <= mark <= 0xEF or mark == 0xFE else _checked(mark, content, seen)
        if kept is not None:
            parts.append(segment(mark, kept))
        seen.add(mark)
        at = end
        if mark == _SCAN:
            found = _AFTER_SCAN.search(data, end)
            if found is None:
                raise NoPicture("no end")
            at = found.start()
            parts.append(data[end:at])
    if _SCAN not in seen:
        raise NoPicture("no scan")
    if turn != 1:
        parts.insert(1, _turned(turn))
    return b"".join([*parts, b"\xff\xd9"])


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the frame's head."""
    at = 2
    while True:
        at, mark = _mark(data, at)
        if mark in {_SCAN, _END}:
            raise NoPicture("no frame")
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 3 : at + 7])
            return width, height
        at += _length(data, at)


def segment(mark: int, content: bytes) -> bytes:
    """A mark with its content."""
    return bytes([0xFF, mark]) + struct.pack(">H", len(content) + 2) + content


def _mark(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the next mark begins, and the mark; bytes of filling are passed over."""
    if data[at] != 0xFF:
        raise NoPicture(f"no mark at {at}")
    while data[at] == 0xFF:
        at += 1
    return at + 1, data[at]


def _length(data: bytes, at: int) -> int:
    (size,) = struct.unpack(">H", data[at : at + 2])
    if size < 2 or at + size > len(data):
        raise NoPicture(f"cut off at {at}")
    return int(size)


def _told(mark: int, content: bytes) -> bytes | None:
    """Of what programs tell beside the picture: density without a preview, colours, nothing else."""
    if mark == 0xE0 and content.startswith(b"JFIF\0") and len(content) >= _JFIF:
        return content[: _JFIF - 2] + b"\0\0"
    if mark == 0xE2 and content.startswith(b"ICC_PROFILE\0"):
        # The first piece of a profile names itself; only such a beginning is one.
        return content if content[12:13] != b"\1" or content[50:54] == b"acsp" else None
    if mark == 0xEE and content.startswith(b"Adobe") and len(content) == 12:
        return content
    return None


def _checked(mark: int, content: bytes, seen: set[int]) -> bytes:
    """A part of the picture, if its content is exactly as long as what it says of itself. Raises NoPicture."""
    if mark in _FRAMES:
        is_right = not _FRAMES & seen and len(content) == 6 + 3 * content[5] and content[5] in {1, 3, 4}
    elif mark == _QUANT:
        is_right = _are_tables(content, lambda at: 64 * (1 + (content[at] >> 4)))
    elif mark == _TABLES:
        is_right = _are_tables(content, lambda at: 16 + sum(content[at + 1 : at + 17]))
    elif mark == _SCAN:
        is_right = bool(_FRAMES & seen) and 1 <= content[0] <= 4 and len(content) == 4 + 2 * content[0]
    else:
        is_right = mark in {_RESTART, _LINES} and len(content) == 2
    if not is_right:
        raise NoPicture(f"mark {mark:#x}")
    return content


def _are_tables(content: bytes, size_at: Callable[[int], int]) -> bool:
    """Whether the content is tables and nothing else; each begins with a byte of its class (0, 1) and place (0 to 3)."""
    at = 0
    while at < len(content):
        if content[at] >> 4 > 1 or content[at] & 15 > 3:
            return False
        at += 1 + size_at(at)
    return at == len(content) > 0


def _orientation(tiff: bytes) -> int:
    """Which way is up, of the first directory; 0 where it is not told."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    if start + 2 > len(tiff):
        return 0
    (count,) = struct.unpack(f"{order}H", tiff[start : start + 2])
    for number in range(count):
        entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) < 12:
            return 0
        tag, _kind, _many, value = struct.unpack(f"{order}HHIH2x", entry)
        if tag == _ORIENTATION and 1 <= value <= 8:
            return int(value)
    return 0


def _turned(turn: int) -> bytes:
    """A segment that tells nothing but which way is up."""
    return segment(0xE1, b"Exif\0\0" + b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0))
