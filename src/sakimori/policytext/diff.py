"""What changed between two versions of a policy, clause by clause.

Every clause of both versions occurs exactly once in the result. Clauses are paired in three rounds: the same words at
the same number, the same words at another number, then the most alike by heading, number and text. A clause's children
are clauses of their own and are compared as such.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sakimori.policytext.fold import fold
from sakimori.policytext.tree import Clause, PolicyDocument


class ChangeKind(StrEnum):
    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    MOVED_AND_REWORDED = "moved-and-reworded"
    ADDED = "added"
    REMOVED = "removed"


class Op(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text. `same` and `removed` together, in order, are the old text; `same` and `added` the new."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause's fate. `old` is None for an added clause, `new` for a removed one; segments mark changed words."""

    kind: ChangeKind
    old: Clause | None
    new: Clause | None
    heading: tuple[Segment, ...]
    text: tuple[Segment, ...]


_TOKEN = re.compile(r"[一-鿿々〆]+|[ァ-ヶー]+|[ぁ-ゖ]+|[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|\n+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。\n]*[。\n]|[^。\n]+")
_SPACE = re.compile(r"\s+")
_ISLAND = 2
"""A stretch that stayed the same but is this short, between two changes, is read as part of the change."""
_FILTER_BITS = 256
_MOST_TOKEN_PAIRS = 2_000_000
_MOST_CLAUSE_PAIRS = 1_000_000
"""Beyond this many pairs of changed clauses, only those with the same number or heading are compared."""
_SAME_HEADING = 0.3
_SAME_PATH = 0.2
_ENOUGH = 0.5
_LEAST_TEXT = 0.25


def diff(old: PolicyDocument, new: PolicyDocument) -> tuple[ClauseChange, ...]:
    """All clauses of both versions, in the order of the new one; removed clauses stand where they used to follow."""
    before = list(old.walk())
    after = list(new.walk())
    partner = _pair(before, after)
    changes: list[ClauseChange] = []
    old_of = {new_index: old_index for old_index, new_index in partner.items()}
    removed_after = _removed_after(len(before), partner)
    changes += (_removed(before[index]) for index in removed_after[-1])
    for index, clause in enumerate(after):
        source = old_of.get(index)
        changes.append(_added(clause) if source is None else _compared(before[source], clause))
        changes += (_removed(before[gone]) for gone in removed_after[index])
    return tuple(changes)


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The words that stayed, went and came, from `old` to `new`; short islands between changes are merged."""
    if old == new:
        return (Segment(Op.SAME, old),) if old else ()
    left, right = _tokens(old, new)
    pieces: list[tuple[str, str, str]] = []  # (same, removed, added), one of the first or the other two filled
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = "".join(left[i1:i2]), "".join(right[j1:j2])
        pieces.append((gone, "", "") if tag == "equal" else ("", gone, come))
    return tuple(_as_segments(_merged(pieces)))


def _tokens(old: str, new: str) -> tuple[list[str], list[str]]:
    """Words; for very long texts sentences, for hostile ones the whole, so that the work stays bounded."""
    for pattern in (_TOKEN, _SENTENCE):
        left, right = pattern.findall(old), pattern.findall(new)
        if len(left) * len(right) <= _MOST_TOKEN_PAIRS:
            return left, right
    return [old], [new]


def _merged(pieces: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    merged: list[tuple[str, str, str]] = []
    for index, (same, gone, come) in enumerate(pieces):
        island = bool(same) and 0 < index < len(pieces) - 1 and len(same) <= _ISLAND and "\n" not in same
        if island:
            gone, come, same = same, same, ""
        if not same and merged and not merged[-1][0]:
            _, gone_before, come_before = merged.pop()
            gone, come = gone_before + gone, come_before + come
        merged.append((same, gone, come))
    return merged


def _as_segments(pieces: list[tuple[str, str, str]]) -> list[Segment]:
    found = [
        (Segment(Op.SAME, same), Segment(Op.REMOVED, gone), Segment(Op.ADDED, come)) for same, gone, come in pieces
    ]
    return [segment for triple in found for segment in triple if segment.text]


def _pair(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """Old index → new index of the clauses that are each other's version."""
    partner: dict[int, int] = {}
    free = set(range(len(after)))
    _pair_equal(before, after, partner, free, with_path=True)
    _pair_equal(before, after, partner, free, with_path=False)
    _pair_alike(before, after, partner, free)
    return partner


