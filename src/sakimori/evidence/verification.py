"""Verifies an evidence bundle. The first of two implementations; `verify/` holds the other, which shares nothing."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography import x509

from sakimori.evidence.bundle import verifier_files
from sakimori.evidence.container import CHUNK, Container, open_container
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.findings import Report
from sakimori.evidence.manifest import AttachmentRow, Manifest, parse_manifest
from sakimori.evidence.note import VerifierKey
from sakimori.evidence.placing import check_selection, check_whole
from sakimori.evidence.scan import Entries, Scan
from sakimori.evidence.timestamp import read_timestamp, verify_timestamp
from sakimori.evidence.trust import Anchor, Past, check_earlier, check_kept, read_anchor

_ALWAYS: Final = ("checkpoint.txt", "details.jsonl", "entries.jsonl", "keys.txt", "manifest.json")
_SOMETIMES: Final = ("consistency.jsonl", "leaves.bin", "proofs.jsonl", "timestamp.tsr")


def verify_bundle(
    path: Path,
    *,
    key: VerifierKey | None = None,
    checkpoint: bytes | None = None,
    authorities: Sequence[x509.Certificate] = (),
) -> Report:
    """Checks a bundle and names every entry that is not as it was recorded.

    `key` is the public key that the reader holds from elsewhere; without it the bundle's own key is used and the
    report says so. `checkpoint` is an older signed checkpoint that the reader kept: the log must continue it.
    `authorities` are root certificates for the time-stamp. Raises OSError when the file cannot be read.
    """
    report = Report()
    with path.open("rb", buffering=CHUNK) as file:
        container = open_container(file)
        for code, name in container.faults:
            _report_fault(report, code, name)
        if not container.members or not set(_ALWAYS) & container.members.keys():
            report.problems.clear()
            report.problem("not_a_bundle")
            return report
        _verify(container, report, key, checkpoint, authorities)
    report.problems.sort(key=lambda found: (found.sequence is not None, found.sequence or 0))
    return report


def _verify(
    container: Container,
    report: Report,
    key: VerifierKey | None,
    kept: bytes | None,
    authorities: Sequence[x509.Certificate],
) -> None:
    verifiers = verifier_files()
    _check_members(container, report, verifiers)
    manifest = _read_manifest(container, report)
    report.whole = manifest.whole if manifest else "leaves.bin" in container.members
    attachments = manifest.attachments if manifest else ()
    anchor = read_anchor(container, report, key)
    scan = Scan(container, report, {row.entry for row in attachments})
    entries = scan.run()
    report.entries = len(entries.hashes)
    if anchor is not None:
        _check_log(container, anchor, entries, report, kept)
        _check_timestamp(container, anchor, report, authorities)
        if manifest:
            _check_manifest(manifest, anchor, entries, scan.details, report)
    scan.finish()
    for row in attachments:
        _check_attachment(container, entries, report, row)
    if any(container.read(name) != data for name, data in verifiers.items() if name in container.members):
        report.notice("other_verifier")


def _report_fault(report: Report, code: str, name: str) -> None:
    if code == "structure":
        place_ja, place_en = (f"(「{name}」の見出し)", f" (header of “{name}”)") if name else ("", "")
        report.problem("container_structure", place_ja=place_ja, place_en=place_en)
    else:
        report.problem("not_a_bundle" if code == "unreadable" else f"container_{code}", name=name)


def _check_members(container: Container, report: Report, verifiers: dict[str, bytes]) -> None:
    known = {*_ALWAYS, *_SOMETIMES, *verifiers}
    for name in (*_ALWAYS, *verifiers):
        if name not in container.members:
            report.problem("member_missing", name=name)
    for name in container.members:
        if name not in known and not name.startswith(("attachments/", "checkpoints/")):
            report.problem("member_unknown", name=name)


def _read_manifest(container: Container, report: Report) -> Manifest | None:
    if "manifest.json" not in container.members:
        return None
    try:
        return parse_manifest(container.read("manifest.json") or b"")
    except EvidenceError:
        report.problem("manifest_unreadable")
        return None


def _check_log(container: Container, anchor: Anchor, entries: Entries, report: Report, kept: bytes | None) -> None:
    leaves = None
    if report.whole:
        leaves = check_whole(entries, anchor.checkpoint, report)
    else:
        check_selection(entries, anchor.checkpoint, report)
        report.notice("selection", entries=len(entries.hashes), size=anchor.checkpoint.size)
    past = Past(container, anchor, entries, leaves)
    check_earlier(past, report)
    if kept is not None:
        check_kept(past, report, kept)


def _check_manifest(manifest: Manifest, anchor: Anchor, entries: Entries, details: int, report: Report) -> None:
    for what, claimed, found in (
        ("origin", manifest.origin, anchor.checkpoint.origin),
        ("size", manifest.size, anchor.checkpoint.size),
        ("entries", manifest.entries, len(entries.hashes)),
        ("details", manifest.details, details),
    ):
        if claimed != found:
            report.problem("manifest_differs", what=what, claimed=claimed, found=found)
    if manifest.whole:
        return
    promised = {number for first, last in manifest.ranges for number in range(first, min(last, manifest.size) + 1)}
    for sequence in sorted(promised.difference(entries.places, entries.explained)):
        entries.explained.add(sequence)
        report.entry_problem("entry_dropped", sequence, None)
    for sequence in sorted(entries.places.keys() - promised):
        if entries.places[sequence] in entries.unproven:
            continue
        report.entry_problem("entry_foreign", sequence, entries.line(sequence))


def _check_attachment(container: Container, entries: Entries, report: Report, row: AttachmentRow) -> None:
    """The file must have the manifest's hash, and that hash must stand in what the entry commits to."""
    line = entries.line(row.entry)
    if row.member not in container.members:
        report.entry_problem("attachment_missing", row.entry, line, name=row.name)
        return
    digest = sha256()
    for chunk in container.chunks(row.member):
        digest.update(chunk)
    if digest.hexdigest() != row.sha256:
        report.entry_problem("attachment_changed", row.entry, line, name=row.name)
    elif not entries.payload_holds(row.entry, row.sha256):
        report.entry_problem("attachment_unbound", row.entry, line, name=row.name)


def _check_timestamp(
    container: Container, anchor: Anchor, report: Report, authorities: Sequence[x509.Certificate]
) -> None:
    response = container.read("timestamp.tsr")
    if response is None:
        return
    try:
        stamp = (
            verify_timestamp(response, anchor.raw, authorities) if authorities else read_timestamp(response, anchor.raw)
        )
    except EvidenceError as error:
        unreadable = error.params["why"] == "unreadable"
        report.problem("timestamp_unreadable" if unreadable else "timestamp_differs")
        return
    report.notice("timestamp_holds" if authorities else "timestamp_matches", time=stamp.time.isoformat())
