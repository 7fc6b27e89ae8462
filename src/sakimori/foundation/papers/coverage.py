"""Which characters a font can print, read from its `cmap` table (OpenType 1.9, formats 4, 12 and 14).

typst prints an empty box for a character that the font lacks, without an error. Names of people use rare characters
and variants, so every text is checked against this table before it goes on paper.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
"""Variation selectors: the second half of a variant (異体字, IVS/SVS)."""

INVISIBLE = frozenset("\n\r\t\u200b\u200c\u200d\u2060\ufeff")
"""Characters that need no glyph."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters and variants of one font."""

    characters: frozenset[int]
    variants: frozenset[tuple[int, int]]


class FontFileError(ValueError):
    """The file is not a font that can be read."""


def read_coverage(path: Path) -> Coverage:
    """Coverage of a TrueType or OpenType file. Raises `FontFileError`, `OSError`."""
    data = path.read_bytes()
    try:
        return _read_cmap(_table(data, b"cmap"))
    except (struct.error, IndexError) as error:
        raise FontFileError(f"{path.name}: damaged font file") from error


def _table(data: bytes, wanted: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        tag, _checksum, offset, length = struct.unpack_from(">4sLLL", data, 12 + number * 16)
        if tag == wanted:
            return data[offset : offset + length]
    raise FontFileError(f"no {wanted.decode()} table")


def _read_cmap(cmap: bytes) -> Coverage:
    (count,) = struct.unpack_from(">H", cmap, 2)
    characters: set[int] = set()
    variants: set[tuple[int, int]] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">L", cmap, 4 + number * 8 + 4)
        (kind,) = struct.unpack_from(">H", cmap, offset)
        if kind == 4:
            characters |= _segments(cmap, offset)
        elif kind == 12:
            characters |= _groups(cmap, offset)
        elif kind == 14:
            variants |= _selectors(cmap, offset)
    return Coverage(frozenset(characters), frozenset(variants))


def _segments(cmap: bytes, start: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", cmap, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", cmap, start + 14)
    firsts = struct.unpack_from(f">{count}H", cmap, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", cmap, start + 16 + 2 * twice)
    offsets_at = start + 16 + 3 * twice
    found: set[int] = set()
    for number, (first, end, delta) in enumerate(zip(firsts, ends, deltas, strict=True)):
        here = offsets_at + number * 2
        (shift,) = struct.unpack_from(">H", cmap, here)
        for code in range(first, min(end, 0xFFFE) + 1):
            if shift:
                (glyph,) = struct.unpack_from(">H", cmap, here + shift + (code - first) * 2)
                glyph = (glyph + delta) % 65536 if glyph else 0
            else:
                glyph = (code + delta) % 65536
            if glyph:
                found.add(code)
    return found


def _groups(cmap: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">L", cmap, start + 12)
    found: set[int] = set()
    for number in range(count):
        first, end, glyph = struct.unpack_from(">LLL", cmap, start + 16 + number * 12)
        found.update(range(first if glyph else first + 1, end + 1))
    return found


def _selectors(cmap: bytes, start: int) -> set[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", cmap, start + 6)
    found: set[tuple[int, int]] = set()
    for number in range(count):
        record = start + 10 + number * 11
        selector = int.from_bytes(cmap[record : record + 3], "big")
        default, other = struct.unpack_from(">LL", cmap, record + 3)
        if default:
            (ranges,) = struct.unpack_from(">L", cmap, start + default)
            for step in range(ranges):
                at = start + default + 4 + step * 4
                first = int.from_bytes(cmap[at : at + 3], "big")
                found.update((code, selector) for code in range(first, first + cmap[at + 3] + 1))
        if other:
            (mappings,) = struct.unpack_from(">L", cmap, start + other)
            for step in range(mappings):
                at = start + other + 4 + step * 5
                found.add((int.from_bytes(cmap[at : at + 3], "big"), selector))
    return found


def clusters(text: str) -> list[str]:
    """The text in characters, a variation selector kept with the character before it."""
    found: list[str] = []
    for mark in text:
        if ord(mark) in SELECTORS and found:
            found[-1] += mark
        else:
            found.append(mark)
    return found


def printable(cluster: str, coverage: Coverage) -> bool:
    """Whether the font has this character, with its variant if it names one."""
    if cluster in INVISIBLE:
        return True
    code = ord(cluster[0])
    if code not in coverage.characters:
        return False
    return all((code, ord(selector)) in coverage.variants for selector in cluster[1:])
