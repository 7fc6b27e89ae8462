"""A real browser on a running server, for journeys and accessibility."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from sakimori.assurance.conformance.actions import record_history
from sakimori.foundation.assemblies.scope import scope
from sakimori.testing import TODAY, Cast, make_cast

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ON_A_PHONE = ["target-size", "scrollable-region-focusable"]
"""Rules whose answer may be another where a page is laid out narrowly; all others read the document and its colours only."""
PHONE, DESKTOP = 375, 1280
SCREENS = {width: {"width": width, "height": 812} for width in (PHONE, DESKTOP)}
RUN = """([only, part]) => axe.run(part ? {include: [[part]]} : document,
    {runOnly: only, resultTypes: ["violations"], preload: false}).then(found => found.violations.map(
        v => `${v.id}: ${v.help} ${JSON.stringify(v.nodes.slice(0, 3).map(n => n.target))}`))"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for a file of tests."""
    known = (os.environ.get("CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
    path = next((one for one in known if one and Path(one).exists()), None)
    if path is None:
        pytest.skip("Chromium is not installed")
    # Playwright's own loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """Opens pages as somebody; anything the browser complains about is remembered."""

    def __init__(self, chromium: Browser, address: str, cast: Cast) -> None:
        self.chromium, self.address, self.cast = chromium, address, cast
        self.contexts: list[Any] = []
        self.complaints: list[str] = []

    def open(self, path: str, role: str | None = None, width: int = DESKTOP, language: str = "ja") -> Page:
        """A page at an address, logged in as the role's person of the cast."""
        context = self.chromium.new_context(
            viewport=SCREENS[width], locale=f"{language}-JP", bypass_csp=True, has_touch=width < 500
        )
        self.contexts.append(context)
        cookies = [{"name": "django_language", "value": language, "url": self.address}]
        if role:
            session = self.cast.client(role).cookies["sessionid"].value
            cookies.append({"name": "sessionid", "value": session, "url": self.address})
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path if path.startswith("http") else self.address + path)
        return page

    def close(self) -> None:
        while self.contexts:
            self.contexts.pop().close()


def axe(page: Page, part: str = "") -> list[str]:
    """What axe finds on a page or a part of it, one line a finding. What is right would be megabytes."""
    page.evaluate(AXE.read_text("utf-8"))
    return look(page, part, RULES)


def look(page: Page, part: str, rules: list[str]) -> list[str]:
    """The same again with these rules only, on a page that has axe already."""
    return page.evaluate(RUN, [rules, part])  # type: ignore[no-any-return]


def press(page: Page, button: Locator) -> None:
    """Press what leads to another page, and be there: waiting only afterwards may find the old page still loaded."""
    with page.expect_navigation():
        button.click()


class Calendar:
    """The day on which everything happens, for the test and the server alike; it goes forward only."""

    def __init__(self) -> None:
        self.travel: time_machine.travel | None = None

    def go(self, day: date) -> None:
        """It is ten in the morning in Japan on that day."""
        self.stop()
        self.travel = time_machine.travel(datetime(day.year, day.month, day.day, 1, tzinfo=UTC), tick=True)
        self.travel.start()

    def stop(self) -> None:
        if self.travel is not None:
            self.travel.stop()
        self.travel = None


@pytest.fixture
def calendar() -> Iterator[Calendar]:
    """Today is whatever the story says."""
    found = Calendar()
    yield found
    found.stop()


@pytest.fixture
def town(transactional_db: None, calendar: Calendar) -> Cast:
    """The cast, visible to the running server, on the day on which all tests play."""
    calendar.go(TODAY)
    made = make_cast("minatono-shi", "みなと野市議会")
    with scope(made.assembly.pk):
        record_history([TODAY])
    return made


@pytest.fixture
def visitor(chromium: Browser, live_server: Any, town: Cast) -> Iterator[Visitor]:
    """Somebody with a browser; fails when the browser complained."""
    somebody = Visitor(chromium, live_server.url, town)
    yield somebody
    somebody.close()
    assert somebody.complaints == []
