"""Writing an evidence bundle: chosen entries with all that a stranger needs to check them offline.

The format, byte for byte, is in docs/evidence.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from sakimori.evidence.canonical import canonical
from sakimori.evidence.checkpoint import Checkpoint, parse_checkpoint
from sakimori.evidence.container import ContainerWriter, pieces
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.manifest import AttachmentRow, Manifest
from sakimori.evidence.tree import Tree

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_VERIFIER_FILES: Final = {
    "READ_ME_en.txt": "READ_ME_en.txt",
    "READ_ME_ja.txt": "READ_ME_ja.txt",
    "__main__.py": "bundle_main.py",
    "verify.html": "verify.html",
    "verify.py": "sakimori_verify.py",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """What a commitment stands for: the canonical `payload` and its 16 bytes of `salt`."""

    sequence: int
    commitment: str
    payload: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class ErasedDetail:
    """A commitment whose payload was lawfully erased; `record` is the sequence of the entry that says so."""

    sequence: int
    commitment: str
    reason: str
    time: str
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to an entry. One of the entry's payloads must hold its SHA-256 in hexadecimal as a text."""

    sequence: int
    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class BundleContent:
    """All that goes into a bundle; iterables are read once and never held in memory whole.

    `checkpoint` is the signed note, `keys` the bytes of keys.txt. `entries` are (sequence, line) ascending, as stored.
    `details` follow the entries' order. `leaf_hashes` are those of the whole log up to the checkpoint, as stored (not
    computed from the lines: that is how a line changed in the database is found and named). `whole` says that every
    entry of the log is meant to be here; otherwise the bundle is a selection with an inclusion proof for each entry.
    `earlier` are older signed checkpoints, `timestamp` an RFC 3161 response over the bytes of `checkpoint`.
    """

    checkpoint: bytes
    keys: bytes
    assembly: str
    created: str
    software: str
    entries: Iterable[tuple[int, bytes]]
    details: Iterable[Detail | ErasedDetail]
    leaf_hashes: Iterable[bytes]
    whole: bool = True
    attachments: Iterable[Attachment] = ()
    earlier: Sequence[bytes] = ()
    timestamp: bytes | None = None


@dataclass(slots=True)
class _Written:
    """What the manifest says about the entries that went by."""

    entries: int = 0
    details: int = 0
    ranges: list[list[int]] = field(default_factory=list)

    def note(self, sequence: int) -> None:
        self.entries += 1
        if self.ranges and self.ranges[-1][1] + 1 == sequence:
            self.ranges[-1][1] = sequence
        else:
            self.ranges.append([sequence, sequence])


def write_bundle(out: BinaryIO, content: BundleContent) -> None:
    """Writes the bundle to `out` (need not be seekable); the same content gives the same bytes.

    Takes what the ledger holds without judging it: `verify_bundle` judges. Raises `EvidenceError` for content that has
    no place in the format (line ends within a line, descending sequences, over 4 GB).
    """
    checkpoint, _ = parse_checkpoint(content.checkpoint)
    written = _Written()
    with ContainerWriter() as container:
        _add_verifier(container)
        container.add("checkpoint.txt", (content.checkpoint,))
        container.add("keys.txt", (content.keys,))
        container.add("entries.jsonl", _entry_lines(content.entries, written))
        container.add("details.jsonl", _detail_lines(content.details, written))
        _add_proofs(container, content, checkpoint, written)
        if content.timestamp is not None:
            container.add("timestamp.tsr", (content.timestamp,))
        manifest = Manifest(
            origin=checkpoint.origin,
            assembly=content.assembly,
            created=content.created,
            software=content.software,
            whole=content.whole,
            size=checkpoint.size,
            entries=written.entries,
            details=written.details,
            ranges=tuple((first, last) for first, last in written.ranges),
            attachments=tuple(_add_attachments(container, content.attachments)),
        )
        container.add("manifest.json", (manifest.to_bytes(),))
        container.write(out)


def verifier_files() -> dict[str, bytes]:
    """The files that every bundle carries so that it can be checked without Sakimori: member name → content.

    Their sources lie in `verify/` at the top of the repository; an installed package has its copy beside this module.
    """
    here = Path(__file__).parent
    folder = here / "verifier"
    if not folder.is_dir():
        folder = here.parents[2] / "verify"
    return {name: (folder / source).read_bytes() for name, source in _VERIFIER_FILES.items()}


def _add_verifier(container: ContainerWriter) -> None:
    for name, data in verifier_files().items():
        container.add(name, (data,))


def _entry_lines(entries: Iterable[tuple[int, bytes]], written: _Written) -> Iterator[bytes]:
    before = 0
    for sequence, line in entries:
        if sequence <= before or b"\n" in line:
            raise EvidenceError("bundle", why=f"entry {sequence} is out of order or holds a line end")
        before = sequence
        written.note(sequence)
        yield line + b"\n"


def _detail_lines(details: Iterable[Detail | ErasedDetail], written: _Written) -> Iterator[bytes]:
    for detail in details:
        if _HEX.fullmatch(detail.commitment) is None:
            raise EvidenceError("bundle", why=f"a detail of entry {detail.sequence} names no commitment")
        written.details += 1
        if isinstance(detail, ErasedDetail):
            erased = {"reason": detail.reason, "record": detail.record, "time": detail.time}
            line = {"commitment": detail.commitment, "erased": erased, "sequence": detail.sequence}
            yield canonical(line) + b"\n"
            continue
        if b"\n" in detail.payload:
            raise EvidenceError("bundle", why=f"a detail of entry {detail.sequence} holds a line end")
        yield b'{"commitment":"%b","payload":%b,"salt":"%b","sequence":%d}\n' % (
            detail.commitment.encode(),
            detail.payload,
            detail.salt.hex().encode(),
            detail.sequence,
        )


def _add_proofs(container: ContainerWriter, content: BundleContent, checkpoint: Checkpoint, written: _Written) -> None:
    for number, note in enumerate(content.earlier, 1):
        container.add(f"checkpoints/{number:05d}.txt", (note,))
    if content.whole:
        container.add("leaves.bin", content.leaf_hashes)
        return
    tree = Tree(content.leaf_hashes)
    if tree.size != checkpoint.size:
        raise EvidenceError("bundle", why=f"{tree.size} leaf hashes for a checkpoint of {checkpoint.size} entries")
    container.add(
        "proofs.jsonl",
        (
            _path_line("sequence", sequence, tree.inclusion_proof(sequence - 1))
            for first, last in written.ranges
            for sequence in range(first, last + 1)
        ),
    )
    sizes = sorted({parse_checkpoint(note)[0].size for note in content.earlier})
    container.add("consistency.jsonl", (_path_line("size", size, tree.consistency_proof(size)) for size in sizes))


def _path_line(key: str, number: int, path: Sequence[bytes]) -> bytes:
    return canonical({key: number, "path": [step.hex() for step in path]}) + b"\n"


def _add_attachments(container: ContainerWriter, attachments: Iterable[Attachment]) -> list[AttachmentRow]:
    rows = []
    for number, attachment in enumerate(attachments, 1):
        ending = re.search(r"\.[A-Za-z0-9]{1,8}$", attachment.name)
        member = f"attachments/{number:05d}{ending[0].lower() if ending else ''}"
        with attachment.open() as source:
            digest, size = container.add(member, pieces(source))
        rows.append(AttachmentRow(attachment.sequence, member, attachment.name, digest, size))
    return rows
