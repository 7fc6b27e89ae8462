"""Merkle trees of RFC 6962 section 2 (the same in RFC 9162): hashes, roots, inclusion and consistency proofs.

Hashes are 32 bytes of SHA-256. Leaf indices count from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sakimori.evidence.errors import EvidenceError

HASH_SIZE: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf's bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two children."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order."""
    level = list(leaf_hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        level = _next_level(level)
    return level[0]


def _next_level(level: Sequence[bytes]) -> list[bytes]:
    """Pairs joined; a last one without a partner moves up unchanged (it is the root of its smaller subtree)."""
    above = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    if len(level) % 2:
        above.append(level[-1])
    return above


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append: the roots of the full subtrees, largest first, one for each 1-bit of `size`."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise EvidenceError("proof", why="a frontier whose size and hashes do not fit")

    def append(self, leaf: bytes) -> Frontier:
        """The frontier with one more leaf hash; O(log n)."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier with these leaf hashes added in order."""
        peaks, size = list(self.peaks), self.size
        for leaf in leaves:
            node, bits = leaf, size
            while bits & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                bits >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """Eight bytes of size (big-endian), then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Reads `to_bytes`. Raises `EvidenceError`."""
        if len(data) < 8 or (len(data) - 8) % HASH_SIZE:
            raise EvidenceError("proof", why="a frontier of the wrong length")
        hashes = tuple(data[place : place + HASH_SIZE] for place in range(8, len(data), HASH_SIZE))
        return cls(int.from_bytes(data[:8], "big"), hashes)

    def to_hex(self) -> str:
        """`to_bytes` as hexadecimal text."""
        return self.to_bytes().hex()

    @classmethod
    def from_hex(cls, text: str) -> Frontier:
        """Reads `to_hex`. Raises `EvidenceError`."""
        try:
            return cls.from_bytes(bytes.fromhex(text))
        except EvidenceError:
            raise
        except ValueError as error:
            raise EvidenceError("proof", why="a frontier that is not hexadecimal") from error


class Tree:
    """A whole tree in memory (64 bytes a leaf), from which any proof and any earlier root can be taken."""

    def __init__(self, leaf_hashes: Iterable[bytes]) -> None:
        self._levels: list[list[bytes]] = [list(leaf_hashes)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_next_level(self._levels[-1]))

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def leaf(self, index: int) -> bytes:
        """The leaf hash at an index."""
        return self._levels[0][index]

    def root(self, size: int | None = None) -> bytes:
        """The root, or what it was when the tree had `size` leaves."""
        end = self.size if size is None else size
        if not 0 <= end <= self.size:
            raise EvidenceError("proof", why=f"the tree has {self.size} leaves, not {end}")
        return self._range(0, end) if end else EMPTY_ROOT

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The hashes that lead from leaf `index` to the root, lowest first (RFC 6962 2.1.1)."""
        if not 0 <= index < self.size:
            raise EvidenceError("proof", why=f"no leaf {index} among {self.size}")
        proof = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                proof.append(level[sibling])
            index >>= 1
        return proof

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """That the first `old_size` leaves were the whole tree once (RFC 6962 2.1.2)."""
        if not 0 <= old_size <= self.size:
            raise EvidenceError("proof", why=f"the tree has {self.size} leaves, not {old_size}")
        if old_size in (0, self.size):
            return []
        return self._subproof(old_size, 0, self.size, whole=True)

    def _subproof(self, old: int, low: int, high: int, *, whole: bool) -> list[bytes]:
        if old == high - low:
            return [] if whole else [self._range(low, high)]
        split = _split(high - low)
        if old <= split:
            return [*self._subproof(old, low, low + split, whole=whole), self._range(low + split, high)]
        return [*self._subproof(old - split, low + split, high, whole=False), self._range(low, low + split)]

    def _range(self, low: int, high: int) -> bytes:
        """The root over leaves low..high-1, where low is a multiple of the power of two that spans the range."""
        width = high - low
        height = (width - 1).bit_length()
        if width == 1 << height or high == self.size:
            return self._levels[height][low >> height]
        split = _split(width)
        return node_hash(self._range(low, low + split), self._range(low + split, high))


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf hash stands at `index` of the tree with this size and root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != HASH_SIZE:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            node = node_hash(node, step)
        place >>= 1
        last >>= 1
    return last == 0 and node == root


def verify_consistency(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of `old_size` is the beginning of the tree of `new_size` (RFC 9162 2.1.4.2)."""
    if not 0 <= old_size <= new_size or any(len(step) != HASH_SIZE for step in proof):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return bool(steps) and _fold(old_size, new_size, steps) == (old_root, new_root)


def _fold(old_size: int, new_size: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that a consistency proof leads to; None when it has the wrong length."""
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        place >>= 1
        last >>= 1
    return (old, new) if last == 0 else None
