"""An exception from a member's application on a phone to its end: decided, told before, reopened, ended again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.notices.models import Notice
from sakimori.measures.exceptions.jobs import watch_exceptions
from sakimori.measures.exceptions.models import RuleException
from sakimori.policy.clauses import actions as policy
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENDS = TODAY + timedelta(days=40)


def night(day):
    """The jobs of the night before a day of the office."""
    watch_exceptions(datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC))


def test_an_exception_is_applied_for_decided_and_comes_to_its_end(visitor, town, calendar):
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    with scope(town.assembly.pk):
        version = policy.take_in_text(town.ctx("staff"), text=text)
        policy.decide_version(
            town.ctx("staff"), version=version, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
        )

    page = visitor.open(town.url("exceptions/mine/"), "member", PHONE)
    press(page, page.get_by_role("link", name="例外を申請する"))
    assert axe(page) == []
    page.get_by_label("件名").fill("自宅で会議資料を印刷する")
    page.get_by_label("どの決まりの例外か").select_option(index=3)
    page.get_by_label("認めてほしいこと").fill("委員会の資料を紙に印刷する。")
    page.get_by_label("理由").fill("しばらく画面で読むことが難しい。")
    page.get_by_label("代わりに行うこと").fill("印刷した紙は、議会で細断する。")
    page.get_by_label("終了日").fill(ENDS.isoformat())
    press(page, page.get_by_role("button", name="申請する"))
    assert page.get_by_text("決裁待ち").is_visible()

    for role in ("secretary_general", "chair"):
        page = visitor.open(town.url(""), role)
        press(page, page.get_by_role("link", name="例外措置: 自宅で会議資料を印刷する").first)
        press(page, page.get_by_role("button", name="承認する", exact=True))
    with scope(town.assembly.pk):
        found = RuleException.objects.get()
        assert found.granted_on == TODAY

    page = visitor.open(town.url(f"exceptions/{found.pk}/"), "staff")
    assert page.get_by_text("まで有効です").is_visible() and axe(page) == []

    warned = ENDS - timedelta(days=30)
    calendar.go(warned)
    night(warned)
    with scope(town.assembly.pk):
        told = set(Notice.objects.values_list("person__name", flat=True))
    assert town.person["member"].name in told

    over = ENDS + timedelta(days=1)
    calendar.go(over)
    night(over)
    page = visitor.open(town.url("exceptions/"), "staff")
    assert page.get_by_text("1件の期限が切れています").is_visible()
    press(page, page.get_by_role("link", name="自宅で会議資料を印刷する"))
    assert page.get_by_role("link", name="期限の切れた例外").is_visible() and axe(page) == []
    press(page, page.get_by_role("link", name="終える"))
    page.get_by_label("確かめたこと・理由").fill("画面で読めるようになった。印刷はやめた。")
    press(page, page.get_by_role("button", name="終える"))
    assert page.get_by_text("決まりのとおりに戻った").is_visible()
    with scope(town.assembly.pk):
        assert RuleException.objects.get().ended_on == over
        assert Improvement.objects.count() == 1
