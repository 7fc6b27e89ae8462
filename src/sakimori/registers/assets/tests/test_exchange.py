"""The office's own ledger, as untidy as ledgers are, becomes the register and goes out again."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.types import UnitKind
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.actions.imports import import_assets, import_devices, import_information
from sakimori.registers.assets.actions.links import put_in as hold
from sakimori.registers.assets.models import Asset, ClassChange
from sakimori.registers.assets.registers import DEVICES, devices, register
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind
from sakimori.testing import TODAY


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    kept = settings.ENV.data
    object.__setattr__(settings.ENV, "data", tmp_path)
    yield
    object.__setattr__(settings.ENV, "data", kept)


def sheet(rows, merged=()):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("台帳")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell != "":
                page.write(number, place, cell)
    for corner in merged:
        page.merge_range(*corner)
    book.close()
    return out.getvalue()


def imported(cast, content, act=import_devices, **reading):
    return act(cast.ctx("staff"), content=content, reading=Reading(**reading))


LEDGER = [
    ["令和８年度　議会事務局　機器台帳"],
    ["作成 R8.4.1", "", "", "", "", "", "", "", ""],
    [],
    ["No.", "品名", "種類", "シリアル番号", "導入年月日", "管理責任者", "所属", "リース会社", "摘要"],
    [
        "端末－００１２",
        "議員用タブレット",
        "iPad",
        "DMPX000012",
        "令和5年6月1日",
        "渚美咲",
        "議会事務局",
        "架空リース",
        "",
    ],
    ["端末-0013", "議員用タブレット", "iPad", "DMPX000013", "R5.6.1", "", "会派", "", "画面に傷"],
    ["", "持出し用USB", "USBメモリ", "", "2024/4/1", "", "議会事務局", "", "施錠保管"],
    ["合計", "", "", "", "", "", "", "", ""],
]


def test_an_untidy_ledger_becomes_the_register_in_one_act(cast):
    before = Entry.objects.count()
    done = imported(cast, sheet(LEDGER))
    assert (done.new, done.changed) == (3, 0)
    assert Entry.objects.count() == before + 1
    tablet = Asset.objects.get(serial="DMPX000012")
    assert (tablet.number, tablet.kind, tablet.category) == ("端末-0012", AssetKind.DEVICE, Category.TABLET)
    assert tablet.introduced_on == date(2023, 6, 1)
    assert tablet.custodian == cast.person["staff"]
    assert tablet.unit == cast.unit[UnitKind.SECRETARIAT]
    assert (tablet.owner_kind, tablet.owner_name) == (OwnerKind.ASSEMBLY, "架空リース")
    assert Asset.objects.get(serial="DMPX000013").note == "画面に傷"
    stick = Asset.objects.get(category=Category.USB)
    assert (stick.kind, stick.number, stick.state) == (AssetKind.MEDIA, "媒体-0001", AssetState.IN_USE)


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_written(cast):
    rows = [
        *LEDGER[:4],
        ["A-1", "PC", "謎の箱", "S1", "令和8年13月1日", "いない人", "", "", ""],
        ["A-1", "", "PC", "S1", "", "", "", "", ""],
    ]
    found = Reading().preview(devices(TODAY), sheet(rows))
    told = {(error.row, error.column) for error in found.cell_errors}
    assert told >= {(5, "種類"), (5, "導入年月日"), (5, "管理責任者"), (6, "品名"), (6, "No.")}
    with pytest.raises(ValidationError, match="取り込めません"):
        imported(cast, sheet(rows))
    assert not Asset.objects.exists()


def test_coming_back_updates_by_number_and_never_doubles(cast):
    imported(cast, sheet(LEDGER))
    again = imported_rows = [row[:] for row in LEDGER]
    imported_rows[4][8] = "電池交換"
    again[6][0] = "媒体-0001"
    done = imported(cast, sheet(again))
    assert (done.new, done.changed) == (0, 1)
    assert Asset.objects.count() == 3
    assert Asset.objects.get(number="端末-0012").note == "電池交換"


@pytest.mark.parametrize("shape", ["xlsx", "utf-8-sig", "cp932"])
def test_what_goes_out_comes_back_the_same(cast, shape):
    imported(cast, sheet(LEDGER))
    register_asset(
        cast.ctx("staff"), number="情報-0001", kind=AssetKind.INFORMATION, name="請願の付属資料", form="both",
        retention_years=5, retention_from=date(2026, 4, 1), confidentiality="3C", has_personal_data=True,
    )  # fmt: skip
    made = register(TODAY)
    content = (
        write_xlsx(made, with_wareki=True) if shape == "xlsx" else write_csv(made, shape, with_wareki=True).content
    )
    found = Reading().preview(register(TODAY), content)
    assert found.cell_errors == []
    assert [row.changed for row in found.rows] == [()] * 4


def test_a_state_and_a_class_that_come_in_keep_their_history(cast):
    asset = register_asset(cast.ctx("staff"), number="情報-0001", kind=AssetKind.INFORMATION, name="名簿")
    rows = [
        ["管理番号", "情報資産名", "機密性", "個人情報の有無", "状態"],
        ["情報-0001", "名簿", "3C", "有", "廃棄予定"],
    ]
    assert imported(cast, sheet(rows), import_information).changed == 1
    asset.refresh_from_db()
    assert (asset.confidentiality, asset.has_personal_data, asset.state) == ("3C", True, AssetState.RETIRED)
    assert asset.left_use_on == TODAY
    assert ClassChange.objects.get().after["confidentiality"] == "3C"


def test_a_number_of_another_ledger_and_a_known_serial_are_refused(cast):
    register_asset(cast.ctx("staff"), number="情報-0001", kind=AssetKind.INFORMATION, name="名簿")
    register_asset(cast.ctx("staff"), number="端末-0001", kind=AssetKind.DEVICE, name="PC", serial="ＡＢ-1")
    rows = [["管理番号", "品名", "製造番号"], ["情報-0001", "PC", ""], ["端末-0002", "PC", "ab-1"]]
    found = Reading().preview(devices(TODAY), sheet(rows))
    assert [(error.row, error.column) for error in found.cell_errors] == [(2, "管理番号"), (3, "製造番号")]


def test_through_the_pages_and_back_again(cast):
    staff = cast.client("staff")
    file = SimpleUploadedFile("daicho.csv", "品名,シリアル番号\nタブレット,S-1\n".encode("cp932"))
    sent = staff.post(cast.url("exchange/"), {"register": "devices", "file": file})
    assert staff.get(sent["Location"]).status_code == 200
    assert staff.post(sent["Location"], {}).status_code == 302
    assert Asset.objects.get().number == "端末-0001"
    for shape in ("xlsx", "csv", "cp932"):
        assert cast.client("city_it").get(cast.url(f"exchange/devices.{shape}")).status_code == 200
    assert cast.client("member").get(cast.url("exchange/devices.xlsx")).status_code == 403
    assert DEVICES.name == devices(TODAY).name


def test_all_kinds_in_one_file(cast):
    rows = [["管理番号", "種別", "名称"], ["シ-1", "システム", "文書共有サービス"], ["文-1", "仕様書", "構成図"]]
    assert imported(cast, sheet(rows), import_assets).new == 2
    assert set(Asset.objects.values_list("kind", flat=True)) == {AssetKind.SYSTEM, AssetKind.DOCUMENT}


CLASSES = ["管理番号", "名称", "機密性", "個人情報", "分類の理由"]


def classified(cast, number, level, kind=AssetKind.INFORMATION):
    return register_asset(
        cast.ctx("staff"), number=number, kind=kind, name=number, confidentiality=level, integrity="1",
        availability="1", has_personal_data=False, **({"category": "usb"} if kind == AssetKind.MEDIA else {}),
    )  # fmt: skip


def put_in(cast, holder, content):
    hold(cast.ctx("staff"), holder=holder, content=content, from_date=TODAY)


def test_a_class_that_stands_is_changed_only_with_its_reason(cast):
    classified(cast, "情報-0001", "3C")
    without = sheet([CLASSES, ["情報-0001", "情報-0001", "1", "無", ""]])
    found = Reading().preview(register(TODAY), without)
    assert [(error.row, error.column) for error in found.cell_errors] == [(2, "分類の理由")]
    no_column = sheet([CLASSES[:3], ["情報-0001", "情報-0001", "1"]])
    assert "変える理由" in Reading().preview(register(TODAY), no_column).cell_errors[0].message
    emptied = sheet([CLASSES, ["情報-0001", "情報-0001", "", "無", "まちがい"]])
    assert [error.column for error in Reading().preview(register(TODAY), emptied).cell_errors] == ["機密性"]
    with pytest.raises(ValidationError, match="取り込めません"):
        imported(cast, without, import_assets)
    assert Asset.objects.get().confidentiality == "3C"
    good = sheet([CLASSES, ["情報-0001", "情報-0001", "1", "無", "公表したため"]])
    assert imported(cast, good, import_assets).changed == 1
    change = ClassChange.objects.get()
    assert (change.before["confidentiality"], change.after["confidentiality"]) == ("3C", "1")
    assert change.reason == "公表したため"


def test_an_import_never_puts_a_holder_below_what_lies_in_it(cast):
    stick, names = classified(cast, "媒体-0001", "3C", AssetKind.MEDIA), classified(cast, "情報-0001", "3C")
    put_in(cast, stick, names)
    lowered = [CLASSES, ["媒体-0001", "媒体-0001", "1", "無", "空にしたため"]]
    with pytest.raises(ValidationError, match=r"2行目: .*媒体-0001 .*3C.*以上が必要です"):
        imported(cast, sheet(lowered), import_assets)
    assert Asset.objects.get(pk=stick.pk).confidentiality == "3C"
    assert not ClassChange.objects.exists()
    both = [*lowered, ["情報-0001", "情報-0001", "1", "無", "公表したため"]]
    assert imported(cast, sheet(both), import_assets).changed == 2
    names.refresh_from_db()
    assert names.confidentiality == "1"


def test_personal_data_do_not_disappear_by_import(cast):
    stick, names = classified(cast, "媒体-0001", "3C", AssetKind.MEDIA), classified(cast, "情報-0001", "3C")
    put_in(cast, stick, names)
    rows = [CLASSES, ["情報-0001", "情報-0001", "3C", "有", "住所が加わったため"]]
    imported(cast, sheet(rows), import_assets)
    rows = [CLASSES, ["媒体-0001", "媒体-0001", "3B", "無", "厳しくする"]]
    with pytest.raises(ValidationError, match="個人情報を含む 情報-0001"):
        imported(cast, sheet(rows), import_assets)


def test_the_reason_comes_in_and_never_goes_out(cast):
    classified(cast, "情報-0001", "2")
    out = write_csv(register(TODAY), "utf-8-sig").content.decode("utf-8-sig")
    heading, row = out.splitlines()[:2]
    assert "分類の理由" in heading
    assert row.split(",")[heading.split(",").index("分類の理由")].strip('"') == ""
    new = sheet([CLASSES, ["情報-0002", "新しい名簿", "3C", "有", "はじめての分類"]])
    assert imported(cast, new, import_assets).new == 1
