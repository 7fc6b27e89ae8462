"""A member opens the link of a drill mail on a phone: the page teaches, counts once, and leaves no trace of the token."""

from __future__ import annotations

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.drills import actions
from sakimori.measures.drills.models import DrillReport, PhishingDrill, Poster
from sakimori.measures.drills.tests.crowd import ready
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def link(town):
    with scope(town.assembly.pk):
        phishing = ready(town, lure="resident")
        poster = actions.put_up_poster(town.ctx("staff"), phishing=phishing, room="ロビー", users=30)
        actions.launch_phishing(town.ctx("staff"), phishing=phishing, people=[])
        return f"/d/{town.assembly.slug}/{phishing.code}/#{poster.token}.0"


def test_the_page_after_the_click(visitor, town, link):
    asked: list[tuple[str, str, str | None]] = []
    page = visitor.open("/suspicious-mail/minatono-shi/", None, PHONE)
    assert axe(page) == []
    page.on("request", lambda r: asked.append((r.method, r.url, r.headers.get("cookie"))))
    with page.expect_response(lambda answer: answer.request.method == "POST") as counted:
        page.goto(visitor.address + link)
    assert counted.value.status == 204
    assert axe(page) == []
    assert "訓練のメール" in page.inner_text("h1")
    assert "どの議員にも送れる文" in page.inner_text("main")
    assert page.locator("input, textarea, select").count() == 0
    assert "#" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_role("button", name="読みました").click()
    page.get_by_text("このページは閉じてかまいません").wait_for()
    token = link.partition("#")[2].partition(".")[0]
    assert all(token not in url for _method, url, _cookie in asked)
    assert all(not cookie for method, _url, cookie in asked if method == "POST")
    with scope(town.assembly.pk):
        poster = Poster.objects.get()
        assert (poster.opened, poster.learnt) == (1, 1)
        assert not DrillReport.objects.exists()
        actions.finish_phishing(town.ctx("staff"), phishing=PhishingDrill.objects.get())


def test_the_page_teaches_without_scripts_too(visitor, town, link):
    context = visitor.chromium.new_context(
        java_script_enabled=False, locale="en-US", viewport={"width": 375, "height": 812}
    )
    visitor.contexts.append(context)
    page = context.new_page()
    page.goto(visitor.address + link)
    assert "A surname only" in page.inner_text("main")
    press(page, page.locator("main form button"))
    assert page.locator("main form").count() == 0
