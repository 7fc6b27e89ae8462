"""Sounds without a container: MP3 (ISO/IEC 11172-3, 13818-3), AAC (ADTS, ISO/IEC 13818-7), AMR (RFC 4867), frame by frame.

Each frame tells its length; the next one begins exactly there. Tags before and after them are cut off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sakimori.foundation.files.faults import NoSound

_RATES: Final = (44100, 48000, 32000)
_KBPS: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
NARROW, WIDE = b"#!AMR\n", b"#!AMR-WB\n"
_NARROW_SIZES: Final = dict(zip((*range(9), 15), (13, 14, 16, 18, 20, 21, 27, 32, 6, 1), strict=True))
_WIDE_SIZES: Final = dict(zip((*range(10), 14, 15), (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1), strict=True))
"""AMR: bytes of a frame by its mode, its head included."""
_TAGS: Final = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3")
_LONGEST: Final = 8192
_MOST: Final = 500_000
_FEWEST: Final = 3

Told = tuple[int, bytes]
"""How long a frame says it is (0: none begins here), and what all frames of one sound have in common."""


def after_tags(data: bytes) -> int:
    """Where the sound begins, after ID3v2 tags. Raises NoSound, IndexError."""
    at = 0
    while data[at : at + 3] == b"ID3":
        flags, size = data[at + 5], data[at + 6 : at + 10]
        if len(size) < 4 or max(size) > 0x7F:
            raise NoSound("tag")
        at += 20 if flags & 0x10 else 10
        at += size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
    return at


def is_aac(data: bytes, at: int) -> bool:
    """Whether what begins here is a frame of AAC, not one of MP3."""
    return data[at + 1] & 0xF6 == 0xF0


def bare_mp3(data: bytes) -> bytes:
    """The frames of layer III. Raises NoSound, IndexError."""
    return _frames(data, after_tags(data), _mp3_frame, _FEWEST)


def bare_aac(data: bytes) -> bytes:
    """The frames of AAC. Raises NoSound, IndexError."""
    return _frames(data, after_tags(data), _aac_frame, _FEWEST)


def bare_amr(data: bytes) -> bytes:
    """The frames of AMR with their head, narrow or wide. Raises NoSound."""
    head, sizes = (WIDE, _WIDE_SIZES) if data.startswith(WIDE) else (NARROW, _NARROW_SIZES)

    def frame(data: bytes, at: int) -> Told:
        return (0, b"") if data[at] & 0x83 else (sizes.get(data[at] >> 3, 0), b"")

    return head + _frames(data, len(head), frame, 1)


def _frames(data: bytes, begin: int, frame: Callable[[bytes, int], Told], fewest: int) -> bytes:
    """All whole frames. What follows the last one is a tag or a frame that was cut off; of anything longer nobody knows
    whether it is sound that we do not read, so it is refused.
    """
    at, count, common = begin, 0, b""
    while at + 4 <= len(data) or (fewest == 1 and at < len(data)):
        length, told = frame(data, at)
        if not length or at + length > len(data) or (count and told != common):
            break
        at, count, common = at + length, count + 1, told
        if count > _MOST:
            raise NoSound("frames")
    rest = data[at:]
    if count < fewest or (len(rest) > _LONGEST and not rest.startswith(_TAGS)):
        raise NoSound(f"frame at {at}")
    return data[begin:at]


def _mp3_frame(data: bytes, at: int) -> Told:
    """Of version 1, 2 or 2.5."""
    first, second, third = data[at], data[at + 1], data[at + 2]
    version, place, rate = second >> 3 & 3, third >> 4, third >> 2 & 3
    if first != 0xFF or second & 0xE6 != 0xE2 or version == 1 or place in {0, 15} or rate == 3:
        return 0, b""
    is_old = version == 3
    kbps, hertz = _KBPS[0 if is_old else 1][place], _RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    length = (144_000 if is_old else 72_000) * kbps // hertz + (third >> 1 & 1)
    return length, bytes([second & 0xFE, rate])


def _aac_frame(data: bytes, at: int) -> Told:
    if data[at] != 0xFF or not is_aac(data, at) or at + 7 > len(data):
        return 0, b""
    length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return (length if length > 7 else 0), data[at + 1 : at + 3]
