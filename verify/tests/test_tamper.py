"""LED-4: what both verifiers must reject, and what they must name. Each case is bent by a forger who repacks the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakimori.evidence.bundle import Attachment
from sakimori.evidence.checkpoint import parse_checkpoint
from sakimori.evidence.keychain import loss_statement, rotation_statement, write_keys
from sakimori.evidence.tests.sample import (
    ATTACHED,
    FIRST,
    PDF,
    SECOND,
    THIRD,
    TIME,
    Log,
    content,
    erase,
    make_entry,
    make_log,
    selection,
    signed,
    written,
)
from sakimori.evidence.tree import leaf_hash

from .both import STAND_ALONE, both_say, first_says, repacked, second_says, unpacked

LOG = make_log()
WHOLE = written(content(LOG))
PART = written(selection(LOG, [2, 5, 9]))
MEMBERS = unpacked(WHOLE)
ANY_FILE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def checkpoint_of(note: bytes) -> tuple[int, str]:
    found, _ = parse_checkpoint(note)
    return found.size, found.root.hex()


def lines_of(name: str, data: bytes = WHOLE) -> list[bytes]:
    return unpacked(data)[name].splitlines(keepends=True)


def bent(name: str, lines: list[bytes] | bytes, data: bytes = WHOLE) -> bytes:
    return repacked({**unpacked(data), name: lines if isinstance(lines, bytes) else b"".join(lines)})


def swap(lines: list[bytes], one: int, other: int) -> list[bytes]:
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def test_sound_bundles_are_accepted(tmp_path: Path) -> None:
    assert both_say(tmp_path, WHOLE) == (set(), {"key_from_bundle", "earlier_holds"})
    assert both_say(tmp_path, WHOLE, FIRST.verifier, signed(LOG, 7))[0] == set()
    assert both_say(tmp_path, PART) == (set(), {"key_from_bundle", "earlier_holds", "selection"})
    assert repacked(MEMBERS) == WHOLE


def test_the_same_log_gives_the_same_bytes() -> None:
    assert written(content(make_log())) == WHOLE


def places_of(data: bytes) -> list[int]:
    """Every place of a bundle, but of the long texts that it merely carries only every hundredth."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        spans = [(item.header_offset + 30 + len(item.filename), item) for item in archive.infolist()]
    carried = {
        place
        for start, item in spans
        for place in range(start, start + item.file_size)
        if item.filename.startswith(("READ_ME", "verify")) and place % 100
    }
    return [place for place in range(len(data)) if place not in carried]


PLACES = {True: places_of(WHOLE), False: places_of(PART)}


@pytest.mark.parametrize("whole", [True, False])
@ANY_FILE
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_any_changed_bit_of_the_file_is_noticed(tmp_path: Path, whole: bool, place: int, bit: int) -> None:
    data = bytearray(WHOLE if whole else PART)
    data[PLACES[whole][place % len(PLACES[whole])]] ^= 1 << bit
    assert first_says(tmp_path, bytes(data))[0]
    assert second_says(bytes(data))[0]


@ANY_FILE
@given(row=st.integers(0, 11), place=st.integers(0), bit=st.integers(0, 7))
def test_any_changed_bit_of_an_entry_names_it(tmp_path: Path, row: int, place: int, bit: int) -> None:
    lines = lines_of("entries.jsonl")
    start = WHOLE.index(MEMBERS["entries.jsonl"]) + sum(len(line) for line in lines[:row])
    data = bytearray(WHOLE)
    offset = start + place % (len(lines[row]) - 1)
    if data[offset] ^ 1 << bit == 0x0A:
        bit = (bit + 1) % 8
    data[offset] ^= 1 << bit
    for problems, _ in (first_says(tmp_path, bytes(data)), second_says(bytes(data))):
        assert ("entry_changed", row + 1) in problems
        assert {sequence for _, sequence in problems if sequence} == {row + 1}


@ANY_FILE
@given(cut=st.integers(0))
def test_a_file_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    data = WHOLE[: cut % len(WHOLE)]
    assert first_says(tmp_path, data)[0]
    assert second_says(data)[0]
    assert first_says(tmp_path, WHOLE + data[:1] + b"x")[0]


