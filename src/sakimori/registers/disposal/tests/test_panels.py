"""The pages of an asset and of a record's period tell of disposal and lead into it."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.files.tests.test_pictures import png
from sakimori.registers.assets import actions as assets
from sakimori.registers.assets.types import AssetKind, RetentionEnd
from sakimori.registers.disposal import actions
from sakimori.registers.disposal.models import DisposalCase, Erasure
from sakimori.registers.disposal.tests.test_story import approved_case, erased, tablet
from sakimori.registers.disposal.types import CaseKind
from sakimori.testing import TODAY, Cast

PNG = png()


def shown(cast: Cast, asset, role: str = "staff") -> str:
    return cast.client(role).get(cast.url(f"assets/{asset.pk}/")).content.decode()


def test_the_page_of_an_asset_tells_how_it_was_disposed_of(cast):
    asset = tablet(cast, 1)
    assert "消去や廃棄の記録はありません" in shown(cast, asset)
    case = approved_case(cast, [asset], CaseKind.DESTROY)
    page = shown(cast, asset)
    assert "決裁済み。引渡しを待っています" in page
    assert case.number in page
    actions.hand_over(cast.ctx("staff"), case=case, handed_on=TODAY)
    assert "製造番号の照合を待っています" in shown(cast, asset)
    sent = {"occasion": "disposal", "method": "factory_reset", "erased_on": TODAY, "operator": "架空商会"}
    sent |= {
        "certificate": SimpleUploadedFile("shomei.pdf", b"%PDF-1.7\n%%EOF"),
        "certificate_serial": "SN 0001",
        "photo": SimpleUploadedFile("photo.png", PNG),
    }
    staff = cast.client("staff")
    assert staff.post(cast.url(f"disposal/erase/{asset.pk}/?case={case.pk}"), sent).status_code == 302
    actions.reconcile(cast.ctx("staff"), case=case, serials=[(2, asset.serial)])
    actions.close_case(cast.ctx("staff"), case=case, closed_on=TODAY)
    page = shown(cast, asset)
    for words in ("暗号化された端末の初期化", "架空商会", "SN 0001", "完了 令和8年11月23日"):
        assert words in page, words
    erasure = Erasure.objects.get()
    for path in ("certificate", "photo"):
        url = cast.url(f"disposal/erasures/{erasure.pk}/{path}/")
        assert url in page
        assert cast.client("chair").get(url)["Content-Disposition"].startswith("attachment")
        assert cast.client("member").get(url).status_code == 403


def test_an_erasure_without_papers_has_none_to_open(cast, neighbour):
    erasure = erased(cast, tablet(cast, 1))
    for path in ("certificate", "photo"):
        assert cast.client("staff").get(cast.url(f"disposal/erasures/{erasure.pk}/{path}/")).status_code == 404


def test_what_waits_to_leave_and_is_in_no_file_leads_into_one(cast):
    asset = tablet(cast, 1, state="retired")
    assert f"disposal/new/?asset={asset.pk}" in shown(cast, asset)
    page = cast.client("staff").get(cast.url(f"disposal/new/?asset={asset.pk}&asset=x&kind=nothing")).content.decode()
    assert "廃棄・返却待ちにします" in page
    assert asset.number in page


def test_records_over_their_period_go_into_one_file(cast):
    def record(name: str, end: str):
        made = assets.register_asset(cast.ctx("staff"), kind=AssetKind.INFORMATION, name=name, form="paper")
        return assets.set_retention(cast.ctx("staff"), asset=made, happened_on=date(2020, 5, 1), years=1, end=end)

    old, older = record("受付票", RetentionEnd.DESTROY), record("受付簿", RetentionEnd.DESTROY)
    kept = record("会議録", RetentionEnd.TRANSFER)
    staff = cast.client("staff")
    page = staff.get(cast.url("assets/retention/")).content.decode()
    for row in (old, older):
        assert f'name="asset" value="{row.pk}" checked' in page
    assert f'name="asset" value="{kept.pk}"' not in page
    assert "廃棄の手続きへ" not in cast.client("chair").get(cast.url("assets/retention/")).content.decode()
    target = cast.url(f"disposal/new/?kind=records&asset={old.pk}&asset={older.pk}")
    assert '<option value="records" selected>' in staff.get(target).content.decode()
    made = staff.post(target, {"kind": "records", "title": "満了した文書の廃棄"})
    case = DisposalCase.objects.get()
    assert made["Location"].endswith(f"/disposal/{case.pk}/")
    assert {item.asset for item in case.items.all()} == {old, older}


def test_a_held_record_is_refused_with_its_reason(cast):
    row = assets.register_asset(cast.ctx("staff"), kind=AssetKind.INFORMATION, name="受付票", form="paper")
    assets.hold(cast.ctx("staff").because("訴訟"), asset=row)
    refused = cast.client("staff").post(
        cast.url(f"disposal/new/?asset={row.pk}"), {"kind": "records", "title": "文書の廃棄"}
    )
    assert refused.status_code == 422
    assert "廃棄を止める理由" in refused.content.decode()
    assert not DisposalCase.objects.exists()