def _pair_equal(
    before: Sequence[Clause], after: Sequence[Clause], partner: dict[int, int], free: set[int], *, with_path: bool
) -> None:
    waiting: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    for index in sorted(free):
        waiting[_key(after[index], with_path=with_path)].append(index)
    for index, clause in enumerate(before):
        if index in partner or not (with_path or _is_telling(clause)):
            continue
        queue = waiting.get(_key(clause, with_path=with_path))
        if queue:
            partner[index] = queue.popleft()
            free.discard(partner[index])


def _key(clause: Clause, *, with_path: bool) -> tuple[str, str, str]:
    return (clause.path if with_path else "", clause.heading or "", clause.text)


def _is_telling(clause: Clause) -> bool:
    """削除 or an empty heading is found again only at its own number."""
    return len(clause.text) + len(clause.heading or "") > len("削除")


@dataclass(frozen=True, slots=True)
class _Print:
    """What likeness is measured on: the pairs of neighbouring letters, and a small filter of them for a quick no."""

    path: str
    heading: str
    pairs: frozenset[str]
    filter: int


def _print_of(clause: Clause) -> _Print:
    heading = _SPACE.sub("", fold(clause.heading or ""))
    text = _SPACE.sub("", fold(clause.text))
    pairs = frozenset(first + second for first, second in pairwise(text))
    bits = 0
    for pair in pairs:
        bits |= 1 << ((ord(pair[0]) * 31 + ord(pair[1])) % _FILTER_BITS)
    return _Print(clause.path, heading, pairs, bits)


def _pair_alike(before: Sequence[Clause], after: Sequence[Clause], partner: dict[int, int], free: set[int]) -> None:
    old_prints = {index: _print_of(clause) for index, clause in enumerate(before) if index not in partner}
    new_prints = {index: _print_of(after[index]) for index in sorted(free)}
    all_pairs = len(old_prints) * len(new_prints) <= _MOST_CLAUSE_PAIRS
    scored = [
        (score, old_index, new_index)
        for old_index, old in old_prints.items()
        for new_index, new in new_prints.items()
        if (all_pairs or old.path == new.path or (old.heading and old.heading == new.heading))
        and (score := _likeness(old, new)) >= _ENOUGH
    ]
    for _, old_index, new_index in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if old_index not in partner and new_index in free:
            partner[old_index] = new_index
            free.discard(new_index)


def _likeness(old: _Print, new: _Print) -> float:
    """0 to about 1.5: share of common letter pairs, more for the same heading and the same number."""
    same_heading = bool(old.heading) and old.heading == new.heading
    same_path = old.path == new.path
    base = _SAME_HEADING * same_heading + _SAME_PATH * same_path
    if min(len(old.pairs), len(new.pairs)) <= 1:  # 削除, or a heading without text: only the number can tell
        return base + _ENOUGH if same_path else 0.0
    size = len(old.pairs) + len(new.pairs)
    common_bits = (old.filter & new.filter).bit_count()
    all_bits = min(old.filter.bit_count(), new.filter.bit_count())
    if not same_heading and not same_path and common_bits * 3 < all_bits:
        return 0.0
    text = 2 * len(old.pairs & new.pairs) / size
    if same_heading and same_path:
        return base + text
    return base + text if text >= _LEAST_TEXT else 0.0


def _removed_after(count: int, partner: dict[int, int]) -> defaultdict[int, list[int]]:
    """New index (-1: the beginning) → the old clauses without a partner that followed its old version."""
    result: defaultdict[int, list[int]] = defaultdict(list)
    place = -1
    for index in range(count):
        if index in partner:
            place = partner[index]
        else:
            result[place].append(index)
    return result


def _compared(old: Clause, new: Clause) -> ClauseChange:
    same_words = (old.heading or "", old.text) == (new.heading or "", new.text)
    same_path = old.path == new.path
    kind = {
        (True, True): ChangeKind.KEPT,
        (True, False): ChangeKind.MOVED,
        (False, True): ChangeKind.REWORDED,
        (False, False): ChangeKind.MOVED_AND_REWORDED,
    }[same_words, same_path]
    return ClauseChange(kind, old, new, segments(old.heading or "", new.heading or ""), segments(old.text, new.text))


def _added(clause: Clause) -> ClauseChange:
    return ClauseChange(ChangeKind.ADDED, None, clause, segments("", clause.heading or ""), segments("", clause.text))


def _removed(clause: Clause) -> ClauseChange:
    return ClauseChange(ChangeKind.REMOVED, clause, None, segments(clause.heading or "", ""), segments(clause.text, ""))
