"""The four duties of lending: kept, breached with reason and remedy, due soon, and on past days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground, built_duties
from sakimori.foundation.people.models import Office
from sakimori.foundation.people.types import EndReason, Role
from sakimori.registers.lending import actions
from sakimori.registers.lending.models import Loan, Permit
from sakimori.registers.lending.tests.things import png, stick, tablet
from sakimori.registers.lending.types import PERMIT, PermitKind
from sakimori.registers.organization import actions as organization
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.testing import SINCE, TODAY, UNTIL, Cast
from sakimori.testing_duties import breaches, due_days

SIGNED = actions.Signed(picture=png())
DOCUMENTED, RETURNED = "physical.lending-documented", "physical.returned"
TAKEN_OUT, MEDIA = "physical.take-out-permitted", "physical.media-controlled"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def staff(cast: Cast, day: date = TODAY):
    return cast.ctx("staff", at=at(day))


def remedies(key: str, on: date = TODAY) -> list[tuple[str, dict[str, object]]]:
    return [
        (subjects.remedy.url_name, subjects.remedy.by(row))
        for subjects in built_duties()[key](on).subjects
        for row in subjects.rows.filter(subjects.breached)
    ]


def handed(cast: Cast, asset, day: date = TODAY, **values: object) -> Loan:
    values = {"person": cast.person["member"], "signed": SIGNED, **values}
    actions.hand_out(staff(cast, day), items=[asset], lent_on=day, **values)
    return Loan.objects.select_related("asset", "person", "pledge", "receipt").get(asset=asset)


def test_signed_at_the_counter_is_documented(cast):
    handed(cast, tablet(cast))
    assert breaches(DOCUMENTED, TODAY) == []
    assert due_days(DOCUMENTED, TODAY) == set()


def test_papers_are_due_a_week_later_and_then_missing(cast):
    day = TODAY - timedelta(days=5)
    loan = handed(cast, tablet(cast), day, signed=actions.NOT_YET)
    assert breaches(DOCUMENTED, TODAY) == []
    assert due_days(DOCUMENTED, TODAY) == {TODAY + timedelta(days=2)}
    late = TODAY + timedelta(days=3)
    assert breaches(DOCUMENTED, late) == [
        ("端末-0001 タブレット / 髙橋 恵", "貸与申請書・誓約書と受領書がありません。")
    ]
    assert remedies(DOCUMENTED, late) == [("lending:loan", {"loan_id": loan.pk})]
    actions.sign_pledge(staff(cast), made=loan.pledge, signed=SIGNED)
    assert [why for _what, why in breaches(DOCUMENTED, late)] == ["受領書の署名がありません。"]
    actions.sign_receipt(staff(cast), receipt=loan.receipt, signed=SIGNED)
    assert breaches(DOCUMENTED, late) == []


def test_the_assembly_may_give_another_time_for_papers(cast):
    handed(cast, tablet(cast), TODAY - timedelta(days=5), signed=actions.NOT_YET)
    settle_duty(
        cast.ctx("manager"), duty=DOCUMENTED, days=2, from_date=TODAY, ground=Ground.POLICY, reason="すぐに受け取る"
    )
    assert len(breaches(DOCUMENTED, TODAY)) == 1


def test_a_term_cut_short_leaves_loans_beyond_it(cast):
    handed(cast, tablet(cast))
    office = Office.objects.get(person=cast.person["member"])
    organization.correct_office(
        staff(cast), office=office, from_date=office.from_date, to_date=TODAY + timedelta(days=30)
    )
    assert "任期（令和8年12月23日まで）を越えています" in breaches(DOCUMENTED, TODAY)[0][1]
    loan = Loan.objects.get()
    actions.change_due(staff(cast), loan=loan, due_on=UNTIL, beyond_term_reason="引継ぎのため")
    assert breaches(DOCUMENTED, TODAY) == []


def test_what_is_with_a_member_in_office_is_due_on_the_last_day(cast):
    handed(cast, tablet(cast))
    assert breaches(RETURNED, TODAY) == []
    assert due_days(RETURNED, TODAY) == {UNTIL}


def test_whoever_left_must_have_returned_everything(cast):
    loan = handed(cast, tablet(cast), TODAY - timedelta(days=60))
    organization.end_service(
        staff(cast), person=cast.person["member"], last_day=TODAY - timedelta(days=10), reason=EndReason.RESIGNATION
    )
    assert breaches(RETURNED, TODAY) == [
        ("端末-0001 タブレット / 髙橋 恵", "任期や職が終わりましたが、返納されていません。")
    ]
    assert remedies(RETURNED) == [("lending:return-of", {"person_id": cast.person["member"].pk})]
    assert breaches(RETURNED, TODAY - timedelta(days=10)) == []
    actions.take_back(staff(cast), loans=[loan], returned_on=TODAY)
    assert breaches(RETURNED, TODAY) == []
    assert len(breaches(RETURNED, TODAY - timedelta(days=1))) == 1


def test_a_loan_past_its_date_is_told_for_things_and_for_media_apart(cast):
    month = TODAY - timedelta(days=30)
    handed(cast, tablet(cast), month, due_on=TODAY - timedelta(days=1))
    handed(cast, stick(cast), month, due_on=TODAY - timedelta(days=2))
    assert [what for what, _why in breaches(RETURNED, TODAY)] == ["端末-0001 タブレット / 髙橋 恵"]
    assert breaches(MEDIA, TODAY) == [
        ("媒体-0001 USBメモリ / 髙橋 恵", "返納の期限（令和8年11月21日）を過ぎています。")
    ]
    assert breaches(RETURNED, TODAY - timedelta(days=1)) == []
    assert breaches(MEDIA, TODAY - timedelta(days=2)) == []


def test_a_decided_loan_beyond_the_office_is_due_on_its_own_date(cast):
    late = TODAY + timedelta(days=5)
    loan = handed(cast, tablet(cast), TODAY - timedelta(days=60))
    actions.change_due(staff(cast), loan=loan, due_on=late)
    organization.end_service(staff(cast), person=cast.person["member"], last_day=TODAY, reason=EndReason.RESIGNATION)
    actions.change_due(staff(cast, TODAY), loan=loan, due_on=late, beyond_term_reason="後任に引き継ぐ")
    assert breaches(RETURNED, TODAY + timedelta(days=1)) == []
    assert len(breaches(RETURNED, late + timedelta(days=1))) == 1


def granted(cast: Cast, asset, start: date, end: date) -> Permit:
    permit = actions.apply_for_permit(
        staff(cast, start),
        kind=PermitKind.TAKE_OUT,
        asset=asset,
        person=cast.person["member"],
        from_date=start,
        to_date=end,
        destination="県庁",
        purpose="視察",
        route=[Role.SECRETARY_GENERAL],
    )
    ctx = cast.ctx("secretary_general", at=at(start))
    decide_application(ctx, application=permit.application, is_approval=True)
    actions.grant_decided(ctx, event=ApplicationDecided(permit.application.pk, PERMIT, permit.pk, True))
    permit.refresh_from_db()
    return permit


def out(cast: Cast, asset, start: date, end: date):
    return actions.leave(
        staff(cast, start),
        asset=asset,
        person=cast.person["member"],
        destination="県庁",
        purpose="視察",
        left_on=start,
        due_on=end,
    )


def test_a_take_out_with_permission_is_kept_until_its_date(cast):
    asset, start, end = tablet(cast), TODAY - timedelta(days=3), TODAY
    granted(cast, asset, start, end)
    taken = out(cast, asset, start, end)
    assert breaches(TAKEN_OUT, TODAY) == []
    assert due_days(TAKEN_OUT, TODAY) == {TODAY}
    tomorrow = TODAY + timedelta(days=1)
    assert breaches(TAKEN_OUT, tomorrow)[0][1] == "戻す日（令和8年11月23日）を過ぎています。"
    assert remedies(TAKEN_OUT, tomorrow) == [("lending:take-out-back", {"take_out_id": taken.pk})]
    actions.come_back(staff(cast), take_out=taken, back_on=TODAY, note="異常なし")
    assert breaches(TAKEN_OUT, tomorrow) == []


def test_a_take_out_without_or_with_a_revoked_permission_is_told(cast):
    asset, start = tablet(cast), TODAY - timedelta(days=3)
    permit = granted(cast, asset, start - timedelta(days=30), TODAY)
    actions.revoke_permit(staff(cast), permit=permit, reason="紛失の疑い", revoked_on=start - timedelta(days=1))
    out(cast, asset, start, TODAY)
    assert breaches(TAKEN_OUT, TODAY)[0][1] == "持出しの期間に有効な許可がありません。"


@action("test.return-unchecked", permission=Permission.ASSET_MANAGE, sentence="検査なしに返った")
def return_unchecked(ctx, *, loan):
    loan.returned_on = ctx.today
    loan.save()


def test_media_lie_somewhere_or_are_lent_and_are_checked_when_they_come_back(cast):
    asset = stick(cast)
    assert breaches(MEDIA, TODAY) == [("媒体-0001 USBメモリ", "置き場所が登録されておらず、貸し出してもいません。")]
    assert remedies(MEDIA) == [("assets:edit", {"asset_id": asset.pk})]
    place = register_place(staff(cast), kind=PlaceKind.CABINET, name="書庫", from_date=SINCE)
    other = stick(cast, 2, place=place)
    loan = handed(cast, asset)
    assert breaches(MEDIA, TODAY) == []
    assert UNTIL in due_days(MEDIA, TODAY)
    return_unchecked(staff(cast), loan=loan)
    assert ("媒体-0001 USBメモリ / 髙橋 恵", "返ったときのウイルス検査の記録がありません。") in breaches(MEDIA, TODAY)
    actions.check_malware(staff(cast), loan=loan, checked_on=TODAY)
    assert [what for what, _why in breaches(MEDIA, TODAY)] == ["媒体-0001 USBメモリ"]
    assert other.place == place
