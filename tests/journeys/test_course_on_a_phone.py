"""A member without an account takes a course on a phone: cards, a wrong answer with its reason, a certificate."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.learning import actions, content
from sakimori.measures.learning.models import Completion
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def link_of_a_member(town) -> str:
    """The course is required and the member asked; gives the path of the link."""
    with scope(town.assembly.pk):
        ctx = town.ctx("staff")
        year = actions.plan_year(ctx, fiscal=2026, decided_on=TODAY, decided_by="議会運営委員会")
        course = actions.adopt_course(ctx, source="shipped", key="password")
        last = TODAY + timedelta(days=60)
        item = actions.require_course(ctx, year=year, course=course, audience="all", opens_on=TODAY, closes_on=last)
        actions.ask_for_course(ctx, item=item, people=[town.person["member"]])
        ask = Ask.objects.get(person=town.person["member"])
        return f"/l/{town.assembly.slug}/{make_links(ctx, asks=[ask], made_for='letter')[ask]}/"


def looks_right(page) -> None:
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    size = page.locator(".course").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 18
    assert axe(page) == []


def test_cards_quiz_and_certificate(visitor, town):
    page = visitor.open(link_of_a_member(town), width=PHONE)
    course = content.course("password", "ja")
    looks_right(page)
    press(page, page.get_by_role("link", name="始める"))
    for place, card in enumerate(course.cards, start=1):
        assert page.locator("h1").inner_text() == card.heading
        looks_right(page)
        page.get_by_text("読み上げ").first.click()
        assert page.locator("[data-aloud-text]").is_visible()
        last = place == len(course.cards)
        press(page, page.get_by_role("link", name="確かめに進む" if last else "次へ"))
    looks_right(page)
    for number, question in enumerate(course.questions):
        right = next(option.text for option in question.options if option.is_right)
        wrong = next(option.text for option in question.options if not option.is_right)
        page.get_by_label(wrong if number == 0 else right, exact=True).check()
        press(page, page.get_by_role("button", name="答える"))
        words = page.locator("main").inner_text()
        assert ("惜しい答え" if number == 0 else "正解です") in words and question.explanation[:10] in words
        looks_right(page)
        last = number == len(course.questions) - 1
        press(page, page.get_by_role("button", name="結果を見る" if last else "次の問いへ"))
    if len(course.questions) - 1 < course.passing:
        pytest.fail("the course asks for every answer to be right")
    assert page.locator("h1").inner_text() == "修了しました"
    looks_right(page)
    with scope(town.assembly.pk):
        done = Completion.objects.get()
        assert Ask.objects.get().answer == {"passed": True, "digest": course.digest}
    with page.expect_download() as download:
        page.get_by_role("link", name="修了証").click()
    text = "".join(pypdfium2.PdfDocument(download.value.path())[0].get_textpage().get_text_bounded().split())
    assert done.number in text and course.title.replace(" ", "") in text
    check = visitor.open(f"/certificate/{town.assembly.slug}/{done.code}/", width=PHONE)
    assert "有効な修了証です" in check.locator("h1").inner_text()
    assert town.person["member"].shown_name not in check.locator("body").inner_text()
    assert axe(check) == []