def entry_edit(old: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: bent("entries.jsonl", MEMBERS["entries.jsonl"].replace(old, new))


def without(name: str, row: int) -> bytes:
    lines = lines_of(name)
    del lines[row]
    return bent(name, lines)


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (entry_edit(b"request-000007", b"request-000070"), {("entry_changed", 7)}),
        (entry_edit(b'"sequence":7,', b'"sequence":8,'), {("entry_changed", 7)}),
        (entry_edit(b'"sequence":7,', b'"sequence":700,'), {("entry_changed", 7)}),
        (entry_edit(b'"action":"policy.acknowledge","actor":"person-2"', b"rubbish"), {("entry_changed", 7)}),
        (lambda: without("entries.jsonl", 4), {("entry_dropped", 5)}),
        (lambda: without("entries.jsonl", 11), {("entry_dropped", 12)}),
        (lambda: bent("entries.jsonl", swap(lines_of("entries.jsonl"), 2, 3)), {("entry_reordered", 4)}),
        (
            lambda: bent("entries.jsonl", [*lines_of("entries.jsonl")[1:], lines_of("entries.jsonl")[0]]),
            {("entry_reordered", 1)},
        ),
        (
            lambda: bent("entries.jsonl", [*lines_of("entries.jsonl"), lines_of("entries.jsonl")[5]]),
            {("entry_repeated", 6)},
        ),
        (
            lambda: bent("entries.jsonl", [*lines_of("entries.jsonl"), make_entry(13, ()).line() + b"\n"]),
            {("entry_foreign", 13)},
        ),
        (lambda: without("details.jsonl", 0), {("detail_missing", 1)}),
        (
            lambda: bent("details.jsonl", MEMBERS["details.jsonl"].replace("朝霧 4郎".encode(), "夕霧 4郎".encode())),
            {("detail_changed", 4)},
        ),
        (
            lambda: bent("details.jsonl", MEMBERS["details.jsonl"].replace(b'"sequence":4}', b'"sequence":5}')),
            {("detail_changed", 4)},
        ),
        (lambda: bent("details.jsonl", [b"rubbish\n", *lines_of("details.jsonl")[1:]]), {("detail_unreadable", None)}),
        (lambda: bent("attachments/00001.pdf", PDF + b"!"), {("attachment_changed", 5)}),
        (
            lambda: repacked({name: data for name, data in MEMBERS.items() if "attach" not in name}),
            {("attachment_missing", 5)},
        ),
        (
            lambda: bent("leaves.bin", MEMBERS["leaves.bin"][:64] + bytes(32) + MEMBERS["leaves.bin"][96:]),
            {("leaf_changed", 3)},
        ),
        (
            lambda: bent("leaves.bin", MEMBERS["leaves.bin"][:-1]),
            {("container_member", None), ("leaf_changed", 12)},
        ),
        (lambda: repacked({**MEMBERS, "virus.exe": b""}), {("member_unknown", None)}),
        (
            lambda: repacked({name: data for name, data in MEMBERS.items() if name != "keys.txt"}),
            {("member_missing", None)},
        ),
        (
            lambda: bent("manifest.json", MEMBERS["manifest.json"].replace(b'"entries":12', b'"entries":11')),
            {("manifest_differs", None)},
        ),
        (lambda: bent("manifest.json", b"{}"), {("manifest_unreadable", None)}),
        (lambda: bent("checkpoint.txt", b"rubbish"), {("checkpoint_unreadable", None)}),
    ],
)
def test_a_bent_bundle_is_refused_and_the_entry_named(
    tmp_path: Path, forge: Callable[[], bytes], named: set[tuple[str, int | None]]
) -> None:
    problems, _ = both_say(tmp_path, forge())
    assert named <= problems
    entries = {sequence for _, sequence in problems if sequence}
    assert entries <= {sequence for _, sequence in named} | {1 for code, _ in named if code == "detail_unreadable"}


