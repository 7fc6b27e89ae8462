"""Checks that the entries of a bundle are the leaves of the signed tree, each in its place; names those that aren't."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sakimori.evidence.checkpoint import Checkpoint
from sakimori.evidence.container import Container
from sakimori.evidence.findings import Report
from sakimori.evidence.scan import Entries
from sakimori.evidence.tree import HASH_SIZE, root_of, verify_inclusion

_PROOF: Final = re.compile(rb'\{"path":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\],"sequence":([1-9][0-9]{0,15})\}')


def check_whole(entries: Entries, checkpoint: Checkpoint, report: Report) -> list[bytes]:
    """Every leaf of the log must be here. Gives the leaf hashes that fit the checkpoint, else those of the lines."""
    leaves = _leaves(entries.container, report)
    size_fits = len(entries.hashes) == checkpoint.size
    sound = size_fits and root_of(entries.hashes) == checkpoint.root
    if sound:
        _check_numbers(entries, range(len(entries.claimed)), report)
        _report_leaves(entries, leaves, report)
        return entries.hashes
    if len(leaves) == checkpoint.size and root_of(leaves) == checkpoint.root:
        _compare_with_true_leaves(entries, leaves, report)
        return leaves
    report.problem("root_differs")
    _compare_by_number(entries, leaves, checkpoint.size, report)
    return entries.hashes


def check_selection(entries: Entries, checkpoint: Checkpoint, report: Report) -> None:
    """Each entry must lead to the checkpoint's root by its inclusion proof."""
    proven: set[int] = set()
    listed: list[int] = []
    for _, line in entries.container.lines("proofs.jsonl"):
        found = _PROOF.fullmatch(line)
        if found is None:
            report.problem("container_member", name="proofs.jsonl")
            continue
        sequence = int(found[2])
        listed.append(sequence)
        place = entries.places.get(sequence)
        if place is not None and _included(entries.hashes[place], sequence, found[1], checkpoint):
            proven.add(sequence)
    wanted = set(listed)
    unclaimed = iter([sequence for sequence in listed if sequence not in entries.places])
    for place, claimed in enumerate(entries.claimed):
        if claimed in proven:
            continue
        sequence = claimed if claimed in wanted else next(unclaimed, claimed or place + 1)
        entries.unproven.add(place)
        entries.explained.add(sequence)
        report.entry_problem("proof_false", sequence, entries.line_at(place))
    _check_order([sequence for sequence in entries.claimed if sequence], entries, report)


def _leaves(container: Container, report: Report) -> list[bytes]:
    raw = b"".join(container.chunks("leaves.bin")) if "leaves.bin" in container.members else b""
    if len(raw) % HASH_SIZE:
        report.problem("container_member", name="leaves.bin")
    return [raw[place : place + HASH_SIZE] for place in range(0, len(raw), HASH_SIZE)]


def _report_leaves(entries: Entries, leaves: list[bytes], report: Report) -> None:
    if leaves == entries.hashes:
        return
    if len(leaves) != len(entries.hashes):
        report.problem("container_member", name="leaves.bin")
        return
    for place, (leaf, true) in enumerate(zip(leaves, entries.hashes, strict=True)):
        if leaf != true:
            report.entry_problem("leaf_changed", place + 1, entries.line_at(place))


def _check_numbers(entries: Entries, indices: Sequence[int | None], report: Report) -> None:
    """The number in each signed line must be that of its leaf."""
    for place, index in enumerate(indices):
        claimed = entries.claimed[place]
        if index is None or claimed == index + 1:
            continue
        if claimed == 0:
            report.entry_problem("entry_unreadable", index + 1, entries.line_at(place))
        else:
            report.entry_problem("entry_number", claimed, entries.line_at(place), place=index + 1)


def _compare_with_true_leaves(entries: Entries, leaves: list[bytes], report: Report) -> None:
    """The hashes are the signed ones, so each line can be judged by itself."""
    where = {leaf: index for index, leaf in enumerate(leaves)}
    indices = [where.get(leaf) for leaf in entries.hashes]
    missing = set(range(len(leaves))).difference(index for index in indices if index is not None)
    before = -1
    for place, index in enumerate(indices):
        if index is not None:
            before = index
            continue
        entries.unproven.add(place)
        guess = next((number for number in (entries.claimed[place] - 1, before + 1) if number in missing), None)
        if guess is None:
            report.entry_problem("entry_foreign", entries.claimed[place] or place + 1, entries.line_at(place))
            continue
        missing.discard(guess)
        entries.explained.add(guess + 1)
        before = guess
        report.entry_problem("entry_changed", guess + 1, entries.line_at(place))
    for index in sorted(missing):
        entries.explained.add(index + 1)
        report.entry_problem("entry_dropped", index + 1, None)
    _check_numbers(entries, indices, report)
    _check_order([index + 1 for index in indices if index is not None], entries, report)


def _compare_by_number(entries: Entries, leaves: list[bytes], size: int, report: Report) -> None:
    """Neither lines nor hashes fit the checkpoint; what the lines say of themselves still shows gaps and disorder."""
    missing = set(range(1, size + 1)).difference(entries.claimed)
    differing = []
    for place, claimed in enumerate(entries.claimed):
        if claimed == 0:
            guess = _expected(entries, place)
            missing.discard(guess)
            entries.explained.add(guess)
            report.entry_problem("entry_unreadable", guess, entries.line_at(place))
        elif claimed > size:
            report.entry_problem("entry_foreign", claimed, entries.line_at(place))
        elif claimed <= len(leaves) and leaves[claimed - 1] != entries.hashes[place]:
            differing.append(place)
    if len(differing) * 2 < len(leaves):
        entries.unproven.update(differing)
        for place in differing:
            entries.explained.add(entries.claimed[place])
            report.entry_problem("entry_changed", entries.claimed[place], entries.line_at(place))
    for sequence in sorted(missing):
        entries.explained.add(sequence)
        report.entry_problem("entry_dropped", sequence, None)
    _check_order([sequence for sequence in entries.claimed if sequence], entries, report)


def _expected(entries: Entries, place: int) -> int:
    """The number that a line without a readable one should have, by the line before it."""
    return entries.claimed[place - 1] + 1 if place and entries.claimed[place - 1] else place + 1


def _included(leaf: bytes, sequence: int, path: bytes, checkpoint: Checkpoint) -> bool:
    steps = [bytes.fromhex(step) for step in path[1:-1].decode().split('","')] if path else []
    return verify_inclusion(leaf, sequence - 1, checkpoint.size, steps, checkpoint.root)


def _check_order(sequences: list[int], entries: Entries, report: Report) -> None:
    """Names the entries that stand twice, and the fewest that must have been moved to explain the order."""
    seen: set[int] = set()
    single: list[int] = []
    for sequence in sequences:
        if sequence in seen:
            report.entry_problem("entry_repeated", sequence, entries.line(sequence))
        else:
            seen.add(sequence)
            single.append(sequence)
    if all(one < other for one, other in pairwise(single)):
        return
    for sequence in sorted(set(single).difference(_longest_ascending(single))):
        report.entry_problem("entry_reordered", sequence, entries.line(sequence))


def _longest_ascending(values: list[int]) -> list[int]:
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect.bisect_left(tails, value)
        before.append(tail_places[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            tail_places.append(place)
        else:
            tails[length], tail_places[length] = value, place
    found: list[int] = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        found.append(values[place])
        place = before[place]
    return found
