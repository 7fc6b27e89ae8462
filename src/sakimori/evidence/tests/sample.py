"""A small log of a fictional assembly, and bundles of it, for the tests of both verifiers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sakimori.evidence.bundle import Attachment, BundleContent, Detail, ErasedDetail, write_bundle
from sakimori.evidence.canonical import canonical
from sakimori.evidence.checkpoint import checkpoint_at, sign_checkpoint
from sakimori.evidence.commitment import commit
from sakimori.evidence.entry import EntryRecord, format_time
from sakimori.evidence.keychain import write_keys
from sakimori.evidence.note import SignerKey
from sakimori.evidence.tree import leaf_hash, root_of

ORIGIN = "sakimori.example/asagiri"
FIRST, SECOND, THIRD = (SignerKey(ORIGIN, bytes([number]) * 32) for number in (1, 2, 3))
TIME = "2026-11-23T09:00:00.000000Z"
ATTACHED = "貸与同意書.pdf"
PDF = b"%PDF-1.7 pledge of the fictional assembly\n"


@dataclass
class Log:
    """Entries and details, to be bent before a bundle is written."""

    lines: list[tuple[int, bytes]] = field(default_factory=list)
    details: list[Detail | ErasedDetail] = field(default_factory=list)

    def leaves(self, size: int | None = None) -> list[bytes]:
        return [leaf_hash(line) for _, line in self.lines[:size]]


def make_entry(sequence: int, commitments: Iterable[str], changes: Mapping[str, object] | None = None) -> EntryRecord:
    moment = datetime(2026, 4, 1, tzinfo=UTC) + timedelta(minutes=sequence)
    entry = EntryRecord(
        sequence=sequence,
        assembly="asagiri",
        time=format_time(moment),
        actor=f"person-{sequence % 5}",
        post="議会事務局" if sequence % 2 else None,
        channel="web",
        action=("assets.lend", "policy.acknowledge", "people.appoint")[sequence % 3],
        request=f"request-{sequence:06d}",
        subjects=(("people.person", f"id-{sequence}"), ("assets.device", 'quoted "id"')),
        commitments=tuple(commitments),
    )
    return replace(entry, **(changes or {}))  # type: ignore[arg-type]


def make_log(size: int = 12, **changes: dict[int, dict[str, object]]) -> Log:
    """`size` entries, each with one or two details; entry 5 names the attachment."""
    log = Log()
    for sequence in range(1, size + 1):
        commitments = []
        for part in range(1 + sequence % 2):
            payload = canonical(
                {
                    "after": {"氏名": f"朝霧 {sequence}郎", "remark": 'a "quoted" text'},
                    "file": sha256(PDF).hexdigest() if sequence == 5 else None,
                    "part": part,
                    **changes.get("payloads", {}).get(sequence, {}),
                }
            )
            salt = sha256(b"salt %d %d" % (sequence, part)).digest()[:16]
            commitments.append(commit(salt, payload))
            log.details.append(Detail(sequence, commitments[-1], payload, salt))
        entry = make_entry(sequence, commitments, changes.get("entries", {}).get(sequence))
        log.lines.append((sequence, entry.line()))
    return log


def signed(log: Log, size: int | None = None, key: SignerKey = FIRST) -> bytes:
    """A checkpoint over the first `size` entries."""
    leaves = log.leaves(size)
    return sign_checkpoint(checkpoint_at(ORIGIN, len(leaves), root_of(leaves), TIME), (key,))


def content(log: Log, **changes: object) -> BundleContent:
    """All of the log, with attachment and two earlier checkpoints."""
    usual = BundleContent(
        checkpoint=signed(log),
        keys=write_keys(FIRST.verifier),
        assembly="asagiri",
        created=TIME,
        software="sakimori test",
        entries=log.lines,
        details=log.details,
        leaf_hashes=log.leaves(),
        attachments=(Attachment(5, ATTACHED, lambda: io.BytesIO(PDF)),),
        earlier=(signed(log, 4), signed(log, 8)),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def selection(log: Log, wanted: Iterable[int], **changes: object) -> BundleContent:
    """Only some entries."""
    chosen = set(wanted)
    return content(
        log,
        **{
            "whole": False,
            "entries": [row for row in log.lines if row[0] in chosen],
            "details": [detail for detail in log.details if detail.sequence in chosen],
            "attachments": (Attachment(5, ATTACHED, lambda: io.BytesIO(PDF)),) if 5 in chosen else (),
            **changes,
        },
    )


def written(bundle: BundleContent) -> bytes:
    """The bytes of the bundle."""
    out = io.BytesIO()
    write_bundle(out, bundle)
    return out.getvalue()


def erase(log: Log, sequence: int) -> None:
    """Takes payload and salt away, as a lawful erasure does."""
    log.details = [
        ErasedDetail(detail.sequence, detail.commitment, "保存期間満了", TIME, record=12)
        if detail.sequence == sequence
        else detail
        for detail in log.details
    ]
