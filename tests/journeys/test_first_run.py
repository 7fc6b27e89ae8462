"""From an empty installation to a living board, as the first person in the office does it.

Six pages are filled in: first account, assembly, policy text, check, settings, decision. The seventh is the board.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest
from django.conf import settings

from sakimori.front.cli.start import setup_code
from tests import browser
from tests.browser import DESKTOP, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "灯台の光は遠くまで届く 2026"
REAL = Path(os.environ.get("SAKIMORI_POLICIES", Path(__file__).parents[3] / "shared" / "policies")) / "asahikawa.txt"


@pytest.fixture
def page(chromium, live_server, transactional_db):
    context = chromium.new_context(viewport={"width": DESKTOP, "height": 900}, locale="ja-JP", bypass_csp=True)
    page = context.new_page()
    page.address = live_server.url
    yield page
    context.close()


def press(page, words: str) -> None:
    browser.press(page, page.get_by_role("button", name=words, exact=True))


@pytest.mark.parametrize("source", ["sample", "real"])
def test_first_run_to_living_board(page, tmp_path, source):
    if source == "real" and not REAL.exists():
        pytest.skip("the real policy is not beside this checkout")
    code = setup_code(Path(settings.ENV.data))
    page.goto(page.address + "/")
    assert page.url.endswith("/setup/")
    page.fill("[name=code]", code)
    page.fill("[name=username]", "hajime")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main form button")

    page.fill("[name=name]", "みなと野市議会")
    page.fill("[name=body_name]", "みなと野市")
    page.fill("[name=slug]", "minatono-shi")
    page.fill("[name=person_name]", "渚 美咲")
    browser.press(page, page.locator("main form button"))

    page.goto(page.address + "/a/minatono-shi/policy/start/")
    if source == "real":
        page.set_input_files("[name=file]", str(REAL))
    else:
        file = tmp_path / "方針.txt"
        file.write_bytes(resources.files("sakimori.sample").joinpath("policy_v1.txt").read_bytes())
        page.set_input_files("[name=file]", str(file))
    press(page, "読み取る")
    assert page.locator(".check-clause").count() > 20
    assert axe(page) == []
    press(page, "これでよい。次へ")
    press(page, "次へ")
    page.fill("[name=decided_on]", "2026-03-31")
    page.fill("[name=effective_on]", "2026-04-01")
    page.fill("[name=meeting]", "議会運営委員会")
    press(page, "決定を記録する")
    assert "方針が決まりました" in page.inner_text("h1")

    page.goto(page.address + "/a/minatono-shi/board/")
    assert page.locator(".board-row").count() > 20
    assert page.locator(".board-row .badge-kept").count() >= 1
    assert page.locator(".board-row .badge-breached").count() >= 1
    assert axe(page) == []
