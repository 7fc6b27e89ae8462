"""Holders are asked before a loan is due, say when they bring it, and are left in peace when it is settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.notices.reminders import remind
from sakimori.registers.lending import actions
from sakimori.registers.lending.jobs import ask_for_returns
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import stick, tablet
from sakimori.registers.lending.types import ASK_RETURN, LossKind
from sakimori.testing import NOW, TODAY, Cast

LATER = TODAY + timedelta(days=40)


def lent(cast: Cast, asset, *, role: str = "member", due: date = LATER, ago: int = 60) -> Loan:
    """Lent long ago, so that all reminders are due in their time."""
    ctx = cast.ctx("staff", at=NOW - timedelta(days=ago))
    (made,) = actions.lend(ctx, person=cast.person[role], items=[asset], due_on=due)
    return made


def days_until(first: date, count: int, *jobs) -> None:
    """Run the jobs once a day."""
    for number in range(count):
        for run in jobs:
            run(NOW + (first - TODAY) + timedelta(days=number))


def asks() -> list[tuple[str, date]]:
    return [(ask.state, ask.due_on) for ask in Ask.objects.filter(kind=ASK_RETURN).order_by("id")]


def test_reminders_fall_fourteen_and_three_days_before_and_after(cast):
    lent(cast, tablet(cast), due=LATER)
    days_until(TODAY, 50, ask_for_returns, remind)
    assert asks() == [("open", LATER)]
    assert [row.key.rsplit(":", 1)[1] for row in Notice.objects.order_by("id")] == ["14", "3", "over"]
    created = [row.body for row in Notice.objects.order_by("id")]
    assert "二週間ほど" in created[0]
    assert "近づいております" in created[1]
    ask = Ask.objects.get(kind=ASK_RETURN)
    assert ask.opened_on == LATER - timedelta(days=15)


def test_one_ask_for_everything_a_person_holds_and_none_for_what_is_lost(cast):
    soon = TODAY + timedelta(days=5)
    first, second = lent(cast, tablet(cast, 1), due=soon), lent(cast, stick(cast), due=soon + timedelta(days=2))
    gone = lent(cast, tablet(cast, 2), role="chair", due=soon)
    actions.report_loss(
        cast.ctx("staff"), asset=gone.asset, kind=LossKind.LOST, happened_on=TODAY, where="駅", how="置き忘れた"
    )
    ask_for_returns(NOW)
    ask_for_returns(NOW)
    ask = Ask.objects.get(kind=ASK_RETURN)
    assert (ask.person, ask.due_on) == (cast.person["member"], soon)
    actions.take_back(cast.ctx("staff"), loans=[first])
    assert asks() == [("withdrawn", soon)]
    ask_for_returns(NOW)
    assert asks() == [("withdrawn", soon), ("open", second.due_on)]
    actions.change_due(cast.ctx("staff"), loan=second, due_on=LATER)
    assert [state for state, _due in asks()] == ["withdrawn", "withdrawn"]
    ask_for_returns(NOW)
    assert len(asks()) == 2


def test_a_short_loan_is_asked_for_only_shortly_before(cast):
    (made,) = actions.lend(
        cast.ctx("staff"), person=cast.person["member"], items=[stick(cast)], due_on=TODAY + timedelta(days=10)
    )
    ask_for_returns(NOW)
    assert not asks()
    ask_for_returns(NOW + timedelta(days=6))
    assert asks() == [("open", made.due_on)]


def test_the_holder_answers_by_link_and_the_office_sees_the_plan(cast):
    soon = TODAY + timedelta(days=5)
    loan = lent(cast, tablet(cast), due=soon)
    ask_for_returns(NOW)
    ask = Ask.objects.get(kind=ASK_RETURN)
    assert "お借りの物の返納のお願い" in cast.client("member").get(cast.url("")).content.decode()
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="letter")[ask]
    page, browser = f"/l/{cast.assembly.slug}/{token}/", Client()
    assert "端末-0001" in browser.get(page).content.decode()
    assert "お持ちになる日を入力" in browser.post(page, {"plan": "return"}).content.decode()
    assert "今日以後" in browser.post(page, {"plan": "return", "day": "2026-11-01"}).content.decode()
    assert browser.post(page, {"plan": "return", "day": "2026-11-30", "note": "朝に行く"}).status_code == 302
    staff = cast.client("staff")
    for path in ("lending/?show=soon", f"lending/persons/{loan.person_id}/", f"lending/loans/{loan.pk}/"):
        text = staff.get(cast.url(path)).content.decode()
        assert "返す予定 令和8年11月30日 ・ 朝に行く" in text, path
    days_until(TODAY, 8, ask_for_returns)
    assert asks() == [("answered", soon)], "until the day they named nobody asks again"
    ask_for_returns(NOW + timedelta(days=9))
    assert asks() == [("answered", soon), ("open", soon)]
    letter = staff.post(cast.url("lending/papers/letters.pdf"))
    assert letter.content.startswith(b"%PDF")


@pytest.mark.parametrize("sent", [{}, {"plan": "extend"}, {"plan": "return", "day": "いつか"}])
def test_an_answer_that_says_nothing_is_refused(cast, sent):
    lent(cast, tablet(cast), due=TODAY + timedelta(days=5))
    ask_for_returns(NOW)
    ask = Ask.objects.get(kind=ASK_RETURN)
    assert cast.client("member").post(cast.url(f"asks/{ask.pk}/"), sent).status_code == 422
    ask.refresh_from_db()
    assert ask.state == AskState.OPEN


def test_a_wish_to_keep_it_longer_reaches_the_office(cast):
    loan = lent(cast, tablet(cast), due=TODAY + timedelta(days=5))
    ask_for_returns(NOW)
    ask = Ask.objects.get(kind=ASK_RETURN)
    sent = {"plan": "extend", "note": "12月の視察まで"}
    assert cast.client("member").post(cast.url(f"asks/{ask.pk}/"), sent).status_code == 302
    shown = cast.client("staff").get(cast.url(f"lending/loans/{loan.pk}/")).content.decode()
    assert "延長の希望: 12月の視察まで" in shown
    actions.change_due(cast.ctx("staff"), loan=loan, due_on=LATER)
    assert "延長の希望" not in cast.client("staff").get(cast.url(f"lending/loans/{loan.pk}/")).content.decode()


def test_assemblies_are_asked_apart(cast, neighbour):
    lent(cast, tablet(cast), due=TODAY + timedelta(days=2))
    ask_for_returns(NOW)
    assert {ask.assembly_id for ask in Ask.objects.filter(kind=ASK_RETURN)} == {cast.assembly.pk}
