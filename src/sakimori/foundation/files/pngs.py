"""The structure of a PNG, chunk by chunk (ISO/IEC 15948): sums, order, and that the picture unpacks to exactly its dots.

The dots are unpacked piece by piece and thrown away, so that a bomb is known by its size and never lies in memory.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LENGTHS: Final = {b"gAMA": {4}, b"cHRM": {32}, b"sRGB": {1}, b"pHYs": {9}, b"tRNS": set(range(257))}
"""Small chunks that belong to how a picture looks, and how long they may be."""
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column, first row, step of columns, step of rows."""
_LARGEST_PROFILE: Final = 4 * 1024 * 1024
_PIECE: Final = 1 << 20


class NoPicture(ValueError):
    """The bytes are not a whole picture."""


def bare_png(data: bytes) -> bytes:
    """Without texts, times and cameras' notes, and without what is hung on after the end."""
    parts, at, name = [SIGNATURE], len(SIGNATURE), b""
    head: bytes | None = None
    picture: list[bytes] = []
    while name != b"IEND":
        before, (name, content, at) = name, _chunk(data, at)
        if (head is None) != (name == b"IHDR"):
            raise NoPicture("head")
        head = content if head is None else head
        if name == b"IDAT":
            if picture and before != b"IDAT":
                raise NoPicture("scattered")
            picture.append(content)
        if _is_kept(name, content):
            parts.append(chunk(name, content))
    if head is None:
        raise NoPicture("head")
    _check_unpacked(picture, _unpacked_size(head))
    return b"".join(parts)


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height from the head."""
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk with its length and sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _chunk(data: bytes, at: int) -> tuple[bytes, bytes, int]:
    """Name and content of the chunk, and where the next one begins."""
    size, name = struct.unpack(">I4s", data[at : at + 8])
    end = at + 12 + size
    content = data[at + 8 : end - 4]
    if end > len(data) or data[end - 4 : end] != struct.pack(">I", zlib.crc32(name + content)):
        raise NoPicture(f"chunk at {at}")
    return name, content, end


def _is_kept(name: bytes, content: bytes) -> bool:
    """Whether a chunk belongs to the picture. Raises NoPicture where it does and is not as it must be."""
    if name in {b"IHDR", b"IDAT"}:
        return True
    if name == b"IEND":
        is_right = not content
    elif name == b"PLTE":
        is_right = len(content) % 3 == 0 and 3 <= len(content) <= 768
    elif name in _LENGTHS:
        is_right = len(content) in _LENGTHS[name]
    elif name == b"iCCP":
        return _is_profile(content)
    else:
        return False
    if not is_right:
        raise NoPicture(name.decode("latin-1"))
    return True


def _is_profile(content: bytes) -> bool:
    """A profile of colours that unpacks to one; anything else is left out, the picture shows without it."""
    name, _end, packed = content.partition(b"\0")
    try:
        profile = zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return False
    return len(name) < 80 and len(profile) < _LARGEST_PROFILE and profile[36:40] == b"acsp"


def _unpacked_size(head: bytes) -> int:
    """How many bytes the rows of the picture are, each with the byte of its filter."""
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise NoPicture("kind of picture")
    bits = depth * _CHANNELS[colour]
    parts = [(width, height)]
    if interlace:
        parts = [
            ((width - left + across - 1) // across, (height - top + down - 1) // down)
            for left, top, across, down in _PASSES
        ]
    return sum(tall * (1 + (wide * bits + 7) // 8) for wide, tall in parts if wide > 0 and tall > 0)


def _check_unpacked(picture: list[bytes], size: int) -> None:
    """The packed dots are exactly so many bytes, and nothing comes after them. Raises NoPicture, zlib.error."""
    unpacking, found = zlib.decompressobj(), 0
    for piece in picture:
        if unpacking.eof and piece:
            raise NoPicture("after its end")
        while piece:
            found += len(unpacking.decompress(piece, _PIECE))
            if found > size:
                raise NoPicture("more than its dots")
            piece = unpacking.unconsumed_tail
    if found != size or not unpacking.eof or unpacking.unused_data:
        raise NoPicture("other than its dots")
