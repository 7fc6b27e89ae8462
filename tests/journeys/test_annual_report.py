"""April: the office words the report of the past year, settles it, publishes it; a citizen reads what is not closed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import resources
from io import BytesIO

import docx
import pypdfium2
import pytest

from sakimori.assurance.conformance.actions import record_history
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.policy.clauses import actions as policy
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

APRIL = date(2027, 4, 12)
OPEN_FAULT = "控室の窓の鍵が壊れている"


def text_of(content: bytes) -> str:
    return "".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(content))


@pytest.fixture
def year(town, calendar):
    """A policy in force since autumn, days recorded month by month, one fault still open; it is April."""
    with scope(town.assembly.pk):
        ctx = town.ctx("staff")
        text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
        version = policy.take_in_text(ctx, text=text)
        policy.decide_version(ctx, version=version, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会")
        policy.record_publication(ctx, version=version, published_on=TODAY, address="https://example.jp/")
        open_improvement(ctx, title=OPEN_FAULT, finding="施錠できない。", origin=Origin.CHECK, due_on=date(2027, 5, 1))
        record_history([TODAY + timedelta(days=30 * month) for month in range(5)])
    calendar.go(APRIL)
    return town


def test_the_year_becomes_a_report(visitor, year):
    page = visitor.open(year.url("reviews/reports/"), "staff")
    assert axe(page) == []
    page.get_by_role("link", name="令和8年度").click()
    page.get_by_text("年度が終わりました").wait_for()
    page.get_by_role("textbox").fill("方針を定めた年でした。")
    press(page, page.get_by_role("button", name="保存する"))
    with page.expect_download() as download:
        page.get_by_role("link", name="年次報告（PDF）", exact=True).click()
    inside = text_of(download.value.path().read_bytes())
    for words in ("方針を定めた年でした。", "令和9年3月31日", "6(9)", OPEN_FAULT):
        assert words in inside
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    word = docx.Document(BytesIO(download.value.path().read_bytes()))
    assert any("方針を定めた年でした。" in paragraph.text for paragraph in word.paragraphs)

    press(page, page.get_by_role("button", name="年次報告を確定する"))
    page.get_by_text("数値はこのあと変わりません").wait_for()
    press(page, page.get_by_role("button", name="公表する"))
    page.get_by_text("年次報告を公表しました").wait_for()
    assert axe(page) == []

    phone = visitor.open(f"/p/{year.assembly.slug}/", None, PHONE)
    assert axe(phone) == []
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("令和8年度")).click()
    public = text_of(download.value.path().read_bytes())
    assert "公表版" in public and "方針を定めた年でした。" in public
    assert OPEN_FAULT not in public
