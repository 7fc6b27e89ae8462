"""Checks who signed a bundle's checkpoint, and that older checkpoints are the beginning of the same log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from sakimori.evidence.checkpoint import Checkpoint, parse_checkpoint
from sakimori.evidence.container import Container
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.findings import Report
from sakimori.evidence.keychain import KeyChain, parse_keys
from sakimori.evidence.note import Note, VerifierKey, verify_note
from sakimori.evidence.scan import Entries, committed_by
from sakimori.evidence.tree import root_of, verify_consistency

_RESTORED: Final = b'{"action":"ledger.restored",'


@dataclass(frozen=True, slots=True)
class Anchor:
    """The checkpoint of a bundle and the keys of its log; `raw` are the bytes of checkpoint.txt."""

    checkpoint: Checkpoint
    chain: KeyChain | None
    raw: bytes


def read_anchor(container: Container, report: Report, pinned: VerifierKey | None) -> Anchor | None:
    """Reads and judges checkpoint and keys; None when there is no readable checkpoint to measure the entries by."""
    raw = container.read("checkpoint.txt") or b""
    try:
        checkpoint, note = parse_checkpoint(raw)
    except EvidenceError as error:
        report.problem("checkpoint_unreadable", why=error.params["why"])
        return None
    report.origin, report.size, report.root = checkpoint.origin, checkpoint.size, checkpoint.root.hex()
    report.time = checkpoint.time
    try:
        chain = parse_keys(container.read("keys.txt") or b"", checkpoint.origin)
    except EvidenceError as error:
        report.problem("keys_unreadable", why=error.params["why"])
        return Anchor(checkpoint, None, raw)
    _check_signature(checkpoint, note, chain, report, pinned)
    return Anchor(checkpoint, chain, raw)


def _check_signature(
    checkpoint: Checkpoint, note: Note, chain: KeyChain, report: Report, pinned: VerifierKey | None
) -> None:
    signers = [place for place, link in enumerate(chain.links) if verify_note(note, link.key)]
    if not signers:
        claimed = any(item.is_by(link.key) for item in note.signatures for link in chain.links)
        report.problem("checkpoint_forged" if claimed else "checkpoint_wrong_key")
        return
    if any(
        item.is_by(link.key) and not link.key.verify(item.signature, note.text.encode())
        for item in note.signatures
        for link in chain.links
    ):
        report.problem("checkpoint_forged")
    in_office = [place for place in signers if chain.may_sign(place, checkpoint.size)]
    if not in_office:
        later = chain.links[min(signers[-1] + 1, len(chain.links) - 1)]
        report.problem("key_stale", size=later.from_size)
        return
    _check_pinned(chain, in_office[-1], report, pinned)
    for link in chain.links[1:]:
        report.notice("key_rotated" if link.vouched else "key_lost", size=link.from_size)


def _check_pinned(chain: KeyChain, signer: int, report: Report, pinned: VerifierKey | None) -> None:
    fingerprint = chain.links[signer].key.fingerprint
    if pinned is None:
        report.notice("key_from_bundle", fingerprint=fingerprint)
        return
    held = chain.index_of(pinned)
    if held is None:
        report.problem("key_not_pinned")
    elif not chain.unbroken(held, signer):
        report.problem("key_chain_broken")
    else:
        report.notice("key_pinned", fingerprint=fingerprint)


@dataclass(frozen=True, slots=True)
class Past:
    """What older checkpoints are measured by: all leaf hashes of a whole log, else the bundle's consistency proofs."""

    container: Container
    anchor: Anchor
    entries: Entries
    leaves: list[bytes] | None

    def continues(self, old: Checkpoint) -> bool | None:
        """Whether the log begins as the older checkpoint says; None when the bundle cannot show it."""
        now = self.anchor.checkpoint
        if old.size >= now.size:
            return old.size == now.size and old.root == now.root
        if self.leaves is not None:
            return len(self.leaves) >= old.size and root_of(self.leaves[: old.size]) == old.root
        path = self._paths().get(old.size)
        return None if path is None else verify_consistency(old.size, now.size, path, old.root, now.root)

    def signed_in_office(self, checkpoint: Checkpoint, note: Note) -> bool:
        """Whether a key of this log that was in office then signed the checkpoint."""
        chain = self.anchor.chain
        if chain is None or checkpoint.origin != self.anchor.checkpoint.origin:
            return False
        return any(
            verify_note(note, link.key) and chain.may_sign(place, checkpoint.size)
            for place, link in enumerate(chain.links)
        )

    def restore_of(self, kept: Checkpoint) -> int | None:
        """The entry that declares this checkpoint lost by a restore: it commits to the checkpoint's root."""
        for sequence in committed_by(self.entries, kept.root.hex()):
            if (self.entries.line(sequence) or b"").startswith(_RESTORED):
                return sequence
        return None

    def _paths(self) -> dict[int, list[bytes]]:
        """Older size → consistency proof. Lines that cannot be read prove nothing."""
        found: dict[int, list[bytes]] = {}
        for _, line in self.container.lines("consistency.jsonl"):
            try:
                row = json.loads(line)
                found[int(row["size"])] = [bytes.fromhex(step) for step in row["path"]]
            except (ValueError, TypeError, KeyError):
                continue
        return found


def check_earlier(past: Past, report: Report) -> None:
    """Compares the older checkpoints that the bundle carries with the log."""
    holding, first_wrong = [0], 0
    names = [name for name in past.container.members if name.startswith("checkpoints/")]
    for name in names:
        try:
            checkpoint, note = parse_checkpoint(past.container.read(name) or b"")
        except EvidenceError:
            report.problem("earlier_unreadable", name=name)
            continue
        if not past.signed_in_office(checkpoint, note):
            report.problem("earlier_forged", name=name)
        elif past.continues(checkpoint):
            holding.append(checkpoint.size)
        else:
            report.problem("earlier_differs", size=checkpoint.size)
            first_wrong = min(first_wrong or checkpoint.size, checkpoint.size)
    if first_wrong and past.leaves is not None:
        low = max(size for size in holding if size < first_wrong) + 1
        report.problem("root_bracket", low=low, high=first_wrong)
    elif names and len(holding) == len(names) + 1:
        report.notice("earlier_holds", count=len(names))


def check_kept(past: Past, report: Report, kept: bytes) -> None:
    """Compares a checkpoint that somebody kept (on paper, by mail) with the log."""
    try:
        checkpoint, note = parse_checkpoint(kept)
    except EvidenceError:
        report.problem("kept_unreadable")
        return
    if checkpoint.origin != past.anchor.checkpoint.origin:
        report.problem("kept_other_log", origin=checkpoint.origin)
        return
    if not past.signed_in_office(checkpoint, note):
        report.problem("kept_forged")
        return
    continues = past.continues(checkpoint)
    if continues:
        report.notice("kept_holds", size=checkpoint.size)
    elif (record := past.restore_of(checkpoint)) is not None:
        report.problem("kept_restored", size=checkpoint.size, record=record)
    elif checkpoint.size > past.anchor.checkpoint.size:
        report.problem("kept_newer", size=checkpoint.size)
    else:
        report.problem("kept_unprovable" if continues is None else "kept_differs", size=checkpoint.size)
