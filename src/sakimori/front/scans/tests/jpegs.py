"""A small JPEG writer for tests (baseline, grey, ITU-T T.81 annex K tables): copiers and phones squeeze what they see."""

from __future__ import annotations

import math
import struct

from sakimori.foundation.papers.bitmaps import Bitmap

ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, (i // 8 if (i // 8 + i % 8) % 2 else i % 8)))
QUANT = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
]  # fmt: skip
"""Quality 50."""
DC_COUNTS = bytes.fromhex("00010501010101010100000000000000")
DC_VALUES = bytes(range(12))
COSINES = [
    [math.cos((2 * x + 1) * u * math.pi / 16) / 2 * (math.sqrt(0.5) if u == 0 else 1) for x in range(8)]
    for u in range(8)
]
# Every run and size has a code of eight bits but the last few: a plain table, larger than the usual one and as good.
AC_VALUES = bytes([0x00, 0xF0, *(run << 4 | size for run in range(16) for size in range(1, 11))])
AC_COUNTS = bytes([0] * 7 + [len(AC_VALUES)] + [0] * 8)


def codes(counts: bytes, values: bytes) -> dict[int, tuple[int, int]]:
    """Code and length of each value."""
    found, code, at = {}, 0, 0
    for length, count in enumerate(counts, start=1):
        for value in values[at : at + count]:
            found[value] = (code, length)
            code += 1
        at += count
        code <<= 1
    return found


DC, AC = codes(DC_COUNTS, DC_VALUES), codes(AC_COUNTS, AC_VALUES)


def jpeg_of(bitmap: Bitmap) -> bytes:
    """The picture as JPEG."""
    width, height = bitmap.width, bitmap.height
    segments = [
        (0xDB, b"\0" + bytes(QUANT[i] for i in ZIGZAG)),
        (0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
        (0xC4, b"\x00" + DC_COUNTS + DC_VALUES),
        (0xC4, b"\x10" + AC_COUNTS + AC_VALUES),
        (0xDA, b"\1\1\0\0\x3f\0"),
    ]
    head = b"".join(bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body for mark, body in segments)
    return b"\xff\xd8" + head + _entropy(bitmap) + b"\xff\xd9"


def _entropy(bitmap: Bitmap) -> bytes:
    bits: list[str] = []
    before = 0
    flat: dict[bytes, list[int]] = {}
    for top in range(0, bitmap.height, 8):
        for left in range(0, bitmap.width, 8):
            block = _block(bitmap, left, top)
            if block not in flat:
                flat[block] = _coefficients(block)
            values = flat[block]
            bits.append(_coded(DC, 0, values[0] - before))
            before = values[0]
            _add_ac(bits, values)
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    data = int(text, 2).to_bytes(len(text) // 8, "big")
    return data.replace(b"\xff", b"\xff\0")


def _block(bitmap: Bitmap, left: int, top: int) -> bytes:
    lines = []
    for y in range(top, top + 8):
        start = min(y, bitmap.height - 1) * bitmap.width
        line = bitmap.data[start + left : start + min(left + 8, bitmap.width)]
        lines.append(line + line[-1:] * (8 - len(line)))
    return b"".join(lines)


def _coefficients(block: bytes) -> list[int]:
    rows = [[block[y * 8 + x] - 128 for x in range(8)] for y in range(8)]
    across = [[sum(a * b for a, b in zip(row, wave, strict=True)) for wave in COSINES] for row in rows]
    columns = list(zip(*across, strict=True))
    both = [[sum(a * b for a, b in zip(column, wave, strict=True)) for column in columns] for wave in COSINES]
    return [round(both[i // 8][i % 8] / QUANT[i]) for i in ZIGZAG]


def _add_ac(bits: list[str], values: list[int]) -> None:
    run = 0
    for value in values[1:]:
        if value == 0:
            run += 1
            continue
        while run > 15:
            bits.append(format(AC[0xF0][0], f"0{AC[0xF0][1]}b"))
            run -= 16
        bits.append(_coded(AC, run, value))
        run = 0
    if run:
        bits.append(format(AC[0][0], f"0{AC[0][1]}b"))


def _coded(table: dict[int, tuple[int, int]], run: int, value: int) -> str:
    size = abs(value).bit_length()
    code, length = table[run << 4 | size]
    text = format(code, f"0{length}b")
    return text + format(value if value > 0 else value + (1 << size) - 1, f"0{size}b") if size else text
