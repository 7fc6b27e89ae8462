"""Lists as MDM and inventory tools hand them out, in all their mess, against the register."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.ledger.models import Entry
from sakimori.registers.assets import actions, queries_inventories
from sakimori.registers.assets.inventory_matching import planned
from sakimori.registers.assets.inventory_reading import read_devices
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice
from sakimori.registers.assets.tests.test_exchange import sheet
from sakimori.registers.assets.types import AssetKind, AssetState, Category
from sakimori.testing import TODAY, Cast
from sakimori.testing_duties import breaches

KNOWN = "assets.systems-registered"

CLOUD = (
    "Device name,Enrolled by,Serial number,OS,OS version,Last check-in,Primary user UPN,Compliance,Model\r\n"
    "MEMBER-01,x,dmpx-0001,iPadOS,17.5.1,2026-11-22T15:30:00Z,megumi@example.jp,Compliant,iPad (10th generation)\r\n"
    "MEMBER-02,x,DMPX0002,iPadOS,17.4,2026-10-01T00:00:00.1234567Z,yutaka@example.jp,Noncompliant,iPad (10th)\r\n"
    'UNKNOWN-7,x,ZZ9999,Windows,10.0.22631,2026-11-20T01:02:03Z,,"Not evaluated",Surface Laptop\r\n'
).encode("utf-8-sig")

JAPANESE = (
    "端末一覧（令和8年11月20日出力）,,,,,,\r\n"
    ",,,,,,\r\n"
    "端末名称,シリアル番号,機種,OS種別,OSバージョン,最終通信日時,利用者名\r\n"
    "議員０１,ＤＭＰＸ－０００１,タブレットA,iPadOS,17.5.1,2026/11/20 9:05,髙橋　恵\r\n"
    "貸出2号,DMPX 0002,タブレットA,iPadOS,17.4,令和8年10月1日 午後3:05,\r\n"
    "検証機,SN-777,スマホB,Android,14,未通信,業者\r\n"
).encode("cp932")

DISCOVERY = [
    ["検出機器一覧"],
    ["出力日時", datetime(2026, 11, 20, 9, 5).isoformat()],
    ["コンピュータ名", "MACアドレス", "IPアドレス", "製造番号", "型番", "OS", "最終検出日", "ログオンユーザー"],
    ["GIKAI-PC1", "00-00-5E-00-53-01", "192.0.2.1", "PC100", "NB-14", "Windows 11 Pro", "2026/11/19", "nagisa"],
    ["GIKAI-PC1", "00-00-5E-00-53-02", "192.0.2.9", "PC100", "NB-14", "Windows 11 Pro", "2026/11/21", "akari"],
    ["端末-0003", "00-00-5E-00-53-03", "192.0.2.3", "To be filled by O.E.M.", "", "Windows 10 Pro", "R8.11.1", ""],
    ["PRN-A", "00-00-5E-00-53-04", "192.0.2.4", "Default string", "", "", "", ""],
    ["PRN-B", "00-00-5E-00-53-05", "192.0.2.5", "Default string", "", "", "", ""],
]


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    kept = settings.ENV.data
    object.__setattr__(settings.ENV, "data", tmp_path)
    yield
    object.__setattr__(settings.ENV, "data", kept)


def device(cast: Cast, **values) -> Asset:
    filled = {"kind": AssetKind.DEVICE, "category": Category.TABLET, "name": "議員用タブレット"} | values
    return actions.register_asset(cast.ctx("staff"), **filled)


def upload(client, cast: Cast, content: bytes, name: str = "devices.csv", **fields):
    asked = {"new_source": "端末管理サービス"} | fields
    return client.post(
        cast.url("assets/inventories/"), {"file": SimpleUploadedFile(name, content), **asked}, follow=True
    )


def apply(client, page):
    """Press the button of a preview."""
    hidden = dict(re.findall(r'<input type="hidden" name="(source|layout)" value="([^"]*)"', page.content.decode()))
    return client.post(page.redirect_chain[-1][0], hidden, follow=True)


def take(cast: Cast, content: bytes, source: str = "市のMDM", on: date = TODAY, **more):
    ctx = cast.ctx("staff", at=cast.ctx("staff").at + (on - TODAY))
    return actions.import_inventory(ctx, source=source, content=content, **more)


def csv_of(*rows: str) -> bytes:
    return "\n".join(("端末名称,シリアル番号,最終通信日時,利用者名", *rows)).encode()


# --- the story --------------------------------------------------------------------------------------------------------


def test_a_list_is_looked_at_taken_in_and_every_unknown_device_is_settled(cast: Cast):
    first, second = device(cast, serial="DMPX0001"), device(cast, serial="ＤＭＰＸ－０００２")
    client = cast.client("staff")
    page = upload(client, cast, JAPANESE, "端末一覧.csv")
    text = page.content.decode()
    assert page.status_code == 200
    assert "MDM（日本語の見出し）" in text and "まだ何も登録していません" in text
    assert str(first) in text and "検証機" in text
    assert not ReportedDevice.objects.exists()

    before = Entry.objects.count()
    page = apply(client, page)
    assert "新しい機器 3台、一覧から消えた機器 0台" in page.content.decode()
    assert Entry.objects.count() == before + 1
    row = ReportedDevice.objects.get(asset=first)
    assert (row.name, row.serial, row.owner) == ("議員０１", "ＤＭＰＸ－０００１", "髙橋 恵")
    assert (row.system, row.last_contact_on) == ("iPadOS 17.5.1", date(2026, 11, 20))
    silent = ReportedDevice.objects.get(asset=second)
    assert silent.last_contact_on == date(2026, 10, 1)
    unknown = ReportedDevice.objects.get(asset=None)
    assert (unknown.name, unknown.last_contact_on) == ("検証機", None)
    assert [what for what, _why in breaches(KNOWN, TODAY)] == ["検証機 SN-777"]

    source = InventorySource.objects.get()
    here = cast.url(f"assets/inventories/{source.pk}/")
    assert "検証機" in (asked := client.get(here, {"show": "unknown"}).content.decode()) and "議員０１" not in asked
    assert "貸出2号" in (asked := client.get(here, {"show": "silent"}).content.decode()) and "検証機" not in asked
    overview = client.get(cast.url("assets/inventories/")).content.decode()
    assert "端末管理サービス" in overview and "show=unknown" in overview

    # left out for a reason, and taken back
    at = cast.url(f"assets/inventories/devices/{unknown.pk}/")
    assert client.post(f"{at}ignore/", {"reason": " "}).status_code == 422
    client.post(f"{at}ignore/", {"reason": "業者の検証用"})
    assert breaches(KNOWN, TODAY) == []
    assert "業者の検証用" in client.get(here, {"show": "ignored"}).content.decode()
    client.post(f"{at}heed/")
    assert len(breaches(KNOWN, TODAY)) == 1

    # registered as what it is
    form = client.get(cast.url("assets/new/device/"), {"report": str(unknown.pk)})
    assert [form.context["form"][name].value() for name in ("name", "serial", "model", "category")] == [
        "検証機", "SN-777", "スマホB", Category.SMARTPHONE
    ]  # fmt: skip
    filled = {
        "number": "端末-0099",
        "name": "検証機",
        "serial": "SN-777",
        "category": "smartphone",
        "owner_kind": "city",
    }
    page = client.post(f"{cast.url('assets/new/device/')}?report={unknown.pk}", filled)
    assert page.headers["Location"] == here
    unknown.refresh_from_db()
    assert unknown.asset == Asset.objects.get(number="端末-0099")
    assert breaches(KNOWN, TODAY) == []
    shown = client.get(cast.url(f"assets/{unknown.asset_id}/")).content.decode()
    assert "機器一覧（MDMなど）での報告" in shown and "Android 14" in shown
    again = client.get(cast.url("assets/new/device/"), {"report": str(unknown.pk)})
    assert again.status_code == 404, "it is on the register already"


def test_a_device_is_linked_to_an_asset_by_hand_and_unlinked(cast: Cast):
    asset = device(cast, serial="別の番号")
    take(cast, CLOUD)
    found = ReportedDevice.objects.get(serial="ZZ9999")
    at = cast.url(f"assets/inventories/devices/{found.pk}/link/")
    client = cast.client("staff")
    assert client.post(at, {"asset": ""}).status_code == 422
    client.post(at, {"asset": str(asset.pk)})
    found.refresh_from_db()
    assert found.asset == asset
    take(cast, CLOUD)
    found.refresh_from_db()
    assert found.asset == asset, "what a person linked stays so"
    assert client.post(cast.url(f"assets/inventories/devices/{found.pk}/ignore/"), {"reason": "x"}).status_code == 422
    client.post(at, {"asset": ""})
    found.refresh_from_db()
    assert found.asset is None


def test_the_cloud_list_has_days_of_japan_and_ignored_columns(cast: Cast):
    device(cast, serial="DMPX-0001")
    plan = take(cast, CLOUD)
    assert plan.read.layout.key == "cloud-mdm"
    assert plan.read.ignored == ("Enrolled by", "Compliance")
    row = ReportedDevice.objects.get(name="MEMBER-01")
    assert row.last_contact_on == date(2026, 11, 23), "15:30 UTC is past midnight in Japan"
    assert (row.system, row.model, row.owner) == ("iPadOS 17.5.1", "iPad (10th generation)", "megumi@example.jp")
    assert row.asset is not None
    assert [line.found.name for line in plan.unknown] == ["MEMBER-02", "UNKNOWN-7"]


def test_what_was_left_out_stays_left_out(cast: Cast):
    take(cast, CLOUD)
    found = ReportedDevice.objects.get(serial="ZZ9999")
    actions.ignore_report(cast.ctx("staff"), device=found, reason="検証用")
    device(cast, serial="ZZ9999")
    plan = take(cast, CLOUD)
    assert [line.found.name for line in plan.lines if line.is_ignored] == ["UNKNOWN-7"]
    found.refresh_from_db()
    assert (found.asset, found.ignored_reason) == (None, "検証用")


def test_several_rows_of_a_device_are_one_and_makers_placeholders_are_no_serials(cast: Cast):
    by_number = device(cast, number="端末-0003", category=Category.DESKTOP)
    plan = take(cast, sheet(DISCOVERY))
    assert plan.read.layout.key == "discovery"
    assert plan.read.merged == 1
    assert "MACアドレス" in plan.read.ignored
    assert ReportedDevice.objects.count() == 4
    pc = ReportedDevice.objects.get(name="GIKAI-PC1")
    assert (pc.last_contact_on, pc.owner, pc.system) == (date(2026, 11, 21), "akari", "Windows 11 Pro")
    assert ReportedDevice.objects.get(name="端末-0003").asset == by_number
    assert ReportedDevice.objects.get(name="端末-0003").last_contact_on == date(2026, 11, 1)


def test_an_apple_like_list_writes_the_month_first(cast: Cast):
    rows = [
        ["Display Name", "Serial Number", "Device Model", "Device Family", "iPadOS Version", "Last Seen"],
        ["seat-01", "C02X", "iPad Air", "iPad", "18.1", "11/2/2026, 9:05 AM"],
    ]
    plan = take(cast, sheet(rows))
    assert plan.read.layout.key == "managed-apple"
    row = ReportedDevice.objects.get()
    assert (row.last_contact_on, row.system) == (date(2026, 11, 2), "iPad 18.1")


def test_what_was_registered_since_is_found_without_a_new_list(cast: Cast):
    take(cast, csv_of("A,S1,,", "B,,,", "C,S3,,"))
    asset, named = device(cast, serial="s-1"), device(cast, name="B")
    source = InventorySource.objects.get()
    client, here = cast.client("staff"), cast.url(f"assets/inventories/{source.pk}/")
    assert "もう一度突き合わせる" in client.get(here).content.decode()
    page = client.post(f"{here}match/", follow=True)
    assert "機器 2台を結び付けました" in page.content.decode()
    assert {row.name: row.asset for row in ReportedDevice.objects.all()} == {"A": asset, "B": named, "C": None}
    assert cast.client("city_it").post(f"{here}match/").status_code == 403


# --- the next list ----------------------------------------------------------------------------------------------------


def test_the_next_list_updates_marks_what_is_gone_and_brings_back_what_returns(cast: Cast):
    take(cast, csv_of("A,S1,2026/11/1,甲", "B,S2,2026/11/1,乙", "C,,2026/11/1,丙"))
    after, later = TODAY + timedelta(days=7), TODAY + timedelta(days=14)
    content = csv_of("A-NEW,s-1,2026/11/22,丁", "C,S3,2026/11/2,丙")
    shown = upload(cast.client("staff"), cast, content, source=str(InventorySource.objects.get().pk), new_source="")
    assert "端末名・製造番号・最終通信日・利用者" in shown.content.decode(), "what changes is named"
    assert "この一覧から消えた機器" in shown.content.decode()
    plan = take(cast, content, on=after)
    assert (len(plan.new), len(plan.changed), len(plan.gone)) == (0, 2, 1)
    first = ReportedDevice.objects.get(name="A-NEW")
    assert (first.owner, first.first_reported_on, first.reported_on) == ("丁", TODAY, after)
    assert ReportedDevice.objects.get(name="C").serial == "S3", "found by its name before it had a serial"
    gone = ReportedDevice.objects.get(name="B")
    assert (gone.gone_on, gone.reported_on) == (after, TODAY)
    plan = take(cast, csv_of("A-NEW,S1,2026/12/1,丁", "B,S2,2026/12/1,乙", "C,S3,2026/11/2,丙"), on=later)
    assert [line.found.name for line in plan.lines if line.returns] == ["B"]
    gone.refresh_from_db()
    assert (gone.gone_on, gone.reported_on, gone.first_reported_on) == (None, later, TODAY)
    assert ReportedDevice.objects.count() == 3
    row = queries_inventories.sources(later)[0]
    assert row.last_on == later
    assert row.counts == {"all": 3, "unknown": 3, "matched": 0, "silent": 1, "ignored": 0, "gone": 0}


def test_the_same_list_on_the_same_day_changes_nothing(cast: Cast):
    take(cast, CLOUD)
    before = Entry.objects.count()
    plan = take(cast, CLOUD)
    assert not plan.new and not plan.changed and not plan.gone
    assert Entry.objects.count() == before


def test_two_sources_know_nothing_of_each_other(cast: Cast):
    take(cast, csv_of("A,S1,,"), source="一")
    take(cast, csv_of("A,S1,,"), source=" 二 ")
    assert ReportedDevice.objects.filter(gone_on=None).count() == 2
    assert sorted(InventorySource.objects.values_list("name", flat=True)) == ["一", "二"]


def test_what_was_disposed_of_is_matched_and_found_to_call_still(cast: Cast):
    old = device(cast, serial="S1", name="旧")
    actions.change_state(cast.ctx("staff"), asset=old, state=AssetState.DISPOSED, on=date(2026, 11, 1), reason="廃棄")
    take(cast, csv_of("A,S1,2026/11/20,"))
    assert [why for _what, why in breaches(KNOWN, TODAY)] == [
        "台帳では廃棄・返却済みですが、市のMDMによると、その後も通信しています。"
    ]
    new = device(cast, serial="S1", name="新")
    take(cast, csv_of("A,S1,2026/11/20,"), source="もう一つ")
    assert ReportedDevice.objects.get(source__name="もう一つ").asset == new, "what is on the register goes first"


def test_a_name_never_links_against_a_serial_or_to_two(cast: Cast):
    device(cast, number="N-1", name="PC-1", serial="OTHER")
    device(cast, number="N-2", name="PC-2")
    device(cast, number="N-3", name="同じ名前")
    device(cast, number="N-4", name="同じ名前")
    plan = take(cast, csv_of("PC-1,S1,,", "ｐｃ-2,S2,,", "同じ名前,,,"))
    assert [line.found.name for line in plan.lines if line.asset] == ["ｐｃ-2"]


def test_devices_in_use_that_no_source_knows_are_listed(cast: Cast):
    device(cast, serial="S1", name="知られている")
    silent = device(cast, serial="S2", name="知られていない")
    device(cast, category=Category.PERIPHERAL, name="書画カメラ")
    client, here = cast.client("staff"), cast.url("assets/inventories/")
    assert "知られていない" not in client.get(here).content.decode(), "nothing is asked where nothing reports"
    take(cast, csv_of("A,S1,,"))
    assert list(queries_inventories.unreported(TODAY)) == [silent]
    assert "知られていない" in client.get(here).content.decode()


# --- what is wrong with files -----------------------------------------------------------------------------------------


def test_errors_are_named_by_row_and_column_and_nothing_is_written(cast: Cast):
    content = csv_of("A,S1,2026年13月1日,", ",,2026/11/1,甲", "B,S2,2026/12/24,", f"{'長' * 121},S3,,", "C,S4,,")
    client = cast.client("staff")
    page = upload(client, cast, content)
    text = page.content.decode()
    found = read_devices(content, TODAY)
    assert [(error.row, error.column) for error in found.errors] == [
        (2, "最終通信日時"), (3, "端末名称"), (4, "最終通信日時"), (5, "端末名称"),
    ]  # fmt: skip
    assert "2行目「最終通信日時」" in text and "先の日付です" in text
    assert 'name="layout" value=' not in text, "there is no button"
    refused = client.post(page.redirect_chain[-1][0], {"source": "端末管理サービス"})
    assert refused.status_code == 422
    assert "誤りがあるため、取り込めません" in refused.content.decode()
    assert not ReportedDevice.objects.exists() and not InventorySource.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "氏名,住所\n甲,乙\n".encode(), "端末名か製造番号の列が見つかりません"),
        ("a.csv", "端末名称,シリアル番号\n".encode(), "見出しの下に機器がありません"),
        ("a.csv", '端末名称,シリアル番号\n"A,B\n'.encode(), "引用符"),
        ("a.csv", b"\x81\xff\xfe\x00\x01\x80", "受け付けられない形式です"),
        ("a.xlsx", b"PK\x03\x04broken", "ファイルが壊れています"),
        ("a.pdf", b"%PDF-1.7 x", "Excel（.xlsx）か CSV のファイルを選んでください"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(cast: Cast, name: str, content: bytes, said: str):
    page = upload(cast.client("staff"), cast, content, name)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not InventorySource.objects.exists()


def test_hostile_cells_stay_text(cast: Cast):
    client = cast.client("staff")
    page = upload(client, cast, csv_of('<script>alert(1)</script>,=1+1,,"\'@SUM(A1)"'), new_source="<b>源</b>")
    assert "<script>alert(1)" not in page.content.decode() and "<b>源" not in page.content.decode()
    page = client.post(page.redirect_chain[-1][0], {"source": "<b>源</b>"}, follow=True)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode() and "<b>源" not in page.content.decode()
    assert ReportedDevice.objects.get().serial == "=1+1"


def test_a_source_has_a_name_and_a_layout_can_be_chosen(cast: Cast):
    client = cast.client("staff")
    assert upload(client, cast, CLOUD, new_source=" ").status_code == 422
    take(cast, csv_of("A,S1,,"))
    with pytest.raises(ValidationError, match="出どころの名前"):
        take(cast, CLOUD, source="　")
    page = upload(client, cast, CLOUD, layout="discovery")
    assert page.status_code == 422, "these headings are not those of the chosen layout"
    with pytest.raises(FileRefused):
        read_devices(CLOUD, TODAY, "discovery")
    typed = upload(client, cast, CLOUD, source=str(InventorySource.objects.get().pk), new_source="別の出どころ")
    assert "別の出どころ" in typed.content.decode(), "what was typed is meant"
    stored = StoredFile.objects.latest("id")
    assert client.get(cast.url(f"assets/inventories/preview/{stored.pk}/"), {"source": "\x00"}).status_code == 200
    again = client.get(cast.url(f"assets/inventories/preview/{stored.pk}/"), {"source": "A", "layout": "cloud-mdm"})
    assert again.status_code == 200


def test_a_file_that_is_kept_for_something_else_is_no_upload(cast: Cast):
    stored = store_file(cast.ctx("staff"), name="devices.csv", data=CLOUD)
    page = cast.client("staff").get(cast.url(f"assets/inventories/preview/{stored.pk}/"), {"source": "A"})
    assert page.status_code == 404


def test_only_those_who_manage_assets_take_lists_in(cast: Cast):
    take(cast, CLOUD)
    reader = cast.client("city_it")
    here = cast.url("assets/inventories/")
    page = reader.get(here)
    assert page.status_code == 200 and 'type="file"' not in page.content.decode()
    assert reader.post(here, {"new_source": "x"}).status_code == 403
    shown = reader.get(cast.url(f"assets/inventories/{InventorySource.objects.get().pk}/")).content.decode()
    assert "UNKNOWN-7" in shown and "report=" not in shown


def test_a_list_of_a_part_warns(cast: Cast):
    take(cast, csv_of(*(f"PC{n},S{n},," for n in range(6))))
    part = planned(csv_of("PC1,S1,,"), source="市のMDM", layout="", on=TODAY)
    assert part.is_doubtful
    assert not planned(csv_of(*(f"PC{n},S{n},," for n in range(4))), source="市のMDM", layout="", on=TODAY).is_doubtful


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "{source}/", "{source}/?show=unknown"])
def test_pages_take_the_same_number_of_statements_for_few_and_many(cast: Cast, path: str):
    client = cast.client("staff")
    counts = []
    for size in (3, 40):
        take(cast, csv_of(*(f"PC{n},S{n},2026/11/1,甲" for n in range(size))))
        for n in range(size // 2):
            device(cast, serial=f"S{n}")
        address = cast.url("assets/inventories/" + path.format(source=InventorySource.objects.get().pk))
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        counts.append(sum("set_config" not in query["sql"] for query in found.captured_queries))
    assert counts[0] == counts[1] <= 12


def test_taking_in_asks_the_database_for_many_rows_at_once(cast: Cast):
    counts = []
    for size in (5, 50, 500):
        source = f"源{size}"
        take(cast, csv_of(*(f"PC{n},S{n},2026/11/1,甲" for n in range(size))), source=source)
        with CaptureQueriesContext(connection) as found:
            rows = (f"PC{n}b,S{n},2026/11/2{n % 3},乙" for n in range(1, size + 2))
            take(cast, csv_of(*rows), source=source, on=TODAY + timedelta(days=1))
        counts.append(sum("ledger_" not in query["sql"] for query in found.captured_queries))
    assert counts[0] == counts[1]
    assert counts[2] < 50
