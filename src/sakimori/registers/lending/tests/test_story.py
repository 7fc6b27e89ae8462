"""A tablet goes out over the counter, is lost, is found, comes back; thirty go out at once; what is refused and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.actions import change_state
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending import actions, queries
from sakimori.registers.lending.models import Loan, LossReport, Pledge, Receipt
from sakimori.registers.lending.tests.things import png, stick, tablet
from sakimori.registers.lending.types import Condition, LossKind, LossResult, ReturnReason
from sakimori.testing import TODAY, UNTIL, Cast
from tests.architecture.test_query_counts import double

SIGNED = actions.Signed(picture=png())


def handed(cast: Cast, *assets: Asset, who: str = "member", **values: object) -> list[Loan]:
    actions.hand_out(cast.ctx("staff"), person=cast.person[who], items=assets, signed=SIGNED, **values)
    return list(Loan.objects.filter(asset__in=assets, returned_on__isnull=True).order_by("asset__number"))


def lost(cast: Cast, asset: Asset, **values: object) -> LossReport:
    found = {"kind": LossKind.LOST, "happened_on": TODAY, "where": "駅前", "how": "電車に忘れた", **values}
    return actions.report_loss(cast.ctx("staff"), asset=asset, **found)


def test_one_act_at_the_counter_makes_pledge_receipt_and_loans(cast):
    (first, second) = handed(cast, tablet(cast, 1), tablet(cast, 2))
    assert first.due_on == second.due_on == UNTIL
    assert first.accessories == "ペン\n充電器"
    receipt, pledge = Receipt.objects.get(), Pledge.objects.get()
    assert (receipt.number, receipt.channel, receipt.staff) == (1, Channel.COUNTER, cast.person["staff"])
    assert receipt.signature == pledge.signature is not None
    assert "選挙運動には使いません" in pledge.statement
    assert first.receipt == second.receipt == receipt
    assert set(Asset.objects.values_list("state", flat=True)) == {"in_use"}
    assert queries.overview(TODAY) == queries.Overview(out=2, overdue=0, soon=0, unsigned=0, lost=0)


def test_lost_found_and_returned(cast):
    asset = tablet(cast)
    (loan,) = handed(cast, asset)
    report = lost(cast, asset)
    assert Asset.objects.get().state == "lost"
    assert Loan.objects.get().returned_on is None
    assert report.person == cast.person["member"]
    actions.found_again(cast.ctx("staff"), report=report, found_on=TODAY, outcome="駅に届いていた")
    assert Asset.objects.get().state == "in_use"
    loan = Loan.objects.select_related("asset", "person").get()
    back = actions.Back(loan, condition=Condition.WORN, missing="ペン", note="角に傷")
    (receipt,) = actions.take_back(
        cast.ctx("staff"), loans=[back], reason=ReturnReason.RESIGNATION, signed=SIGNED, counter=png()
    )
    loan.refresh_from_db()
    assert (loan.returned_on, loan.return_condition, loan.missing_accessories) == (TODAY, "worn", "ペン")
    assert receipt.counter_signature is not None
    assert Asset.objects.get().state == "spare"


def test_lost_for_good_ends_the_loan_as_lost(cast):
    asset = tablet(cast)
    handed(cast, asset)
    report = lost(cast, asset)
    actions.close_loss(cast.ctx("staff"), report=report, closed_on=TODAY, outcome="見つからない")
    loan = Loan.objects.get()
    assert (loan.returned_on, loan.return_reason) == (TODAY, ReturnReason.LOST)
    assert Asset.objects.get().state == "lost"
    with pytest.raises(ValidationError, match="すでに終わっています"):
        actions.found_again(cast.ctx("staff"), report=report, found_on=TODAY, outcome="あった")


def test_what_is_reported_lost_and_then_brought_back_is_found(cast):
    asset = tablet(cast)
    handed(cast, asset)
    lost(cast, asset)
    actions.take_back(cast.ctx("staff"), loans=list(queries.open_loans(TODAY)))
    assert LossReport.objects.get().result == LossResult.FOUND
    assert Asset.objects.get().state == "spare"


def test_broken_goes_to_repair_and_replaced_waits_for_disposal(cast):
    asset = tablet(cast)
    handed(cast, asset)
    report = lost(cast, asset, kind=LossKind.BROKEN)
    assert Asset.objects.get().state == "repair"
    actions.close_loss(
        cast.ctx("staff"), report=report, closed_on=TODAY, outcome="新しい物に", result=LossResult.REPLACED
    )
    assert Asset.objects.get().state == "retired"
    assert Loan.objects.get().return_reason == ReturnReason.EXCHANGE


def test_a_member_reports_only_what_is_lent_to_them(cast):
    mine, other = tablet(cast, 1), tablet(cast, 2)
    handed(cast, mine)
    values = {"kind": LossKind.LOST, "happened_on": TODAY, "where": "家", "how": "なくした"}
    actions.report_loss(cast.ctx("member"), asset=mine, **values)
    with pytest.raises(PermissionDenied):
        actions.report_loss(cast.ctx("member"), asset=other, **values)


def test_a_loan_outlives_the_office_only_with_a_reason(cast):
    asset = tablet(cast)
    late = UNTIL + timedelta(days=1)
    with pytest.raises(ValidationError, match="任期は令和9年4月30日までです"):
        actions.lend(cast.ctx("staff"), person=cast.person["member"], items=[asset], due_on=late)
    (loan,) = actions.lend(
        cast.ctx("staff"), person=cast.person["member"], items=[asset], due_on=late, beyond_term_reason="引継ぎのため"
    )
    assert loan.beyond_term_reason == "引継ぎのため"
    actions.change_due(cast.ctx("staff"), loan=loan, due_on=UNTIL)
    assert Loan.objects.get().beyond_term_reason == ""


def test_staff_without_an_end_borrow_until_the_end_of_the_fiscal_year(cast):
    (loan,) = actions.lend(cast.ctx("staff"), person=cast.person["staff"], items=[tablet(cast)])
    assert loan.due_on == date(2027, 3, 31)


def test_everything_that_cannot_be_lent_is_named(cast):
    out, gone, free = tablet(cast, 1), tablet(cast, 2), tablet(cast, 3)
    handed(cast, out)
    change_state(cast.ctx("staff"), asset=gone, state="retired")
    with pytest.raises(ValidationError) as refused:
        actions.lend(cast.ctx("staff"), person=cast.person["chair"], items=[out, gone, free, free])
    texts = refused.value.message_dict["items"]
    assert len(texts) == 3
    assert "髙橋 恵さんに貸し出し中" in texts[0]
    assert "廃棄・返却待ち" in texts[1]
    assert "二度入力" in texts[2]
    assert Loan.objects.count() == 1


def test_a_medium_comes_back_with_its_check_or_the_reason_why_not(cast):
    (loan,) = handed(cast, stick(cast))
    with pytest.raises(ValidationError, match="ウイルス検査"):
        actions.take_back(cast.ctx("staff"), loans=[loan])
    actions.take_back(cast.ctx("staff"), loans=[actions.Back(loan, malware_checked_on=TODAY)])
    assert Loan.objects.get().malware_checked_on == TODAY


def test_thirty_at_once_all_or_nothing(cast):
    double(cast.ctx("manager"), cast)
    people = list(Person.objects.all())
    rows = [actions.Row(people[number % len(people)], tablet(cast, number)) for number in range(1, 31)]
    with pytest.raises(ValidationError):
        actions.lend_many(cast.ctx("staff"), rows=[*rows, actions.Row(people[0], rows[0].asset)])
    assert not Loan.objects.exists()
    actions.lend_many(cast.ctx("staff"), rows=rows, by_link=True)
    assert Loan.objects.count() == 30
    assert Receipt.objects.count() == Pledge.objects.count() == len(people)
    assert Ask.objects.open().count() == 2 * len(people)
    assert queries.overview(TODAY).unsigned == 30


def test_a_paper_that_comes_back_signs_the_waiting_receipt(cast):
    actions.hand_out(cast.ctx("staff"), person=cast.person["member"], items=[tablet(cast)], by_link=True)
    receipt, pledge = Receipt.objects.get(), Pledge.objects.get()
    assert receipt.signed_at is None
    paper = actions.Signed(is_paper=True, scan=png(), scan_name="受領書.png", on=TODAY - timedelta(days=1))
    actions.sign_receipt(cast.ctx("staff"), receipt=receipt, signed=paper)
    actions.sign_pledge(cast.ctx("staff"), made=pledge, signed=paper)
    receipt.refresh_from_db()
    assert (receipt.signed_at.date(), receipt.channel) == (TODAY - timedelta(days=1), Channel.PAPER)
    assert not Ask.objects.open().exists()


def test_another_assembly_has_none_of_it(cast, neighbour):
    handed(cast, tablet(cast))
    with scope(neighbour.assembly.pk):
        assert queries.overview(TODAY).out == 0
        assert not Loan.objects.exists()
