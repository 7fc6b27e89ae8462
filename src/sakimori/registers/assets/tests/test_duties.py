"""The duties of the register on days before, on and after what happens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.types import EndReason
from sakimori.registers.assets import actions
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice
from sakimori.registers.assets.queries import by_code, in_use, next_number, on_register
from sakimori.registers.assets.types import AssetKind, AssetState, Category
from sakimori.registers.organization.actions.posts import end_appointment
from sakimori.testing import TODAY, UNTIL, Cast
from sakimori.testing_duties import breaches

KEPT, KNOWN = "assets.has-custodian", "assets.systems-registered"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@action("test.report-device", permission=Permission.ASSET_MANAGE, sentence="a device is reported")
def report(ctx, **values) -> ReportedDevice:
    source = InventorySource.objects.get_or_create(name="市のMDM", layout="plain")[0]
    filled = {"name": "TAB-01", "serial": "S1", "first_reported_on": TODAY, "reported_on": TODAY} | values
    return ReportedDevice.objects.create(source=source, **filled)


@action("test.mend-device", permission=Permission.ASSET_MANAGE, sentence="a report is settled")
def mend(ctx, device: ReportedDevice, **values) -> None:
    for name, value in values.items():
        setattr(device, name, value)
    device.save()


def tablet(cast: Cast, **values) -> Asset:
    filled = {"kind": AssetKind.DEVICE, "category": Category.TABLET, "name": "端末"} | values
    return actions.register_asset(cast.ctx("staff"), **filled)


def test_somebody_in_office_looks_after_every_asset(cast: Cast):
    bare = tablet(cast, name="だれもいない")
    tablet(cast, name="職", custodian_post=cast.post["staff"])
    tablet(cast, name="人", custodian=cast.person["member"])
    assert breaches(KEPT, TODAY) == [("端末-0001 だれもいない", "管理責任者が決まっていません。")]
    assert breaches(KEPT, YESTERDAY) == [], "nothing was registered then"
    after = UNTIL + timedelta(days=1)
    assert ("端末-0003 人", "管理責任者の髙橋 恵さんが、在任していません。") in breaches(KEPT, after)
    actions.change_state(cast.ctx("staff"), asset=bare, state=AssetState.LOST, reason="置き忘れ")
    assert breaches(KEPT, TODAY) == []


def test_a_post_that_falls_vacant_breaches_from_that_day(cast: Cast):
    tablet(cast, custodian_post=cast.post["staff"])
    held = Appointment.objects.get(post=cast.post["staff"])
    end_appointment(cast.ctx("staff"), appointment=held, last_day=TODAY, reason=EndReason.TRANSFER)
    assert breaches(KEPT, TODAY) == []
    assert [why for _what, why in breaches(KEPT, TOMORROW)] == ["管理責任者の職「事務局職員」が空席です。"]


def test_one_statement_asks_every_assembly(cast: Cast, neighbour: Cast):
    tablet(cast)
    with every_assembly():
        assert len(breaches(KEPT, TODAY)) == 1


def test_what_is_reported_is_on_the_register(cast: Cast):
    tablet(cast)
    assert breaches(KNOWN, TODAY) == []
    device = report(cast.ctx("staff"))
    assert breaches(KNOWN, TODAY) == [("TAB-01 S1", "市のMDMが報告していますが、台帳にありません。")]
    assert breaches(KNOWN, YESTERDAY) == []
    mend(cast.ctx("staff"), device, asset=Asset.objects.get())
    assert breaches(KNOWN, TODAY) == []
    report(cast.ctx("staff"), name="検証機", ignored_reason="業者の検証用")
    gone = report(cast.ctx("staff"), name="古い端末", serial="S9")
    mend(cast.ctx("staff"), gone, gone_on=TODAY)
    assert breaches(KNOWN, TODAY) == []


def test_what_was_disposed_of_and_still_calls_is_found(cast: Cast):
    row = tablet(cast)
    actions.change_state(cast.ctx("staff"), asset=row, state=AssetState.DISPOSED, on=YESTERDAY, reason="廃棄")
    report(cast.ctx("staff"), asset=row, last_contact_on=TODAY)
    assert [why for _what, why in breaches(KNOWN, TODAY)] == [
        "台帳では廃棄・返却済みですが、市のMDMによると、その後も通信しています。"
    ]


def test_in_use_and_on_the_register_on_any_day(cast: Cast):
    row = tablet(cast)
    ctx = cast.ctx("staff", at=cast.ctx("staff").at + timedelta(days=10))
    actions.change_state(ctx, asset=row, state=AssetState.RETIRED, reason="更新")
    actions.change_state(ctx, asset=row, state=AssetState.RETURNED, reason="返却")
    day = ctx.today
    assert [in_use(on).count() for on in (YESTERDAY, TODAY, day - timedelta(days=1), day)] == [0, 1, 1, 0]
    assert [on_register(on).count() for on in (YESTERDAY, TODAY, day - timedelta(days=1), day)] == [0, 1, 1, 0]
    actions.change_state(ctx, asset=row, state=AssetState.SPARE, reason="取消し")
    assert in_use(day).get().ended_on is None


def test_a_code_is_found_however_it_is_typed(cast: Cast):
    row = tablet(cast)
    code = row.finder_code
    assert by_code(f" {code[:4].lower()}-{code[4:8]} {code[8:]}") == row
    assert by_code("ZZZZ") is None


@pytest.mark.parametrize(
    ("given", "following"),
    [(None, "端末-0001"), ("端末-0099", "端末-0100"), ("R8-7", "R8-8"), ("番号なし", "端末-0001"), ("A999", "A1000")],
)
def test_numbers_follow_those_of_the_assembly(cast: Cast, given: str | None, following: str):
    if given:
        tablet(cast, number=given)
    assert next_number(AssetKind.DEVICE) == following


def test_a_retention_period_ends_on_the_day_before_its_anniversary(cast: Cast):
    row = actions.register_asset(
        cast.ctx("staff"), kind="information", name="議事録", retention_years=5, retention_from=date(2024, 4, 1)
    )
    assert row.retention_until == date(2029, 3, 31)
    actions.change_asset(cast.ctx("staff"), asset=row, retention_from=date(2024, 2, 29))
    assert row.retention_until == date(2029, 2, 28)
    actions.change_asset(cast.ctx("staff"), asset=row, retention_years=None)
    assert row.retention_until is None


def test_class_and_state_have_actions_of_their_own(cast: Cast):
    with pytest.raises(ValueError, match="confidentiality"):
        actions.change_asset(cast.ctx("staff"), asset=tablet(cast), confidentiality="1")
