"""Pictures without where, when and by what they were taken. The picture itself stays as it is, and which way is up."""

from __future__ import annotations

import re
import struct
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.files.kinds import JPEG, PNG, FileKind

_KEPT_CHUNKS: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
)
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""A mark that ends the picture's own bytes: no escape and no restart."""
_ORIENTATION: Final = 0x0112


def bare_picture(kind: FileKind, data: bytes) -> bytes:
    """The bytes to store: of JPEG and PNG only the picture, of everything else all of it.

    Raises ValidationError (key "file") for a picture that cannot be read to its end.
    """
    try:
        if kind == JPEG:
            return _bare_jpeg(data)
        return _bare_png(data) if kind == PNG else data
    except (struct.error, IndexError) as error:
        raise _broken() from error


def _bare_jpeg(data: bytes) -> bytes:
    """Without the segments in which cameras write about themselves, and without what is hung on after the picture."""
    parts, at, turn = [data[:2]], 2, 1
    while data[at + 1] != 0xD9:
        mark = data[at + 1]
        if data[at] != 0xFF:
            raise IndexError(at)
        if mark == 0xFF:  # a fill byte
            at += 1
            continue
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + size
        segment = data[at:end]
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0":
            turn = _orientation(segment[10:]) or turn
        is_colour = mark == 0xEE or (mark == 0xE2 and segment[4:15] == b"ICC_PROFILE")
        if is_colour or not (0xE1 <= mark <= 0xEF or mark == 0xFE):
            parts.append(segment)
        at = end
        if mark == 0xDA:
            found = _AFTER_SCAN.search(data, end)
            if found is None:
                raise IndexError(end)
            at = found.start()
            parts.append(data[end:at])
    if turn != 1:
        parts.insert(1, _turned(turn))
    return b"".join([*parts, b"\xff\xd9"])


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
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
    content = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def _bare_png(data: bytes) -> bytes:
    """Without texts, times and cameras' notes, and without what is hung on after the end."""
    parts, at, name = [data[:8]], 8, b""
    while at < len(data) and name != b"IEND":
        (size,) = struct.unpack(">I", data[at : at + 4])
        chunk = data[at : at + 12 + size]
        name = chunk[4:8]
        if name in _KEPT_CHUNKS:
            parts.append(chunk)
        at += 12 + size
    return b"".join(parts)


def picture_size(kind: FileKind, data: bytes) -> tuple[int, int]:
    """Width and height in dots, from the head of a JPEG or PNG: nothing is unpacked to learn them.

    Raises ValidationError (key "file") for a picture whose head cannot be read.
    """
    try:
        size = struct.unpack(">II", data[16:24]) if kind == PNG else _jpeg_size(data)
    except (struct.error, IndexError) as error:
        raise _broken() from error
    width, height = size
    if not width or not height:
        raise _broken()
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at + 1] != 0xDA:
        mark = data[at + 1]
        if data[at] != 0xFF:
            raise IndexError(at)
        if mark == 0xFF:  # a fill byte
            at += 1
            continue
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + size
    raise IndexError(at)


def _broken() -> ValidationError:
    text = _t("画像が壊れています。撮り直すか、元の画像を開いて保存し直してください。")
    return ValidationError({"file": text})
