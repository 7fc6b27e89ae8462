"""Ten tablets go back to the lessor; one serial is missing, and the file does not close until it is told."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import decide_application
from sakimori.foundation.files.jobs import discard
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.store import FileDamaged
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.actions import attach, hold, register_asset, release, set_retention
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind
from sakimori.registers.disposal import actions, queries
from sakimori.registers.disposal.models import DisposalCase
from sakimori.registers.disposal.types import CaseKind, Method, Occasion
from sakimori.registers.lending.models import Loan
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days


@action("test.lend", permission=Permission.ASSET_MANAGE, sentence="貸して返しました")
def lend_and_return(ctx, *, asset, person, lent_on, returned_on=None):
    return Loan.objects.create(
        asset=asset, person=person, lent_on=lent_on, due_on=lent_on + timedelta(days=900), returned_on=returned_on
    )


def tablet(cast, number, **values):
    values = {
        "kind": AssetKind.DEVICE,
        "category": Category.TABLET,
        "name": "タブレット",
        "serial": f"SN-{number:04d}",
        "owner_kind": OwnerKind.LESSOR,
        "confidentiality": "2",
        **values,
    }
    return register_asset(cast.ctx("staff"), number=f"端末-{number:04d}", **values)


def approved_case(cast, assets, kind=CaseKind.LEASE_RETURN):
    case = actions.open_case(
        cast.ctx("staff"), kind=kind, title="旧タブレットの返却", contractor="架空リース", assets=assets
    )
    actions.ask_for_approval(cast.ctx("staff"), case=case, route=[Role.SECRETARY_GENERAL])
    decide_application(cast.ctx("secretary_general"), application=case.application, is_approval=True)
    actions.adopt_decided_case(
        cast.system(),
        event=actions.cases.ApplicationDecided(case.application.pk, actions.cases.APPROVAL, case.pk, True),
    )
    return DisposalCase.objects.get(pk=case.pk)


def erased(cast, asset, case=None, **values):
    values = {
        "occasion": Occasion.LEASE_RETURN,
        "method": Method.FACTORY_RESET,
        "erased_on": TODAY,
        "operator": "渚 美咲",
        "witness": cast.person["manager"],
        **values,
    }
    return actions.record_erasure(cast.ctx("staff"), asset=asset, case=case, **values)


def test_a_file_closes_only_when_every_serial_is_told(cast):
    tablets = [tablet(cast, number) for number in range(1, 11)]
    case = approved_case(cast, tablets)
    for asset in tablets:
        erased(cast, asset, case)
    actions.hand_over(cast.ctx("staff"), case=case, handed_on=TODAY)
    sent = [(row, asset.serial.lower().replace("-", " ")) for row, asset in enumerate(tablets[:9], start=2)]
    actions.reconcile(cast.ctx("staff"), case=case, serials=[*sent, (12, "XX-9999")])
    assert queries.foreign_serials(case) == ["XX-9999"]
    with pytest.raises(ValidationError) as refused:
        actions.close_case(cast.ctx("staff"), case=case, closed_on=TODAY)
    assert "端末-0010（製造番号 SN-0010）" in refused.value.messages[0]
    assert len(refused.value.messages) == 1
    assert Asset.objects.get(pk=tablets[9].pk).state == AssetState.RETIRED
    actions.reconcile(cast.ctx("staff"), case=case, serials=[*sent, (11, "ＳＮ－００１０")])
    actions.close_case(cast.ctx("staff"), case=case, closed_on=TODAY)
    assert set(Asset.objects.values_list("state", "ended_on")) == {(AssetState.RETURNED, TODAY)}


def test_an_exception_closes_it_and_is_kept(cast):
    asset = tablet(cast, 1)
    case = approved_case(cast, [asset], CaseKind.DESTROY)
    actions.hand_over(cast.ctx("staff"), case=case, handed_on=TODAY)
    with pytest.raises(ValidationError, match="事業者の一覧に製造番号がありません"):
        actions.close_case(cast.ctx("staff"), case=case, closed_on=TODAY)
    item = case.items.get()
    actions.excuse_item(
        cast.ctx("staff"), item=item, reason="画面が割れ番号を読めない", allowed_by=cast.person["chair"]
    )
    actions.close_case(cast.ctx("staff"), case=case, closed_on=TODAY)
    assert Asset.objects.get().state == AssetState.DISPOSED


def test_nothing_leaves_without_a_decision_or_while_it_is_lent(cast):
    asset = tablet(cast, 1)
    lent = tablet(cast, 2)
    lend_and_return(cast.ctx("staff"), asset=lent, person=cast.person["member"], lent_on=date(2026, 5, 1))
    with pytest.raises(ValidationError, match=r"貸出し中です.*端末-0002"):
        actions.open_case(cast.ctx("staff"), kind=CaseKind.DESTROY, title="廃棄", assets=[asset, lent])
    case = actions.open_case(cast.ctx("staff"), kind=CaseKind.DESTROY, title="廃棄", assets=[asset])
    with pytest.raises(ValidationError, match="承認されていません"):
        actions.hand_over(cast.ctx("staff"), case=case, handed_on=TODAY)
    with pytest.raises(ValidationError, match="別の廃棄・返却の記録"):
        actions.open_case(cast.ctx("staff"), kind=CaseKind.DESTROY, title="もう一つ", assets=[asset])
    actions.remove_item(cast.ctx("staff"), item=case.items.get(), reason="まだ使う")
    assert Asset.objects.get(pk=asset.pk).state == AssetState.SPARE


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"method": Method.FORMAT}, "method"),
        ({"witness": None}, "witness"),
        ({"certificate_serial": "別の番号"}, "certificate_serial"),
    ],
)
def test_what_falls_short_of_the_class_is_refused_at_its_field(cast, values, field):
    asset = tablet(cast, 1)
    with pytest.raises(ValidationError) as refused:
        erased(cast, asset, **values)
    assert list(refused.value.message_dict) == [field]
    excused = erased(cast, asset, **values, exception_reason="端末が起動しない", exception_by=cast.person["manager"])
    assert excused.exception_reason == "端末が起動しない"


def test_class_one_may_be_formatted_and_class_three_b_is_destroyed(cast):
    open_one = tablet(cast, 1, confidentiality="1")
    assert erased(cast, open_one, method=Method.FORMAT, witness=None).is_sufficient
    secret = tablet(cast, 2, confidentiality="3B")
    with pytest.raises(ValidationError, match="この方法では足りません"):
        erased(cast, secret)
    assert erased(cast, secret, method=Method.CRUSH_CHIPS).is_sufficient


def test_the_duty_turns_from_due_to_breached_to_kept(cast):
    asset = tablet(cast, 1)
    returned = TODAY - timedelta(days=3)
    loan = lend_and_return(
        cast.ctx("staff"), asset=asset, person=cast.person["member"], lent_on=date(2026, 5, 1), returned_on=returned
    )
    assert breaches("physical.erased", TODAY) == []
    assert due_days("physical.erased", TODAY) == {returned + timedelta(days=7)}
    late = breaches("physical.erased", TODAY + timedelta(days=5))
    assert late == [(str(asset), "返納されましたが、データを消去した記録がありません。")]
    erased(cast, asset, occasion=Occasion.RETURN, loan=loan)
    assert breaches("physical.erased", TODAY + timedelta(days=5)) == []
    assert due_days("physical.erased", TODAY) == set()
    assert due_days("physical.erased", TODAY - timedelta(days=1)) == {returned + timedelta(days=7)}


def test_the_pages_lead_through_a_file(cast):
    asset = tablet(cast, 1)
    staff = cast.client("staff")
    assert staff.get(cast.url("disposal/")).status_code == 200
    made = staff.post(cast.url("disposal/new/"), {"kind": "destroy", "title": "旧機器の廃棄", "contractor": "架空商会"})
    case = DisposalCase.objects.get()
    assert made["Location"].endswith(f"/disposal/{case.pk}/items/")
    wrong = staff.post(cast.url(f"disposal/{case.pk}/items/"), {"numbers": "端末-9999"})
    assert wrong.status_code == 422
    assert "端末-9999" in wrong.content.decode()
    assert staff.post(cast.url(f"disposal/{case.pk}/items/"), {"numbers": asset.serial}).status_code == 302
    assert staff.post(cast.url(f"disposal/{case.pk}/approval/"), {"route": "secretary_general"}).status_code == 302
    case.refresh_from_db()
    decide_application(cast.ctx("secretary_general"), application=case.application, is_approval=True)
    actions.adopt_decided_case(
        cast.system(),
        event=actions.cases.ApplicationDecided(case.application.pk, actions.cases.APPROVAL, case.pk, True),
    )
    page = cast.url(f"disposal/erase/{asset.pk}/?case={case.pk}")
    assert staff.get(page).status_code == 200
    proof = SimpleUploadedFile("shomei.pdf", b"%PDF-1.7\n%%EOF")
    sent = {"occasion": "disposal", "method": "factory_reset", "erased_on": TODAY, "operator": "架空商会"}
    sent |= {"certificate": proof, "certificate_serial": "SN 0001"}
    assert staff.post(page, sent).status_code == 302
    assert StoredFile.objects.count() == 1
    assert staff.post(cast.url(f"disposal/{case.pk}/handed/"), {"day": TODAY}).status_code == 302
    refused = staff.post(cast.url(f"disposal/{case.pk}/close/"), {"day": TODAY})
    assert refused.status_code == 422
    assert "SN-0001" in refused.content.decode()
    listed = SimpleUploadedFile("list.csv", "引取一覧,,\n番号,品名,製造番号\n1,タブレット,SN0001\n".encode("cp932"))
    assert staff.post(cast.url(f"disposal/{case.pk}/reconcile/"), {"file": listed}).status_code == 302
    assert "一致" in staff.get(cast.url(f"disposal/{case.pk}/")).content.decode()
    assert staff.post(cast.url(f"disposal/{case.pk}/close/"), {"day": TODAY}).status_code == 302
    assert staff.get(cast.url(f"disposal/{case.pk}/case.pdf")).content.startswith(b"%PDF")
    assert cast.client("member").get(cast.url(f"disposal/{case.pk}/")).status_code == 403
    assert cast.client("chair").get(cast.url(f"disposal/{case.pk}/")).status_code == 200


def test_another_assemblys_file_does_not_exist(cast, neighbour):
    case = actions.open_case(cast.ctx("staff"), kind=CaseKind.DESTROY, title="廃棄")
    assert neighbour.client("staff").get(neighbour.url(f"disposal/{case.pk}/")).status_code == 404


def test_what_was_decided_is_what_goes(cast):
    """The list that was approved is executed: nothing is added afterwards, and a hold stops it even then."""
    first, late = tablet(cast, 1), tablet(cast, 2)
    ctx = cast.ctx("staff")
    case = approved_case(cast, [first], CaseKind.DESTROY)
    with pytest.raises(ValidationError, match="決裁を申請したあと"):
        actions.add_items(ctx, case=case, assets=[late])
    hold(ctx.because("開示請求"), asset=first)
    with pytest.raises(ValidationError, match="廃棄を止める理由"):
        actions.hand_over(ctx, case=case, handed_on=TODAY)
    first.refresh_from_db()
    release(ctx.because("決定した"), asset=first)
    actions.hand_over(ctx, case=case, handed_on=TODAY)


def test_records_go_when_their_period_is_over_and_not_before(cast):
    """Retention is not expiry: over, decided, approved, executed; the file of the destruction stays."""
    ctx = cast.ctx("staff")
    over = register_asset(ctx, kind="information", name="受付票", form="paper")
    early = register_asset(ctx, kind="information", name="申込書", form="paper")
    moved = register_asset(ctx, kind="information", name="議案", form="paper")
    for row, completed, end in ((over, 2020, "destroy"), (early, 2025, "destroy"), (moved, 2020, "transfer")):
        set_retention(ctx, asset=row, happened_on=date(completed, 9, 30), years=1, end=end)
    case = actions.open_case(ctx, kind=CaseKind.RECORDS, title="令和8年度の廃棄")
    for row, words in ((early, "まだ満了していません"), (moved, "移管すると決めて")):
        with pytest.raises(ValidationError, match=words):
            actions.add_items(ctx, case=case, assets=[row])
    actions.add_items(ctx, case=case, assets=[over])
    assert case.items.count() == 1


def test_a_destroyed_record_leaves_no_copy_and_its_proof_stays(cast):
    ctx = cast.ctx("staff")
    over = register_asset(ctx, kind="information", name="受付票", form="paper")
    set_retention(ctx, asset=over, happened_on=date(2020, 9, 30), years=1, end="destroy")
    attached = attach(ctx, asset=over, name="scan.txt", data="受付 1番".encode())
    case = approved_case(cast, [over], CaseKind.RECORDS)
    proof = actions.add_file(ctx, case=case, name="done.txt", data="裁断しました".encode(), title="裁断の証明")
    actions.hand_over(ctx, case=case, handed_on=TODAY)
    erased(cast, over, case=case, occasion=Occasion.DISPOSAL, method=Method.SHRED)
    actions.close_case(ctx, case=case, closed_on=TODAY)
    discard(NOW)
    attached.refresh_from_db()
    assert attached.removed_on == attached.file.destroyed_on == TODAY
    with pytest.raises(FileDamaged):
        read_file(attached.file)
    assert attached.file.sha256 == sha256("受付 1番".encode()).hexdigest()
    assert read_file(proof.file) == "裁断しました".encode()
