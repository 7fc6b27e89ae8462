"""A caucus computer shows a ransom note: the playbook leads, limits run over the year's end, shifts change."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.incidents.models import Case
from sakimori.measures.incidents.types import LineKind
from tests.browser import axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page, name: str, value: str) -> None:
    page.check(f"[name={name}][value={value}]")


def test_the_playbook_leads_and_limits_run_over_new_year(visitor, town, calendar):
    calendar.go(date(2026, 12, 28))
    page = visitor.open(town.url("incidents/new/"), "staff")
    choose(page, "kind", "ransomware")
    page.fill("[name=text]", "会派のパソコンに、身代金を求める画面が出た。")
    page.fill("[name=noticed_at]", "2026-12-28T09:30")
    for name, value in (("happened", "real"), ("leaked", "maybe"), ("stopped", "partly"), ("spread", "maybe")):
        choose(page, name, value)
    press(page, page.get_by_role("button", name="始める"))
    for value in ("mayor", "caucus"):
        choose(page, "whose", value)
    choose(page, "has_persons", "maybe")
    page.check("[name=is_hostile]")
    press(page, page.get_by_role("button", name="決めて、期限を出す"))
    text = page.inner_text("#limits")
    for wanted in ("市のCSIRT・情報部門へ連絡", "市長側（情報を預けた担当課）へ連絡", "会派の代表者へ連絡", "60日"):
        assert wanted in text
    assert "確報（30日）" not in text  # bad intent is suspected: sixty days
    with scope(town.assembly.pk):
        case = Case.objects.get()
        step = case.tasks.order_by("order").first().text
        due = {clock.key: clock.due_on for clock in case.clocks.all()}
    # Three open days from Monday 28 December: 4, 5 and 6 January. Five days, the first counted: New Year's Day.
    assert (due["publication"], due["ppc-first"]) == (date(2027, 1, 6), date(2027, 1, 1))
    assert due["police"] == date(2027, 1, 4)
    assert due["ppc-final-60"] == date(2027, 2, 25)

    first = page.locator("#steps li").first
    press(page, first.get_by_role("button", name=re.compile("いま済んだ")))
    assert step in page.inner_text("#timeline")

    # What was seen, with the trace, from inside the line.
    press(page, page.get_by_role("link", name="経過を書く"))
    page.fill("[name=text]", "拡張子が .locked に変わっている。電源は切っていない。")
    page.fill("[name=indicator]", "readme_locked.txt")
    page.select_option("[name=indicator_kind]", "name")
    press(page, page.get_by_role("button", name="書く"))
    with scope(town.assembly.pk):
        assert case.indicators.get().value == "readme_locked.txt"
        assert case.lines.filter(kind=LineKind.FACT).count() == 2

    # A limit that is past says so the next morning; not doing it needs a reason.
    calendar.go(date(2026, 12, 29))
    page = visitor.open(town.url(f"incidents/{case.pk}/"), "manager")
    assert "過ぎています" in page.inner_text("#limits")
    assert axe(page) == []
    with scope(town.assembly.pk):
        clock = case.clocks.get(key="voluntary")
    press(page, page.locator(f"a[href$='limits/{clock.pk}/not/']"))
    press(page, page.get_by_role("button", name="行わないと決める"))
    assert page.locator(".field-error, .error-summary").count()
    page.fill("[name=why_not]", "市の情報部門が行う。")
    press(page, page.get_by_role("button", name="行わないと決める"))
    assert "市の情報部門が行う" in page.inner_text("#limits")
    visitor.complaints.clear()  # the browser notes the 422 itself
    on_paper(visitor, town, page, case)


def on_paper(visitor, town, page, case: Case) -> None:
    """The fields of the ministries' form, and everything on paper."""
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/papers/"))
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("共通様式")).click()
    assert download.value.path().read_bytes().startswith(b"PK")
    page.goto(visitor.address + town.url(f"incidents/{case.pk}/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
