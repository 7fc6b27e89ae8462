"""The structure of WebM with Opus, element by element (RFC 8794, RFC 9559): one track of sound and its blocks.

It is written anew from what a sound needs: rate, length, the track, its blocks. Tags, titles, times, programs,
attachments, chapters and indexes are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sakimori.foundation.files.faults import HasVideo, NoSound

_EBML, _SEGMENT = 0x1A45DFA3, 0x18538067
_INFO, _TRACKS, _CLUSTER = 0x1549A966, 0x1654AE6B, 0x1F43B675
_TOPS: Final = frozenset({_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1043A770, 0x1941A469})
"""What stands directly in the segment; where one of these begins, a cluster of unknown length is over."""
_DOC_TYPE, _ENTRY, _NUMBER, _TYPE, _CODEC, _PRIVATE, _AUDIO = 0x4282, 0xAE, 0xD7, 0x83, 0x86, 0x63A2, 0xE1
_SIMPLE, _GROUP, _BLOCK, _TIME = 0xA3, 0xA0, 0xA1, 0xE7
_OF_INFO: Final = frozenset({0x2AD7B1, 0x4489})
_OF_TRACK: Final = frozenset({_NUMBER, 0x73C5, _TYPE, 0x56AA, 0x56BB, 0x23E383, 0xB9, 0x88, 0x9C})
_OF_AUDIO: Final = frozenset({0xB5, 0x78B5, 0x9F, 0x6264})
_OF_GROUP: Final = frozenset({0x9B, 0x75A2})
_VIDEO, _SOUND = 1, 2
_OPUS_HEAD: Final = 19
_LONGEST_VALUE: Final = 8
_MOST, _MOST_CHILDREN = 400_000, 64
"""Elements of the segment and its clusters; of any other element."""


@dataclass(frozen=True, slots=True)
class _Element:
    id: int
    at: int
    start: int
    end: int
    is_endless: bool


def bare_webm(data: bytes) -> bytes:
    """One track of Opus, and nothing after its end. Raises NoSound, IndexError."""
    head = _element(data, 0, len(data))
    kinds = [data[one.start : one.end] for one in _children(data, head.start, head.end) if one.id == _DOC_TYPE]
    segment = _element(data, head.end, len(data))
    if head.id != _EBML or kinds != [b"webm"] or segment.id != _SEGMENT or head.is_endless:
        raise NoSound("head")
    info, track, clusters, number = b"", b"", list[bytes](), b""
    at, budget = segment.start, [_MOST]
    while at < segment.end:
        one = _element(data, at, segment.end)
        at = one.end
        budget[0] -= 1
        if one.id == _CLUSTER:
            content, at = _cluster(data, one, number, budget)
            clusters.append(element(_CLUSTER, content))
        elif one.is_endless or budget[0] < 0:
            raise NoSound("elements")
        elif one.id == _INFO:
            info = _values(data, one, _OF_INFO) + element(0x4D80, b"-") + element(0x5741, b"-")
        elif one.id == _TRACKS and not track:
            track, number = _track(data, one)
    if not (info and track and any(clusters)):
        raise NoSound("parts")
    return _HEAD + element(_SEGMENT, element(_INFO, info) + element(_TRACKS, track) + b"".join(clusters))


def element(name: int, content: bytes) -> bytes:
    """An element with its length."""
    length = len(content)
    told = bytes([0x80 | length]) if length < 0x7F else (1 << 56 | length).to_bytes(8, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + told + content


_HEAD: Final = element(
    _EBML,
    element(0x4286, b"\1") + element(0x42F7, b"\1") + element(0x42F2, b"\4") + element(0x42F3, b"\x08")
    + element(_DOC_TYPE, b"webm") + element(0x4287, b"\4") + element(0x4285, b"\2"),
)  # fmt: skip


def _element(data: bytes, at: int, end: int) -> _Element:
    """The element that begins here and ends not later than there."""
    width = 9 - data[at].bit_length()
    start = at + width
    long = 9 - data[start].bit_length()
    if width > 4 or long > 8:
        raise NoSound(f"element at {at}")
    whole = (1 << 7 * long) - 1
    size = int.from_bytes(data[start : start + long], "big") & whole
    is_endless, content = size == whole, start + long
    stop = end if is_endless else content + size
    if content > end or stop > end:
        raise NoSound(f"cut off at {at}")
    return _Element(int.from_bytes(data[at:start], "big"), at, content, stop, is_endless)


def _children(data: bytes, at: int, end: int) -> Iterator[_Element]:
    for _number in range(_MOST_CHILDREN):
        if at == end:
            return
        found = _element(data, at, end)
        if found.is_endless:
            raise NoSound("endless")
        yield found
        at = found.end
    raise NoSound("children")


def _values(data: bytes, parent: _Element, names: frozenset[int]) -> bytes:
    """The elements of these names, each a number."""
    kept = [one for one in _children(data, parent.start, parent.end) if one.id in names]
    if any(one.end - one.start > _LONGEST_VALUE for one in kept):
        raise NoSound("value")
    return b"".join(data[one.at : one.end] for one in kept)


def _track(data: bytes, tracks: _Element) -> tuple[bytes, bytes]:
    """The one track, and its number as blocks tell it."""
    entries = [one for one in _children(data, tracks.start, tracks.end) if one.id == _ENTRY]
    told = [{one.id: one for one in _children(data, entry.start, entry.end)} for entry in entries]
    types = [int.from_bytes(data[one[_TYPE].start : one[_TYPE].end], "big") if _TYPE in one else 0 for one in told]
    if _VIDEO in types:
        raise HasVideo("video")
    if types != [_SOUND] or not {_NUMBER, _CODEC, _PRIVATE, _AUDIO} <= told[0].keys():
        raise NoSound("tracks")
    codec, head, number = (data[told[0][name].start : told[0][name].end] for name in (_CODEC, _PRIVATE, _NUMBER))
    if codec != b"A_OPUS" or not head.startswith(b"OpusHead") or len(head) != _OPUS_HEAD or head[18]:
        raise NoSound("codec")
    if int.from_bytes(number, "big") not in range(1, 127):
        raise NoSound("number")
    audio = element(_AUDIO, _values(data, told[0][_AUDIO], _OF_AUDIO))
    more = element(_CODEC, codec) + element(_PRIVATE, head) + audio
    return element(_ENTRY, _values(data, entries[0], _OF_TRACK) + more), bytes([0x80 | number[-1]])


def _cluster(data: bytes, cluster: _Element, number: bytes, budget: list[int]) -> tuple[bytes, int]:
    """Time and blocks of a cluster, and where the next element begins."""
    parts, at = list[bytes](), cluster.start
    while at < cluster.end:
        one = _element(data, at, cluster.end)
        if cluster.is_endless and one.id in _TOPS:
            break
        budget[0] -= 1
        if one.is_endless or budget[0] < 0:
            raise NoSound("blocks")
        at = one.end
        if one.id == _TIME:
            parts.append(element(_TIME, data[one.start : one.end][:_LONGEST_VALUE]))
        elif one.id == _SIMPLE:
            parts.append(_block(data, one, number))
        elif one.id == _GROUP:
            blocks = [_block(data, each, number) for each in _children(data, one.start, one.end) if each.id == _BLOCK]
            parts.append(element(_GROUP, b"".join(blocks) + _values(data, one, _OF_GROUP)))
    return b"".join(parts), at


def _block(data: bytes, block: _Element, number: bytes) -> bytes:
    """A block of the track, without lacing."""
    if block.end - block.start < 5 or data[block.start : block.start + 1] != number or data[block.start + 3] & 6:
        raise NoSound(f"block at {block.at}")
    return data[block.at : block.end]