def test_a_forger_who_also_rebuilds_the_hashes_is_found_by_the_signature(tmp_path: Path) -> None:
    lines = MEMBERS["entries.jsonl"].replace(b"request-000007", b"request-000070")
    leaves = b"".join(leaf_hash(line) for line in lines.splitlines())
    problems, _ = both_say(tmp_path, repacked({**MEMBERS, "entries.jsonl": lines, "leaves.bin": leaves}))
    assert {("root_differs", None), ("earlier_differs", None), ("root_bracket", None)} <= problems
    check = STAND_ALONE.Check(repacked({**MEMBERS, "entries.jsonl": lines, "leaves.bin": leaves}))
    bracket = next(params for code, _, params in check.problems if code == "root_bracket")
    assert bracket == {"low": 5, "high": 8}


def test_a_dropped_entry_is_named_even_when_the_hashes_are_rebuilt(tmp_path: Path) -> None:
    lines = lines_of("entries.jsonl")
    del lines[6]
    leaves = b"".join(leaf_hash(line[:-1]) for line in lines)
    problems, _ = both_say(tmp_path, repacked({**MEMBERS, "entries.jsonl": b"".join(lines), "leaves.bin": leaves}))
    assert {("root_differs", None), ("entry_dropped", 7)} <= problems


def test_a_sequence_that_the_service_itself_used_twice_is_named(tmp_path: Path) -> None:
    log = make_log(entries={8: {"sequence": 7}})
    problems, _ = both_say(tmp_path, written(content(log)))
    assert ("entry_number", 7) in problems


def test_an_entry_of_another_assembly_is_named(tmp_path: Path) -> None:
    problems, _ = both_say(tmp_path, written(content(make_log(entries={6: {"assembly": "yugiri"}}))))
    assert problems == {("entry_assembly", 6)}


@pytest.mark.parametrize("row", range(12))
def test_rows_changed_in_the_database_before_export_are_named(tmp_path: Path, row: int) -> None:
    stored = LOG.leaves()
    log = Log(list(LOG.lines), LOG.details)
    log.lines[row] = (row + 1, log.lines[row][1].replace(b'"channel":"web"', b'"channel":"api"'))
    bundle = written(content(log, checkpoint=signed(LOG), leaf_hashes=stored, earlier=()))
    assert both_say(tmp_path, bundle)[0] == {("entry_changed", row + 1)}


class TestCheckpointAndKeys:
    def test_a_changed_checkpoint_is_forged(self, tmp_path: Path) -> None:
        forged = MEMBERS["checkpoint.txt"].replace(b"\ntime 2026", b"\ntime 2025")
        assert ("checkpoint_forged", None) in both_say(tmp_path, bent("checkpoint.txt", forged))[0]

    def test_a_checkpoint_of_another_key_is_refused(self, tmp_path: Path) -> None:
        data = written(content(LOG, checkpoint=signed(LOG, key=SECOND)))
        assert ("checkpoint_wrong_key", None) in both_say(tmp_path, data)[0]

    def test_a_bundle_wholly_made_by_another_key_is_refused_by_who_holds_the_right_one(self, tmp_path: Path) -> None:
        forged = content(LOG, checkpoint=signed(LOG, key=SECOND), keys=write_keys(SECOND.verifier), earlier=())
        assert both_say(tmp_path, written(forged)) == (set(), {"key_from_bundle"})
        assert both_say(tmp_path, written(forged), FIRST.verifier)[0] == {("key_not_pinned", None)}

    def test_a_stale_key_is_refused(self, tmp_path: Path) -> None:
        keys = write_keys(
            FIRST.verifier, (rotation_statement("sakimori.example/asagiri", FIRST, SECOND, from_size=6, time=TIME),)
        )
        stale = written(content(LOG, keys=keys, earlier=(signed(LOG, 4),)))
        assert both_say(tmp_path, stale)[0] == {("key_stale", None)}
        fresh = written(content(LOG, keys=keys, checkpoint=signed(LOG, key=SECOND), earlier=(signed(LOG, 4),)))
        assert both_say(tmp_path, fresh, FIRST.verifier) == (set(), {"key_pinned", "key_rotated", "earlier_holds"})
        assert both_say(tmp_path, fresh, SECOND.verifier)[0] == set()
        assert both_say(tmp_path, fresh, THIRD.verifier)[0] == {("key_not_pinned", None)}

    def test_a_lost_key_is_a_visible_seam(self, tmp_path: Path) -> None:
        keys = write_keys(
            FIRST.verifier,
            (loss_statement("sakimori.example/asagiri", FIRST.verifier, SECOND, from_size=6, time=TIME),),
        )
        data = written(content(LOG, keys=keys, checkpoint=signed(LOG, key=SECOND), earlier=()))
        assert both_say(tmp_path, data) == (set(), {"key_from_bundle", "key_lost"})
        assert both_say(tmp_path, data, SECOND.verifier)[0] == set()
        assert both_say(tmp_path, data, FIRST.verifier)[0] == {("key_chain_broken", None)}

    def test_a_false_statement_is_refused(self, tmp_path: Path) -> None:
        statement = rotation_statement("sakimori.example/asagiri", FIRST, SECOND, from_size=6, time=TIME)
        keys = write_keys(FIRST.verifier, (statement.replace(b"from-size 6", b"from-size 7"),))
        assert ("keys_unreadable", None) in both_say(tmp_path, bent("keys.txt", keys))[0]

    def test_an_earlier_checkpoint_by_a_stranger_is_refused(self, tmp_path: Path) -> None:
        data = written(content(LOG, earlier=(signed(LOG, 4, THIRD), b"rubbish\n")))
        assert both_say(tmp_path, data)[0] == {("earlier_forged", None), ("earlier_unreadable", None)}


