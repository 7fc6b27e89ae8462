from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.evidence.canonical import canonical
from sakimori.evidence.commitment import commit, new_salt
from sakimori.evidence.entry import EntryRecord, format_time, parse_entry
from sakimori.evidence.errors import EvidenceError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ENTRY = EntryRecord(
    sequence=7,
    assembly="asagiri",
    time="2026-11-23T01:02:03.000004Z",
    actor="0193",
    channel="web",
    action="assets.lend",
    request="r-1",
    subjects=(("people.person", "議員1"),),
    commitments=("ab" * 32,),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7}, None),
        (3.0, "3"),
        (-0.0, "0"),
        ('髙\t\n"\\/\u0007\u007f\U000e0100', '"髙\\t\\n\\"\\\\/\\u0007\u007f\U000e0100"'),
        ((1, 2), "[1,2]"),
        ({}, "{}"),
    ],
)
def test_spelling(value: object, text: str | None) -> None:
    if text is None:  # the sorting example of RFC 8785 section 3.2.3
        text = '{"\\r":2,"1":4,"\x80":6,"ö":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}'
    assert canonical(value).decode() == text


@given(VALUES)
def test_reading_back_gives_the_value_and_the_same_bytes(value: object) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize(
    "value",
    [0.5, float("nan"), float("inf"), 2**53, -(2**53), b"x", {1: 2}, {"a": object()}, "\ud800", {"\udc00": 1}, {1, 2}],
)
def test_what_cannot_be_written_is_refused(value: object) -> None:
    with pytest.raises(EvidenceError) as caught:
        canonical({"inside": [value]})
    assert caught.value.code == "value"
    assert "$.inside[0]" in caught.value.message_ja


def test_bottomless_nesting_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(EvidenceError):
        canonical(value)


def test_a_commitment_binds_salt_and_payload() -> None:
    payload = canonical({"氏名": "朝霧 太郎"})
    assert commit(bytes(16), payload) == "d77c23bdf232431cc01ffe8d611bc6ef5f14c48b1703e4198e6b12d2966c6299"
    assert commit(bytes(16), payload) != commit(bytes(15) + b"\x01", payload)
    assert commit(bytes(16), payload) != commit(bytes(16), payload + b" ")
    assert len({new_salt() for _ in range(50)}) == 50
    with pytest.raises(EvidenceError):
        commit(b"short", payload)


def test_the_line_of_an_entry_is_what_the_format_says() -> None:
    assert ENTRY.line().decode() == (
        '{"action":"assets.lend","actor":"0193","assembly":"asagiri","channel":"web","commitments":["'
        + "ab" * 32
        + '"],"post":null,"request":"r-1","schema":1,"sequence":7,"subjects":[["people.person","議員1"]],'
        '"time":"2026-11-23T01:02:03.000004Z"}'
    )
    assert parse_entry(ENTRY.line()) == ENTRY


@given(
    st.builds(
        EntryRecord,
        sequence=st.integers(1, 2**53 - 1),
        assembly=st.text(min_size=1, max_size=20),
        time=st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1)).map(format_time),
        actor=st.text(min_size=1, max_size=20),
        channel=st.sampled_from(["web", "api", "job"]),
        action=st.sampled_from(["assets.lend", "policy:version:adopt"]),
        request=st.text(min_size=1, max_size=20),
        post=st.none() | st.text(min_size=1, max_size=20),
        subjects=st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9))).map(tuple),
        commitments=st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex)).map(tuple),
    )
)
def test_entries_round_trip(entry: EntryRecord) -> None:
    assert parse_entry(entry.line()) == entry
    assert b"\n" not in entry.line()


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": 0},
        {"sequence": True},
        {"assembly": ""},
        {"time": "2026-11-23T01:02:03Z"},
        {"time": "2026-02-30T01:02:03.000004Z"},
        {"action": "Lend!"},
        {"post": ""},
        {"schema": 2},
        {"subjects": [["a", ""]]},
        {"subjects": ["ab", "c"]},
        {"commitments": ["AB" * 32]},
        {"commitments": [1]},
        {"more": 1},
    ],
)
def test_lines_that_are_not_entries_are_refused(change: dict[str, object]) -> None:
    line = canonical({**json.loads(ENTRY.line()), **change})
    with pytest.raises(EvidenceError) as caught:
        parse_entry(line)
    assert caught.value.code == "entry"


@pytest.mark.parametrize("line", [b"", b"[]", b"\xff", ENTRY.line() + b" ", ENTRY.line().replace(b":7,", b": 7,")])
def test_other_spellings_are_refused(line: bytes) -> None:
    with pytest.raises(EvidenceError):
        parse_entry(line)


def test_times_are_written_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert format_time(datetime(2026, 4, 1, 0, 30, tzinfo=tokyo)) == "2026-03-31T15:30:00.000000Z"
    with pytest.raises(EvidenceError):
        format_time(datetime(2026, 4, 1))
