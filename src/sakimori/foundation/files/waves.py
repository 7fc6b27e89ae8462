"""The structure of WAV, chunk by chunk: how it is sampled, and the samples. Everything else is left out."""

from __future__ import annotations

import struct
from typing import Final

from sakimori.foundation.files.faults import NoSound

_FORMAT: Final = struct.Struct("<HHIIHH")
_PCM, _FLOAT, _ALAW, _ULAW, _EXTENDED = 1, 3, 6, 7, 0xFFFE
_BITS: Final = {_PCM: {8, 16, 24, 32}, _FLOAT: {32}, _ALAW: {8}, _ULAW: {8}}
_SAME_AS: Final = b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71"
"""What follows the kind in the long form of a format that has a short one."""
_MOST_CHUNKS: Final = 100


def bare_wave(data: bytes) -> bytes:
    """Format and samples, and nothing after their end. Raises NoSound, struct.error."""
    mark, size, kind = struct.unpack_from("<4sI4s", data)
    if (mark, kind) != (b"RIFF", b"WAVE") or size + 8 > len(data):
        raise NoSound("head")
    found, at, end = dict[bytes, bytes](), 12, size + 8
    for _number in range(_MOST_CHUNKS):
        if at >= end:
            break
        name, length = struct.unpack_from("<4sI", data, at)
        start = at + 8
        at = start + length + length % 2
        # Some recorders leave out the last byte of filling.
        if start + length > end or name in found:
            raise NoSound(f"chunk at {start}")
        if name in {b"fmt ", b"data"}:
            found[name] = data[start : start + length]
    head, frame = _format(found.get(b"fmt ", b""))
    samples = found.get(b"data", b"")
    if at < end or not samples or len(samples) % frame:
        raise NoSound("samples")
    return wave(head, samples)


def wave(head: bytes, samples: bytes) -> bytes:
    """A WAV of these."""
    filled = samples + bytes(len(samples) % 2)
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(samples)) + filled
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _format(told: bytes) -> tuple[bytes, int]:
    """The format in its short form, and the bytes of one sample on all channels."""
    kind, channels, rate, speed, frame, bits = _FORMAT.unpack_from(told)
    if kind == _EXTENDED and len(told) == 40 and told[26:] == _SAME_AS:
        (kind,) = struct.unpack("<H", told[24:26])
    is_right = bits in _BITS.get(kind, ()) and channels in range(1, 9) and frame == channels * bits // 8
    if not is_right or speed != rate * frame or not rate:
        raise NoSound("format")
    return _FORMAT.pack(kind, channels, rate, speed, frame, bits), frame