class TestKeptCheckpoint:
    def test_a_rewritten_past_is_found_by_who_kept_a_checkpoint(self, tmp_path: Path) -> None:
        rewritten = make_log(entries={3: {"actor": "somebody-else"}})
        data = written(content(rewritten, earlier=()))
        assert both_say(tmp_path, data)[0] == set()
        assert both_say(tmp_path, data, kept=signed(LOG, 7))[0] == {("kept_differs", None)}
        assert both_say(tmp_path, data, kept=signed(LOG, 2)) == (set(), {"key_from_bundle", "kept_holds"})

    @pytest.mark.parametrize(
        ("kept", "code"),
        [
            (b"rubbish", "kept_unreadable"),
            (signed(LOG, 7, SECOND), "kept_forged"),
            (signed(make_log(20), 20), "kept_newer"),
            (signed(LOG, 7).replace(b"asagiri", b"yugiri", 1), "kept_other_log"),
        ],
    )
    def test_other_checkpoints_are_explained(self, tmp_path: Path, kept: bytes, code: str) -> None:
        assert both_say(tmp_path, WHOLE, kept=kept)[0] == {(code, None)}

    def test_a_selection_shows_only_what_it_has_proofs_for(self, tmp_path: Path) -> None:
        assert both_say(tmp_path, PART, kept=signed(LOG, 8))[0] == set()
        assert both_say(tmp_path, PART, kept=signed(LOG, 12))[0] == set()
        assert both_say(tmp_path, PART, kept=signed(LOG, 7))[0] == {("kept_unprovable", None)}
        other = make_log(entries={3: {"actor": "somebody-else"}})
        assert both_say(tmp_path, PART, kept=signed(other, 8))[0] == {("kept_differs", None)}

    def test_a_restore_is_a_seam_that_a_person_must_judge(self, tmp_path: Path) -> None:
        before = make_log(10, entries={9: {"actor": "lost-1"}, 10: {"actor": "lost-2"}})
        kept = signed(before)
        _, root = checkpoint_of(kept)
        restored = {"action": "ledger.restored"}
        data = written(content(make_log(entries={9: restored}, payloads={9: {"outside_root": root}}), earlier=()))
        assert both_say(tmp_path, data) == (set(), {"key_from_bundle", "seam"})
        assert both_say(tmp_path, data, kept=kept)[0] == {("kept_restored", None)}
        other = written(content(make_log(entries={9: restored}, payloads={9: {"outside_root": "00" * 32}}), earlier=()))
        assert both_say(tmp_path, other, kept=kept)[0] == {("kept_differs", None)}


