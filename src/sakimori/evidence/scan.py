"""Reads the entries of a bundle once and checks the details (changes, reasons) against what the entries commit to."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from sakimori.evidence.commitment import DOMAIN
from sakimori.evidence.container import Container
from sakimori.evidence.entry import SEAM_ACTIONS
from sakimori.evidence.findings import Report

_TEXT: Final = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_WORD: Final = r'"([a-z0-9._:-]+)"'
_NUMBER: Final = r"([1-9][0-9]{0,15})"
_ENTRY: Final = re.compile(
    (
        rf'\{{"action":{_WORD},"actor":{_TEXT},"assembly":({_TEXT}),"channel":{_WORD},"commitments":\[([0-9a-f",]*)\],'
        rf'"post":(?:null|{_TEXT}),"request":{_TEXT},"schema":1,"sequence":{_NUMBER},"subjects":\[.*\],'
        r'"time":"([0-9TZ:.-]+)"\}'
    ).encode()
)
_DETAIL: Final = re.compile(
    (
        r'\{"commitment":"([0-9a-f]{64})",(?:"erased":\{.*\}|"payload":(.*),"salt":"([0-9a-f]{32})"),'
        rf'"sequence":{_NUMBER}\}}'
    ).encode()
)
_SEAMS: Final = frozenset(action.encode() for action in SEAM_ACTIONS)
_SOUND, _ERASED, _CHANGED = 0, 1, 2
_STATES: Final = 4


@dataclass(slots=True)
class Entries:
    """The lines found: offset, leaf hash and claimed sequence (0: unreadable) of each, in the order of the file."""

    container: Container
    offsets: array[int] = field(default_factory=lambda: array("Q"))
    hashes: list[bytes] = field(default_factory=list)
    claimed: array[int] = field(default_factory=lambda: array("Q"))
    places: dict[int, int] = field(default_factory=dict)
    """Sequence → place in the file."""
    unproven: set[int] = field(default_factory=set)
    """Places of lines that are not what was signed; what they say of their details counts for nothing."""
    explained: set[int] = field(default_factory=set)
    """Sequences already reported as changed or missing; that their details are left over says nothing more."""
    payloads: dict[int, list[int]] = field(default_factory=dict)
    """Sequence → offsets of its sound details, for the entries that have attachments."""

    def line(self, sequence: int) -> bytes | None:
        """The line that claims a sequence."""
        place = self.places.get(sequence)
        return None if place is None else self.line_at(place)

    def line_at(self, place: int) -> bytes:
        """The line at a place of the file."""
        return self.container.line_at("entries.jsonl", self.offsets[place])

    def payload_holds(self, sequence: int, digest: str) -> bool:
        """Whether a sound payload of the entry holds this text as a whole JSON string."""
        wanted = b'"%b"' % digest.encode()
        return any(
            wanted in self.container.line_at("details.jsonl", offset) for offset in self.payloads.get(sequence, ())
        )


def committed_by(entries: Entries, text: str) -> list[int]:
    """The sequences of entries with a sound payload that holds this text as a whole JSON string."""
    wanted = b'"%b"' % text.encode()
    lines = [line for _, line in entries.container.lines("details.jsonl") if wanted in line]
    found = []
    for detail in filter(None, map(_DETAIL.fullmatch, lines)):
        commitment, payload, salt, number = detail.groups()
        sound = salt is not None and wanted in payload and _commit(salt, payload) == commitment
        if sound and b'"%b"' % commitment in (entries.line(int(number)) or b""):
            found.append(int(number))
    return found


def _commit(salt: bytes, payload: bytes) -> bytes:
    return sha256(DOMAIN + bytes.fromhex(salt.decode()) + payload).hexdigest().encode()


class Scan:
    """One reading of details and entries; `finish` reports on the details once it is known which lines are proven."""

    def __init__(self, container: Container, report: Report, with_attachments: Collection[int]) -> None:
        self.entries = Entries(container)
        self.details = 0
        self._container = container
        self._report = report
        self._wanted = with_attachments
        self._states: dict[bytes, int] = {}
        self._offsets: dict[bytes, int] = {}
        self._erased = 0
        self._missing: list[int] = []
        self._changed: list[int] = []
        self._assemblies: dict[bytes, array[int]] = {}
        self._time = b""

    def run(self) -> Entries:
        """Reads everything; gives the entries."""
        self._read_details()
        for offset, line in self._container.lines("entries.jsonl"):
            self._entry(offset, line)
        return self.entries

    def _read_details(self) -> None:
        states, fullmatch = self._states, _DETAIL.fullmatch
        for offset, line in self._container.lines("details.jsonl"):
            self.details += 1
            found = fullmatch(line)
            if found is None:
                self._report.problem("detail_unreadable", line=self.details)
                continue
            commitment, payload, salt, number = found.groups()
            state = _SOUND
            if salt is None:
                state = _ERASED
                self._erased += 1
            elif _commit(salt, payload) != commitment:
                state = _CHANGED
            states[commitment] = int(number) * _STATES + state
            if state == _SOUND and int(number) in self._wanted:
                self._offsets[commitment] = offset

    def _entry(self, offset: int, line: bytes) -> None:
        entries = self.entries
        entries.hashes.append(sha256(b"\x00" + line).digest())
        entries.offsets.append(offset)
        found = _ENTRY.fullmatch(line)
        if found is None:
            entries.claimed.append(0)
            return
        action, assembly, _, commitments, number, time = found.groups()
        sequence = int(number)
        entries.places.setdefault(sequence, len(entries.claimed))
        entries.claimed.append(sequence)
        if commitments:
            self._commitments(sequence, commitments)
        self._assemblies.setdefault(assembly, array("Q")).append(len(entries.claimed) - 1)
        if time < self._time:
            self._report.entry_notice("clock_back", sequence, line)
        if action in _SEAMS:
            self._report.entry_notice("seam", sequence, line)
        self._time = time

    def _commitments(self, sequence: int, commitments: bytes) -> None:
        place = len(self.entries.claimed) - 1
        for commitment in commitments[1:-1].split(b'","'):
            state = self._states.pop(commitment, None)
            if state is None:
                self._missing.append(place)
            elif state not in (sequence * _STATES + _SOUND, sequence * _STATES + _ERASED):
                self._changed.append(place)
            elif commitment in self._offsets:
                self.entries.payloads.setdefault(sequence, []).append(self._offsets[commitment])

    def finish(self) -> None:
        """A commitment without detail beside a detail without commitment is one changed detail, not two faults."""
        for place in self._changed:
            self._report_at("detail_changed", place)
        for others in sorted(self._assemblies.values(), key=len)[:-1]:
            for place in others:
                self._report_at("entry_assembly", place)
        left: dict[int, int] = {}
        for state in self._states.values():
            left[state // _STATES] = left.get(state // _STATES, 0) + 1
        for place in self._missing:
            sequence = self.entries.claimed[place]
            changed = left.get(sequence, 0) > 0
            if changed:
                left[sequence] -= 1
            self._report_at("detail_changed" if changed else "detail_missing", place)
        for sequence, count in left.items():
            for _ in range(0 if sequence in self.entries.explained else count):
                self._report.entry_problem("detail_foreign", sequence, self.entries.line(sequence))
        if self._erased:
            self._report.notice("erased", count=self._erased)

    def _report_at(self, code: str, place: int) -> None:
        if place not in self.entries.unproven:
            self._report.entry_problem(code, self.entries.claimed[place], self.entries.line_at(place))
