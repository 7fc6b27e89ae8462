"""The structure of MP4, M4A and 3GP, box by box (ISO/IEC 14496-12): what iPhones and many Android recorders write.

Offsets are counted from the beginning of the file, so nothing is cut out: what does not belong to the sound becomes a
`free` box of the same length, filled with zeros, and so does every byte of `mdat` that no sample lies in.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from sakimori.foundation.files.faults import HasVideo, NoSound

_KEPT: Final = {
    b"": {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64"},
}
"""What a sound needs, by the box that it stands in. Place, device, title and notes stand in others."""
_TIMED: Final = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36)}
"""Boxes that begin with when it was made and changed: their length in version 0 and 1."""
_ROWS: Final = {b"stts": (8,), b"stsc": (12,), b"stco": (4,), b"co64": (8,), b"elst": (12, 20)}
"""Tables: the length of a row, by version."""
_CODECS: Final = frozenset({b"mp4a", b"alac", b"samr", b"sawb", b"Opus", b"fLaC"})
_MOST_BOXES, _MOST_TRACKS, _MOST_DATA = 200, 4, 8
_MOST_CHUNKS, _MOST_SAMPLES = 100_000, 500_000
_LONGEST_DESCRIPTION, _LONGEST_HEAD = 1024, 128


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    end: int


def bare_mp4(data: bytes) -> bytes:
    """As long as before, with nothing in it but sound. Raises NoSound, struct.error, IndexError."""
    bare = bytearray(data)
    tops = _children(bare, _Box(b"", 0, len(bare)))
    if not tops or tops[0].name != b"ftyp" or tops[0].end > _LONGEST_HEAD:
        raise NoSound("head")
    _one(tops, b"ftyp")
    movie = _children(bare, _one(tops, b"moov"))
    _one(movie, b"mvhd")
    tracks = [box for box in movie if box.name == b"trak"]
    stored = [box for box in tops if box.name == b"mdat"]
    if not 1 <= len(tracks) <= _MOST_TRACKS or len(stored) > _MOST_DATA:
        raise NoSound("tracks")
    samples = bytearray(len(bare))
    for track in tracks:
        for start, end in _chunks(bare, _sample_boxes(bare, track)):
            if not any(box.start <= start and end <= box.end for box in stored):
                raise NoSound("sample outside")
            samples[start:end] = bare[start:end]
    for box in stored:
        bare[box.start : box.end] = samples[box.start : box.end]
    return bytes(bare)


def _children(bare: bytearray, parent: _Box) -> list[_Box]:
    """The boxes in a box that a sound needs, each checked; the others are emptied. Together they fill it exactly."""
    found, at, seen = [], parent.start, 0
    while at < parent.end:
        size, name = struct.unpack(">I4s", bare[at : at + 8])
        start = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", bare[start : start + 8])
            start += 8
        end, seen = at + size, seen + 1
        if end < start or end > parent.end or seen > _MOST_BOXES:
            raise NoSound(f"box at {at}")
        if name in _KEPT[parent.name]:
            box = _Box(name, start, end)
            _check(bare, box)
            found.append(box)
        else:
            bare[at + 4 : at + 8] = b"free"
            bare[start:end] = bytes(end - start)
        at = end
    return found


def _one(boxes: list[_Box], name: bytes) -> _Box:
    found = [box for box in boxes if box.name == name]
    if len(found) != 1:
        raise NoSound(f"{len(found)} {name!r}")
    return found[0]


def _sample_boxes(bare: bytearray, track: _Box) -> list[_Box]:
    """The tables that say where the samples of a track lie. Raises HasVideo for a track of pictures."""
    parts = _children(bare, track)
    _one(parts, b"tkhd")
    for edits in (box for box in parts if box.name == b"edts"):
        _children(bare, edits)
    media = _children(bare, _one(parts, b"mdia"))
    _one(media, b"mdhd")
    handler = _one(media, b"hdlr")
    kind = bare[handler.start + 8 : handler.start + 12]
    if kind != b"soun":
        raise HasVideo("video") if kind == b"vide" else NoSound("handler")
    info = _children(bare, _one(media, b"minf"))
    _one(_children(bare, _one(info, b"dinf")), b"dref")
    return _children(bare, _one(info, b"stbl"))


def _check(bare: bytearray, box: _Box) -> None:
    """A box is exactly as long as what it says of itself; times and names in it are emptied. Raises NoSound."""
    size, version = box.end - box.start, bare[box.start] if box.end > box.start else 0
    if box.name in _TIMED:
        is_right = version in {0, 1} and size == _TIMED[box.name][version]
        times = 8 if version == 0 else 16
        bare[box.start + 4 : box.start + 4 + times] = bytes(times)
    elif box.name in _ROWS:
        (count,) = struct.unpack(">I", bare[box.start + 4 : box.start + 8])
        is_right = version < len(_ROWS[box.name]) and size == 8 + count * _ROWS[box.name][version]
    elif box.name == b"stsz":
        each, count = struct.unpack(">II", bare[box.start + 4 : box.start + 12])
        is_right = size == 12 + (0 if each else 4 * count) and count <= _MOST_SAMPLES
    elif box.name == b"hdlr":
        is_right = 24 <= size <= _LONGEST_DESCRIPTION
        bare[box.start + 12 : box.end] = bytes(max(size - 12, 0))
    elif box.name == b"dref":
        # One entry: the samples lie in this file, and nowhere else.
        entry = bytes(bare[box.start + 4 : box.end])
        is_right = (
            entry[:8] == b"\0\0\0\1\0\0\0\x0c" and entry[8:12] in {b"url ", b"alis"} and entry[12:] == b"\0\0\0\1"
        )
    elif box.name == b"stsd":
        count, length, codec = struct.unpack(">II4s", bare[box.start + 4 : box.start + 16])
        is_right = count == 1 and length == size - 8 <= _LONGEST_DESCRIPTION and codec in _CODECS
    else:
        is_right = box.name != b"smhd" or size == 8
    if not is_right:
        raise NoSound(f"box {box.name!r}")


def _chunks(bare: bytearray, tables: list[_Box]) -> list[tuple[int, int]]:
    """Where the samples lie: begin and end of every chunk. Raises NoSound where the tables contradict each other."""
    for name in (b"stsd", b"stts"):
        _one(tables, name)
    sizes = _one(tables, b"stsz")
    each, count = struct.unpack(">II", bare[sizes.start + 4 : sizes.start + 12])
    lengths = [each] * count if each else struct.unpack(f">{count}I", bare[sizes.start + 12 : sizes.end])
    until = [0, *accumulate(lengths)]
    wide = any(box.name == b"co64" for box in tables)
    offsets = _one(tables, b"co64" if wide else b"stco")
    rows = _one(tables, b"stsc")
    begins = [at for (at,) in struct.iter_unpack(">Q" if wide else ">I", bare[offsets.start + 8 : offsets.end])]
    # More than the file holds would be the same bytes again and again.
    if not count or until[-1] > len(bare) or len(begins) > _MOST_CHUNKS or (rows.end - rows.start) // 12 > _MOST_CHUNKS:
        raise NoSound("number of samples")
    many = {first: samples for first, samples, _entry in struct.iter_unpack(">III", bare[rows.start + 8 : rows.end])}
    found, done, samples = [], 0, 0
    for number, begin in enumerate(begins, 1):
        samples = many.get(number, samples)
        if not 0 < samples <= count - done:
            raise NoSound("samples of a chunk")
        found.append((begin, begin + until[done + samples] - until[done]))
        done += samples
    if done != count:
        raise NoSound("samples without a chunk")
    return found
