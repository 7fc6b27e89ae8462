"""The policy is amended: differences, decision, publication, everyone is asked anew; the old version stays readable."""

from __future__ import annotations

from datetime import timedelta
from importlib import resources

import pytest

from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses import queries
from sakimori.testing import TODAY
from tests.browser import axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def text_of(name: str) -> str:
    return resources.files("sakimori.sample").joinpath(name).read_text("utf-8")


@pytest.fixture
def published(town):
    decided = TODAY - timedelta(days=100)
    with scope(town.assembly.pk):
        version = policy.take_in_text(town.ctx("staff"), text=text_of("policy_v1.txt"))
        policy.decide_version(
            town.ctx("manager"), version=version, decided_on=decided, effective_on=decided, meeting="議会運営委員会"
        )
        policy.record_publication(
            town.ctx("staff"), version=version, published_on=decided, address="https://example.jp/"
        )
        policy.ask_everyone(town.ctx("staff"), version=version, due_on=TODAY + timedelta(days=20))
    return town


def test_amendment_to_renewed_acknowledgement(visitor, published):
    page = visitor.open(published.url("policy/start/"), "manager")
    page.fill("[name=text]", text_of("policy_v2.txt"))
    page.get_by_role("button", name="読み取る").click()
    page.get_by_role("button", name="これでよい。次へ").click()
    page.get_by_role("button", name="次へ", exact=True).click()
    page.fill("[name=decided_on]", TODAY.isoformat())
    page.fill("[name=effective_on]", TODAY.isoformat())
    page.fill("[name=meeting]", "議会運営委員会")
    press(page, page.get_by_role("button", name="決定を記録する"))
    with scope(published.assembly.pk):
        new = queries.in_force(TODAY)
    assert new.number == 2

    page.goto(visitor.address + published.url(f"policy/versions/{new.pk}/differences/"))
    assert page.locator("ins").count() > 0
    assert "生成AI" in page.inner_text("main")
    assert axe(page) == []

    page.goto(visitor.address + published.url(f"policy/versions/{new.pk}/publish/"))
    page.fill("[name=address]", "https://www.city.minatono.example.jp/gikai/")
    press(page, page.get_by_role("button", name="公表を記録する"))
    page.goto(visitor.address + published.url("policy/acknowledgement/"))
    press(page, page.get_by_role("button", name="お願いを始める"))
    with scope(published.assembly.pk):
        states = set(Ask.objects.exclude(subject_id=new.pk).values_list("state", flat=True))
        assert states == {AskState.WITHDRAWN}
        assert Ask.objects.open().filter(subject_id=new.pk).count() > 5

    public = visitor.open(f"/p/{published.assembly.slug}/")
    assert "生成AI" in public.inner_text("main")
    assert axe(public) == []
    public.goto(visitor.address + f"/p/{published.assembly.slug}/v/1/")
    assert "以前の版" in public.inner_text("main")
