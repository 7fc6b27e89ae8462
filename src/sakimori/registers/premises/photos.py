"""Photos without where and by what they were taken. The picture itself stays as it is; which way is up is kept."""

from __future__ import annotations

import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.files.kinds import JPEG, PNG, kind_of_file

_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"})
_INSIDE = frozenset({0x00, *range(0xD0, 0xD8)})
_ORIENTATION = 0x0112


def bare_photo(name: str, data: bytes) -> bytes:
    """The photo without place, time and device. Raises ValidationError (key "photo") for what is no photo."""
    try:
        kind = kind_of_file(name, data)
    except ValidationError as error:
        raise ValidationError({"photo": error.message_dict["file"]}) from error
    if kind not in {JPEG, PNG}:
        raise ValidationError({"photo": _t("写真は JPEG か PNG にしてください。")})
    try:
        return _bare_jpeg(data) if kind == JPEG else _bare_png(data)
    except (struct.error, IndexError) as error:
        raise ValidationError({"photo": _t("写真が壊れています。撮り直してください。")}) from error


def _bare_jpeg(data: bytes) -> bytes:
    """Without the segments in which cameras write about themselves, and without what is hung on after the picture."""
    parts, at, turn = [data[:2]], 2, 1
    while data[at] == 0xFF and data[at + 1] != 0xD9:
        mark = data[at + 1]
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
        if mark == 0xDA:  # the picture itself, until a mark that is neither an escape nor a restart
            while not (data[at] == 0xFF and data[at + 1] not in _INSIDE):
                at += 1
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
    parts, at = [data[:8]], 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        chunk = data[at : at + 12 + size]
        if chunk[4:8] in _KEPT_CHUNKS:
            parts.append(chunk)
        at += 12 + size
    return b"".join(parts)
