"""The structure of Ogg with Opus, page by page (RFC 3533, RFC 7845): sums, order, one stream, nothing after its end.

The comments (title, place, program) are the second packet; they are replaced by empty ones, and every page is written
anew with its own number and sum.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sakimori.foundation.files.faults import NoSound

_HEAD: Final = struct.Struct("<4sBBqIIIB")
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_NO_COMMENTS: Final = b"OpusTags" + bytes(8)
_MOST_PAGES: Final = 200_000
_MIRRORED: Final = bytes(int(f"{number:08b}"[::-1], 2) for number in range(256))


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    granule: int
    laces: bytes
    content: bytes

    @property
    def is_open(self) -> bool:
        """Its last packet goes on in the next page."""
        return self.laces[-1:] == b"\xff"


def bare_ogg(data: bytes) -> bytes:
    """Without comments, and without what is hung on after the last page. Raises NoSound, struct.error, IndexError."""
    pages = list(_pages(data))
    if len(pages) < 3 or not _is_opus(pages[0]):
        raise NoSound("head")
    sound = 2
    while pages[sound - 1].is_open:
        sound += 1
    comments = pages[1:sound]
    if not comments[0].content.startswith(b"OpusTags") or any(_ends(page.laces[:-1]) for page in comments):
        raise NoSound("comments")
    if not any(page.content for page in pages[sound:]):
        raise NoSound("no sound")
    kept = [pages[0], _Page(0, 0, bytes([len(_NO_COMMENTS)]), _NO_COMMENTS), *pages[sound:]]
    return b"".join(
        page_of(page.flags, page.granule, number, page.laces, page.content) for number, page in enumerate(kept)
    )


def page_of(flags: int, granule: int, number: int, laces: bytes, content: bytes) -> bytes:
    """A page with its sum, of a stream that has no number of its own."""
    head = _HEAD.pack(b"OggS", 0, flags, granule, 0, number, 0, len(laces))
    page = head + laces + content
    return page[:22] + struct.pack("<I", _sum(page)) + page[26:]


def _pages(data: bytes) -> Iterator[_Page]:
    """Every page up to the last one."""
    at, is_open, stream = 0, False, 0
    for number in range(_MOST_PAGES):
        mark, version, flags, granule, serial, place, told, count = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size + count
        laces = data[at + _HEAD.size : start]
        end = start + sum(laces)
        stream = serial if number == 0 else stream
        is_right = (
            (mark, version, serial, place) == (b"OggS", 0, stream, number)
            and flags & ~(_CONTINUED | _FIRST | _LAST) == 0
            and bool(flags & _FIRST) == (number == 0)
            and bool(flags & _CONTINUED) == is_open
            and end <= len(data)
        )
        if not is_right or told != _sum(data[at : at + 22] + bytes(4) + data[at + 26 : end]):
            raise NoSound(f"page at {at}")
        page = _Page(flags, granule, laces, data[start:end])
        yield page
        is_open = page.is_open
        if flags & _LAST or end == len(data):
            return
        at = end
    raise NoSound("pages")


def _is_opus(page: _Page) -> bool:
    """One packet of a known length: version 1, one or two channels in the plain order."""
    head = page.content
    return page.laces == b"\x13" and head[:8] == b"OpusHead" and head[8] < 16 and head[9] in {1, 2} and head[18] == 0


def _ends(laces: bytes) -> bool:
    """Whether a packet ends in the middle of a page, so that another one would begin there."""
    return any(lace < 255 for lace in laces)


def _sum(page: bytes) -> int:
    """Ogg's sum (polynomial 04C11DB7, from 0, bits from the left), by zlib's: the same with all bits mirrored."""
    found = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(found.to_bytes(4, "little").translate(_MIRRORED), "big")
