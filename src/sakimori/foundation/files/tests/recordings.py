"""Small recordings made by hand, with the notes that phones write beside them."""

from __future__ import annotations

import io
import math
import struct
import wave

from sakimori.foundation.files.oggs import page_of
from sakimori.foundation.files.webms import element

PLACE = b"+35.6000+139.7000/ GPS iPhone 2026-11-19 home"
OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
PACKETS = [b"\x08" + bytes([number]) * 20 for number in range(5)]


def wav(*more: bytes, seconds: float = 0.1) -> bytes:
    """A tone, as the standard library writes it; `more` chunks hang on within the RIFF."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        steps = range(int(8000 * seconds))
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(step / 3))) for step in steps))
    data = out.getvalue() + b"".join(more)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def box(name: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", len(data) + 8) + name + data


def track(offset: int, handler: bytes = b"soun", codec: bytes = b"mp4a", sizes: tuple[int, ...] = (21,) * 5) -> bytes:
    """A track of one chunk."""
    times = struct.pack(">III", 0, 3_800_000_000, 3_800_000_001)
    entry = box(codec, bytes(6), struct.pack(">HIIHHHHI", 1, 0, 0, 1, 16, 0, 0, 48000 << 16), _of_codec(codec))
    tables = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), entry),
        box(b"stts", struct.pack(">IIII", 0, 1, len(sizes), 960)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, len(sizes), 1)),
        box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        box(b"stco", struct.pack(">III", 0, 1, offset)),
        box(b"sgpd", b"roll" + PLACE),
    )
    where = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), box(b"url ", struct.pack(">I", 1))))
    media = box(
        b"mdia",
        box(b"mdhd", times, struct.pack(">IIHH", 48000, 960 * len(sizes), 0x55C4, 0)),
        box(b"hdlr", bytes(8), handler, bytes(12), b"Core Media Audio\0"),
        box(b"minf", box(b"smhd", bytes(8)), where, tables),
    )
    head = box(
        b"tkhd", times.replace(b"\0\0\0\0", b"\0\0\0\7", 1), struct.pack(">III", 1, 0, 960 * len(sizes)), bytes(60)
    )
    return box(
        b"trak", head, box(b"edts", box(b"elst", struct.pack(">IIIII", 0, 1, 960 * len(sizes), 0, 1 << 16))), media
    )


def _of_codec(codec: bytes) -> bytes:
    if codec == b"Opus":
        return box(b"dOps", struct.pack(">BBHIHB", 0, 1, 312, 48000, 0, 0))
    return box(b"esds", bytes(4), b"\3\x19\0\0\0\4\x11\x40\x15" + bytes(11) + b"\5\2\x12\x08\6\1\2")


def m4a(
    *more: bytes, before: bytes = b"", handler: bytes = b"soun", codec: bytes = b"mp4a", brand: bytes = b"M4A ",
    samples: list[bytes] = PACKETS, tracks: int = 1,
) -> bytes:  # fmt: skip
    """As an iPhone writes it: the samples first, then what they are, then where and when it was."""
    head = box(b"ftyp", brand, bytes(4), b"M4A mp42isom")
    mdat = box(b"mdat", before, *samples)
    offset = len(head) + 8 + len(before)
    times = struct.pack(">III", 0, 3_800_000_000, 3_800_000_001)
    sizes = tuple(len(sample) for sample in samples)
    movie = box(
        b"moov",
        box(b"mvhd", times, struct.pack(">II", 48000, 960 * len(sizes)), bytes(80)),
        *[track(offset, handler, codec, sizes)] * tracks,
        box(b"udta", box(b"\xa9xyz", PLACE)),
        box(b"meta", PLACE),
    )
    return head + mdat + movie + b"".join(more)


def ogg(*packets: bytes, comments: bytes = b"OpusTags" + struct.pack("<I", 45) + PLACE + bytes(4)) -> bytes:
    """Head, comments (over as many pages as they need), one page of sound for each packet."""
    pages = [page_of(2, 0, 0, b"\x13", OPUS_HEAD)]
    rest, flags = comments, 0
    while len(rest) >= 255 * 255:
        pages.append(page_of(flags, -1, len(pages), b"\xff" * 255, rest[: 255 * 255]))
        rest, flags = rest[255 * 255 :], 1
    pages.append(page_of(flags, 0, len(pages), b"\xff" * (len(rest) // 255) + bytes([len(rest) % 255]), rest))
    given = packets or tuple(PACKETS)
    for number, packet in enumerate(given, 1):
        last = 4 if number == len(given) else 0
        pages.append(page_of(last, 960 * number, len(pages), bytes([len(packet)]), packet))
    return b"".join(pages)


def webm(
    *more: bytes, kind: int = 2, codec: bytes = b"A_OPUS", endless: bool = True, packets: list[bytes] = PACKETS
) -> bytes:
    """As Chromium records it: segment and clusters without a length; `more` stands before the clusters."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, PLACE) + element(0x4461, bytes(8)))
    sound = element(0xE1, element(0xB5, struct.pack(">f", 48000)) + element(0x9F, b"\1"))
    entry = element(0xD7, b"\1") + element(0x73C5, b"\5") + element(0x83, bytes([kind])) + element(0x536E, PLACE)
    entry += element(0x86, codec) + element(0x63A2, OPUS_HEAD) + sound
    tracks = element(0x1654AE6B, element(0xAE, entry))
    blocks = [
        element(0xA3, b"\x81" + struct.pack(">hB", 20 * at % 30_000, 0x80) + one) for at, one in enumerate(packets)
    ]
    half = len(blocks) // 2
    clusters = [element(0xE7, b"\0") + b"".join(part) for part in (blocks[:half], blocks[half:]) if part]
    body = info + tracks + b"".join(more)
    if not endless:
        return head + element(0x18538067, body + b"".join(element(0x1F43B675, one) for one in clusters))
    forever = b"\x01" + b"\xff" * 7
    return (
        head + b"\x18\x53\x80\x67" + forever + body + b"".join(b"\x1f\x43\xb6\x75" + forever + one for one in clusters)
    )


MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
AAC_FRAME = b"\xff\xf1\x50\x40\x04\xe0\xfc" + bytes(32)


def id3(content: bytes = PLACE) -> bytes:
    size = len(content)
    return b"ID3\4\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + content


def mp3(*more: bytes, frames: int = 6) -> bytes:
    return id3() + MP3_FRAME * frames + b"".join(more)


def aac(*more: bytes) -> bytes:
    return AAC_FRAME * 6 + b"".join(more)


def amr(*more: bytes) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 6 + b"".join(more)
