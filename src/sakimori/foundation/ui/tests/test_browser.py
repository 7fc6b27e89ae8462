"""The catalogue in a real browser: accessibility, reflow, targets, keyboard, and what works without script."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[5] / "tests" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def visit(chromium, live_server):
    """`visit(width, …)` opens the catalogue; anything the browser complains about fails the test."""
    opened, complaints = [], []

    def open_page(width=1280, path="/_components", **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, locale="ja-JP", **options)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        page.evaluate("scrollTo(0, 0)")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(visit, width):
    page = visit(width, bypass_csp=True)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


@pytest.mark.parametrize("width", [1280, 640, 375, 320])
def test_nothing_runs_off_the_side(visit, width):
    assert visit(width).evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_pressed_is_large_enough(visit):
    small = visit(375).evaluate(
        """() => [...document.querySelectorAll('.button, .tool, .page-link, .tab, .input, .choice, summary')]
        .filter(e => e.checkVisibility()).filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML)"""
    )
    assert small == []


def test_inputs_of_a_row_stand_on_one_line(visit):
    page = visit(1280)
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.fields-row')].map(row => "
        "[...new Set([...row.querySelectorAll('.input')].map(e => e.getBoundingClientRect())"
        ".map(r => `${Math.round(r.top)}:${Math.round(r.height)}`))].length)"
    )
    assert set(heights) == {1}


def test_the_menu_on_a_phone_opens_and_closes_without_script(visit):
    page = visit(375, java_script_enabled=False)
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.click(".menu-button")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_the_menu_is_always_there_on_a_wide_screen(visit):
    page = visit(1280)
    assert page.locator("#menu").is_visible()
    assert not page.locator(".menu-button").is_visible()


def test_the_account_menu_closes_on_escape_and_gives_the_focus_back(visit):
    page = visit()
    page.click(".popup summary")
    assert page.locator(".popup-body").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".popup-body").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_dialog_opens_and_closes(visit):
    page = visit()
    page.click("[data-opens]")
    assert page.locator("#sample-dialog").is_visible()
    page.click("#sample-dialog .button >> nth=1")
    assert not page.locator("#sample-dialog").is_visible()


def test_a_confirmed_form_is_sent_only_after_yes(visit):
    page = visit()
    page.fill("#id_name", "灯台 守")
    page.click("form[data-confirm] button.button-primary")
    assert page.locator("#confirm").is_visible()
    assert page.locator("#confirm-text").inner_text() == "この内容で登録しますか"
    page.click("#confirm button[value='']")
    assert "name=" not in page.url
    page.click("form[data-confirm] button.button-primary")
    page.click("#confirm button[value='yes']")
    page.wait_for_url("**name=**")


def test_without_script_the_form_is_sent_at_once(visit):
    page = visit(java_script_enabled=False)
    page.fill("#id_name", "x")
    page.click("form[data-confirm] button.button-primary")
    page.wait_for_url("**name=x**")
    assert not page.locator("[data-print]").is_visible()


def test_a_chosen_day_is_said_in_the_era_calendar(visit):
    page = visit()
    page.fill("#id_decided_on", "2026-11-23")
    assert page.locator("#id_decided_on_era").inner_text() == "令和8年11月23日"


def test_a_part_of_the_page_is_fetched_in_place(visit):
    page = visit()
    page.evaluate("document.getElementById('states').textContent = 'old'")
    asked = []
    page.on("request", lambda request: asked.append(request.headers.get("hx-request")))
    page.click("form[hx-get] button")
    page.wait_for_selector("#states .badge-kept")
    assert asked == ["true"]
    assert page.locator("h1").count() == 1


def test_without_script_the_same_button_loads_the_page(visit):
    page = visit(java_script_enabled=False)
    page.click("form[hx-get] button")
    page.wait_for_url("**/_components?")
    assert page.locator("#states .badge-kept").is_visible()


def test_select_all_ticks_the_column(visit):
    page = visit()
    page.check("[data-all]")
    assert page.locator("input[name=person]:checked").count() == 3
    page.uncheck("[data-all]")
    assert page.locator("input[name=person]:checked").count() == 0


def test_the_error_summary_has_the_focus_and_leads_to_the_field(visit):
    page = visit()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a >> nth=0")
    assert page.url.endswith("#id_wrong-name")


def test_the_skip_link_is_first_and_seen_when_focused(visit):
    page = visit()
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # away from the error summary, to the top
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_paper_shows_what_is_folded_and_no_menus(visit):
    page = visit()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    for hidden in (".side", ".masthead-tools >> nth=0", ".buttons >> nth=1", ".footer"):
        assert not page.locator(hidden).is_visible()
