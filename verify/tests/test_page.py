"""The page that checks a bundle in a browser, in headless Chromium, compared with the stand-alone verifier."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from sakimori.evidence.checkpoint import parse_checkpoint
from sakimori.evidence.keychain import rotation_statement, write_keys
from sakimori.evidence.note import VerifierKey
from sakimori.evidence.tests.sample import (
    FIRST,
    ORIGIN,
    SECOND,
    TIME,
    content,
    erase,
    make_log,
    selection,
    signed,
    written,
)

from .both import repacked, second_says, unpacked

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
PAGE = Path(__file__).parents[1] / "verify.html"
LOG = make_log()
WHOLE = written(content(LOG))
RUN = """async ([data, key, kept]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));
  const found = await verifyBundle(bytes(data), key, kept ? bytes(kept) : null);
  return [found.problems.map((row) => row.slice(0, 2)), found.notices.map((row) => row[0])];
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page(locale="ja-JP")
        opened.goto(PAGE.as_uri())
        yield opened
        browser.close()


def bent(**members: bytes) -> bytes:
    return repacked({**unpacked(WHOLE), **{name.replace("_", "."): data for name, data in members.items()}})


def erased() -> bytes:
    log = make_log()
    erase(log, 4)
    return written(content(log))


MEMBERS = unpacked(WHOLE)
LINES = MEMBERS["entries.jsonl"].splitlines(keepends=True)
KEYS = write_keys(FIRST.verifier, (rotation_statement(ORIGIN, FIRST, SECOND, from_size=6, time=TIME),))
ROOT = parse_checkpoint(signed(LOG, 7))[0].root.hex()
CASES = {
    "sound": WHOLE,
    "selection": written(selection(LOG, [2, 5, 9])),
    "erased": erased(),
    "flipped": WHOLE.replace(b"request-000007", b"request-000070"),
    "changed": bent(entries_jsonl=MEMBERS["entries.jsonl"].replace(b"request-000007", b"request-000070")),
    "dropped": bent(entries_jsonl=b"".join(LINES[:4] + LINES[5:])),
    "reordered": bent(entries_jsonl=b"".join([LINES[1], LINES[0], *LINES[2:]])),
    "detail": bent(details_jsonl=MEMBERS["details.jsonl"].replace("朝霧 4郎".encode(), "夕霧 4郎".encode())),
    "forged": bent(checkpoint_txt=MEMBERS["checkpoint.txt"].replace(b"time 2026", b"time 2025")),
    "other key": written(content(LOG, checkpoint=signed(LOG, key=SECOND))),
    "stale": written(content(LOG, keys=KEYS, earlier=())),
    "rotated": written(content(LOG, keys=KEYS, checkpoint=signed(LOG, key=SECOND), earlier=(signed(LOG, 5),))),
    "attachment": repacked({**MEMBERS, "attachments/00001.pdf": b"%PDF other"}),
    "rewritten": written(content(make_log(entries={3: {"actor": "somebody-else"}}), earlier=())),
    "restored": written(
        content(
            make_log(entries={3: {"action": "ledger.restored"}}, payloads={3: {"root": ROOT}}),
            earlier=(),
        )
    ),
    "cut": WHOLE[:-1],
    "rubbish": b"PK rubbish",
    "empty": b"",
}


def page_says(
    page: Page, data: bytes, key: VerifierKey | None = None, kept: bytes | None = None
) -> tuple[set[tuple[str, int | None]], set[str]]:
    arguments = [
        base64.b64encode(data).decode(),
        str(key) if key else "",
        base64.b64encode(kept).decode() if kept else "",
    ]
    problems, notices = page.evaluate(RUN, arguments)
    return {(code, sequence) for code, sequence in problems}, set(notices)


@pytest.mark.parametrize("name", CASES)
def test_the_page_says_what_the_stand_alone_verifier_says(page: Page, name: str) -> None:
    data = CASES[name]
    assert page_says(page, data) == second_says(data)
    assert page_says(page, data, FIRST.verifier, signed(LOG, 7)) == second_says(data, FIRST.verifier, signed(LOG, 7))


def test_signatures_are_checked_without_the_browsers_help_too(page: Page) -> None:
    message, signature = b"a note\n", FIRST.sign(b"a note\n")
    ask = "async ([key, sign, text]) => verifySignature(Uint8Array.from(key), Uint8Array.from(sign), Uint8Array.from(text), true)"
    public = list(FIRST.verifier.public)
    assert page.evaluate(ask, [public, list(signature), list(message)]) is True
    assert page.evaluate(ask, [public, list(signature), list(b"A note\n")]) is False
    assert page.evaluate(ask, [list(SECOND.verifier.public), list(signature), list(message)]) is False
    assert page.evaluate(ask, [public, [*signature[:63], signature[63] ^ 1], list(message)]) is False


def test_a_person_drops_a_file_and_reads_the_answer(page: Page, tmp_path: Path) -> None:
    sound, changed = tmp_path / "sound.zip", tmp_path / "changed.zip"
    sound.write_bytes(WHOLE)
    changed.write_bytes(CASES["flipped"])
    page.set_input_files("#bundle", sound)
    page.wait_for_selector("#verdict.good")
    assert "問題はありません" in page.inner_text("#verdict")
    assert FIRST.verifier.fingerprint in page.inner_text("#notices")
    page.set_input_files("#bundle", changed)
    page.wait_for_selector("#verdict.bad")
    assert "記録7番 (policy.acknowledge" in page.inner_text("#problems")
    page.click("#language")
    assert "Entry 7 (policy.acknowledge" in page.inner_text("#problems")
    assert "not proven" in page.inner_text("main")
    page.click("#language")
    page.fill("#key", "rubbish")
    page.dispatch_event("#key", "change")
    page.get_by_text("公開鍵が読めません").wait_for()
    page.fill("#key", "")