class TestSelections:
    @pytest.mark.parametrize("sequences", [[1], [12], [1, 12], [3, 4, 5], list(range(1, 13))])
    def test_any_selection_is_proven(self, tmp_path: Path, sequences: list[int]) -> None:
        assert both_say(tmp_path, written(selection(LOG, sequences)))[0] == set()

    def test_a_changed_entry_is_named(self, tmp_path: Path) -> None:
        lines = unpacked(PART)["entries.jsonl"].replace(b"request-000009", b"request-000099")
        assert both_say(tmp_path, bent("entries.jsonl", lines, PART))[0] == {("proof_false", 9)}

    def test_a_dropped_entry_is_named(self, tmp_path: Path) -> None:
        lines = lines_of("entries.jsonl", PART)
        problems, _ = both_say(tmp_path, bent("entries.jsonl", [lines[0], lines[2]], PART))
        assert ("entry_dropped", 5) in problems

    def test_a_proof_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        lines = lines_of("proofs.jsonl", PART)
        lines[1] = lines[1][:20] + b'"' + lines[1][21:]
        data = bent("proofs.jsonl", lines, PART)
        assert ("proof_false", 5) in first_says(tmp_path, data)[0]
        assert ("proof_false", 5) in second_says(data)[0]

    @pytest.mark.parametrize("key", [b'"origin"', b'"size"', b'"sequences"', b'"attachments"'])
    def test_a_manifest_without_a_field_is_unreadable(self, tmp_path: Path, key: bytes) -> None:
        data = bent("manifest.json", unpacked(PART)["manifest.json"].replace(key, key[:-2] + b'X"'), PART)
        assert both_say(tmp_path, data)[0] == {("manifest_unreadable", None)}

    def test_a_missing_proof_is_named(self, tmp_path: Path) -> None:
        lines = lines_of("proofs.jsonl", PART)
        assert both_say(tmp_path, bent("proofs.jsonl", lines[:2], PART))[0] == {("proof_false", 9)}

    def test_reordered_entries_are_named(self, tmp_path: Path) -> None:
        problems, _ = both_say(tmp_path, bent("entries.jsonl", swap(lines_of("entries.jsonl", PART), 0, 1), PART))
        assert problems == {("entry_reordered", 5)}

    def test_an_entry_of_another_log_does_not_pass(self, tmp_path: Path) -> None:
        lines = lines_of("entries.jsonl", PART)
        lines[1] = make_entry(5, ()).line() + b"\n"
        problems, _ = both_say(tmp_path, bent("entries.jsonl", lines, PART))
        assert ("proof_false", 5) in problems


class TestAttachments:
    def test_a_swap_that_also_changes_the_manifest_is_found(self, tmp_path: Path) -> None:
        other = b"%PDF another pledge"
        manifest = MEMBERS["manifest.json"].replace(
            sha256(PDF).hexdigest().encode(), sha256(other).hexdigest().encode()
        )
        data = repacked({**MEMBERS, "attachments/00001.pdf": other, "manifest.json": manifest})
        assert both_say(tmp_path, data)[0] == {("attachment_unbound", 5)}

    def test_a_file_hung_onto_another_entry_is_found(self, tmp_path: Path) -> None:
        data = written(content(LOG, attachments=(Attachment(6, ATTACHED, lambda: io.BytesIO(PDF)),)))
        assert both_say(tmp_path, data)[0] == {("attachment_unbound", 6)}


class TestErasure:
    def test_an_erased_payload_leaves_every_proof_intact(self, tmp_path: Path) -> None:
        log = make_log()
        erase(log, 4)
        data = written(content(log))
        assert "朝霧 4郎".encode() not in data
        assert both_say(tmp_path, data) == (set(), {"key_from_bundle", "earlier_holds", "erased"})

    def test_an_attachment_of_an_erased_entry_can_no_longer_be_tied(self, tmp_path: Path) -> None:
        log = make_log()
        erase(log, 5)
        assert both_say(tmp_path, written(content(log)))[0] == {("attachment_unbound", 5)}

    def test_a_clock_that_went_back_is_pointed_out(self, tmp_path: Path) -> None:
        data = written(content(make_log(entries={6: {"time": "2025-04-01T00:00:00.000000Z"}})))
        assert both_say(tmp_path, data) == (set(), {"key_from_bundle", "earlier_holds", "clock_back"})
