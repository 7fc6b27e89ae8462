from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.evidence.checkpoint import Checkpoint, checkpoint_at, parse_checkpoint, sign_checkpoint
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.keychain import loss_statement, parse_keys, rotation_statement, write_keys
from sakimori.evidence.note import SignerKey, VerifierKey, parse_note, sign_note, verify_note

ORIGIN = "sakimori.example/asagiri"
FIRST, SECOND, THIRD = (SignerKey(ORIGIN, bytes([number]) * 32) for number in (1, 2, 3))
ROOT = sha256(b"root").digest()
TIME = "2026-11-23T01:02:03.000004Z"

# The example of https://pkg.go.dev/golang.org/x/mod/sumdb/note, made by another implementation.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_of_another_implementation() -> None:
    key = VerifierKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    assert verify_note(parse_note(GO_NOTE.encode()), key)
    assert not verify_note(parse_note(GO_NOTE.replace("answer", "Answer").encode()), key)


def test_keys_have_a_text_form() -> None:
    assert SignerKey.parse(FIRST.secret_text()) == FIRST
    assert VerifierKey.parse(str(FIRST.verifier)) == FIRST.verifier
    assert "seed" not in repr(FIRST)
    assert SignerKey.generate(ORIGIN) != SignerKey.generate(ORIGIN)
    assert len(FIRST.verifier.fingerprint.split()) == 16


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+0000+AAAA",
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("Peter", "Paul"),
        GO_KEY + "=",
        "a b+" + GO_KEY.split("+", 1)[1],
        "n+00000000+" + base64.b64encode(b"\x02" + bytes(32)).decode(),
    ],
)
def test_keys_that_do_not_hold_together_are_refused(text: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        VerifierKey.parse(text)
    assert caught.value.code == "key"
    with pytest.raises(EvidenceError):
        SignerKey.parse("PRIVATE+KEY+" + text)


def test_a_checkpoint_is_signed_and_read() -> None:
    checkpoint = checkpoint_at(ORIGIN, 12, ROOT, TIME)
    signed = sign_checkpoint(checkpoint, (FIRST, SECOND))
    found, note = parse_checkpoint(signed)
    assert found == checkpoint
    assert found.time == TIME
    assert note.to_bytes() == signed
    assert signed.decode().splitlines()[:4] == [ORIGIN, "12", base64.b64encode(ROOT).decode(), f"time {TIME}"]
    assert verify_note(note, FIRST.verifier)
    assert verify_note(note, SECOND.verifier)
    assert not verify_note(note, THIRD.verifier)


@given(st.integers(0), st.integers(0, 7))
def test_no_changed_bit_of_a_checkpoint_is_accepted(place: int, bit: int) -> None:
    signed = bytearray(sign_checkpoint(checkpoint_at(ORIGIN, 12, ROOT, TIME), (FIRST,)))
    signed[place % len(signed)] ^= 1 << bit
    try:
        _, note = parse_checkpoint(bytes(signed))
    except EvidenceError:
        return
    assert not verify_note(note, FIRST.verifier)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"{ORIGIN}\n",
        f"{ORIGIN}\n012\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n-1\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n12\nAAAA\n",
        f"{ORIGIN}\n12\n???\n",
        f"\n12\n{base64.b64encode(ROOT).decode()}\n",
    ],
)
def test_texts_that_are_not_checkpoints_are_refused(text: str) -> None:
    with pytest.raises(EvidenceError):
        Checkpoint.from_text(text)


@pytest.mark.parametrize(
    "data", [b"", b"text\n", b"text\n\n", b"a\r\n\n\xe2\x80\x94 n AAAAAAAA\n", b"\xff\n\n", b"a\n\nb"]
)
def test_bytes_that_are_not_notes_are_refused(data: bytes) -> None:
    with pytest.raises(EvidenceError) as caught:
        parse_note(data)
    assert caught.value.code == "note"
    with pytest.raises(EvidenceError):
        sign_note("no line end", (FIRST,))


def test_keys_follow_one_another() -> None:
    handed_over = rotation_statement(ORIGIN, FIRST, SECOND, from_size=10, time=TIME)
    lost = loss_statement(ORIGIN, SECOND.verifier, THIRD, from_size=20, time=TIME)
    chain = parse_keys(write_keys(FIRST.verifier, (handed_over, lost)), ORIGIN)
    assert [link.key for link in chain.links] == [FIRST.verifier, SECOND.verifier, THIRD.verifier]
    assert chain.current() == THIRD.verifier
    assert chain.unbroken(0, 1)
    assert not chain.unbroken(1, 2)
    assert not chain.unbroken(2, 0)
    assert [chain.may_sign(0, size) for size in (0, 10, 11)] == [True, True, False]
    assert [chain.may_sign(1, size) for size in (9, 10, 20, 21)] == [False, True, True, False]
    assert chain.may_sign(2, 10**9)
    assert chain.index_of(SignerKey.generate(ORIGIN).verifier) is None


@pytest.mark.parametrize("fault", ["origin", "unsigned", "skipped", "size", "text", "first"])
def test_a_false_succession_is_refused(fault: str) -> None:
    statement = rotation_statement(ORIGIN, FIRST, SECOND, from_size=10, time=TIME)
    after = rotation_statement(ORIGIN, SECOND, THIRD, from_size=5, time=TIME)
    data = {
        "origin": write_keys(FIRST.verifier, (rotation_statement("else", FIRST, SECOND, from_size=1, time=TIME),)),
        "unsigned": write_keys(
            FIRST.verifier,
            (
                loss_statement(ORIGIN, FIRST.verifier, SECOND, from_size=1, time=TIME).replace(
                    b"\nlost\n", b"\nrotated\n"
                ),
            ),
        ),
        "skipped": write_keys(FIRST.verifier, (after,)),
        "size": write_keys(FIRST.verifier, (statement, after)),
        "text": write_keys(FIRST.verifier, (statement.replace(b"from-size 10", b"from-size 11"),)),
        "first": statement,
    }[fault]
    with pytest.raises(EvidenceError):
        parse_keys(data, ORIGIN)
