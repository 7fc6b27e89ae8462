"""The 120 assets of the sample: what an assembly of thirty seats has, with what an office forgets.

Other parts of the story find theirs by number: `端末-0001` … are the members' tablets in the order of the seats.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sakimori.foundation.access.context import Context
from sakimori.front.sample.story import Story
from sakimori.registers.assets import actions
from sakimori.registers.assets.models import ReportedDevice
from sakimori.registers.assets.types import AssetKind, AssetState, Category, Form, OwnerKind, RetentionEnd, Zone
from sakimori.registers.premises.models import Place

TABLETS = 30
CITY_TERMS = "再貸与しないこと。\n市の情報セキュリティポリシーに従って使うこと。\n不要になったら速やかに返すこと。"
LESSOR = "ひかりリース株式会社"

CAUCUS_ROOMS = {
    "みなと未来クラブ": "第1会派控室",
    "市民の風": "第2会派控室",
    "みなと野公正会": "第3会派控室",
    "暮らしと平和の会": "第4会派控室",
    "新星みなと野": "第5会派控室",
}

MACHINES: tuple[tuple[Category, str, str, str, Zone], ...] = (
    (Category.SMARTPHONE, "議長用スマートフォン", "", "SP-210", Zone.MOBILE),
    (Category.SMARTPHONE, "事務局長用スマートフォン", "", "SP-210", Zone.MOBILE),
    (Category.SMARTPHONE, "緊急連絡用携帯電話", "端末保管キャビネット", "KT-11", Zone.MOBILE),
    (Category.NETWORK, "議会棟スイッチ", "通信機器室", "SW-24G", Zone.CITY_LAN),
    (Category.NETWORK, "会派用無線LAN親機", "第1会派控室", "AP-6E", Zone.CAUCUS_LAN),
    (Category.NETWORK, "傍聴者用無線LAN親機", "本会議場", "AP-6E", Zone.INTERNET),
    (Category.NETWORK, "中継用ルーター", "通信機器室", "RT-88", Zone.INTERNET),
    (Category.SERVER, "議会中継配信サーバー", "通信機器室", "SV-340", Zone.INTERNET),
    (Category.STORAGE, "会議録音データNAS", "通信機器室", "NS-4B", Zone.CITY_LAN),
    (Category.PRINTER, "事務局複合機", "議会事務局執務室", "MF-C35", Zone.CITY_LAN),
    (Category.PRINTER, "会派共用複合機", "第2会派控室", "MF-C25", Zone.CAUCUS_LAN),
    (Category.PRINTER, "事務局FAX", "議会事務局執務室", "FX-9", Zone.NONE),
    (Category.CAMERA, "本会議場カメラ1", "本会議場", "CM-4K", Zone.NONE),
    (Category.CAMERA, "本会議場カメラ2", "本会議場", "CM-4K", Zone.NONE),
    (Category.CAMERA, "広報用デジタルカメラ", "端末保管キャビネット", "DC-77", Zone.NONE),
    (Category.PERIPHERAL, "書画カメラ", "本会議場", "VC-3", Zone.NONE),
)
MEDIA: tuple[tuple[Category, str, int], ...] = (
    (Category.USB, "事務局USBメモリ", 10),
    (Category.DISK, "録音データ外付けハードディスク", 3),
    (Category.SSD, "更新前端末の取り外しSSD", 1),
    (Category.OPTICAL, "本会議録画DVD（令和7年度）", 1),
    (Category.TAPE, "会議録音テープ（平成期）", 1),
)
SYSTEMS: tuple[tuple[str, str, Zone, OwnerKind, str], ...] = (
    ("文書共有サービス", "みなぎ文書クラウド株式会社", Zone.CLOUD, OwnerKind.ASSEMBLY, "2"),
    ("議会中継システム", "さざなみ映像株式会社", Zone.INTERNET, OwnerKind.ASSEMBLY, "1"),
    ("会議録検索システム", "ことのは記録株式会社", Zone.CLOUD, OwnerKind.ASSEMBLY, "1"),
    ("議会ホームページ", "みなと野市", Zone.CLOUD, OwnerKind.CITY, "1"),
    ("庁内グループウェア", "みなと野市", Zone.LGWAN, OwnerKind.CITY, "2"),
    ("庁内メール", "みなと野市", Zone.LGWAN, OwnerKind.CITY, "2"),
    ("財務会計システム", "みなと野市", Zone.CITY_LAN, OwnerKind.CITY, "2"),
    ("政務活動費管理表", "", Zone.CITY_LAN, OwnerKind.ASSEMBLY, ""),
    ("電子採決システム", "議場電装株式会社", Zone.NONE, OwnerKind.ASSEMBLY, "1"),
    ("音声反訳サービス", "ことのは記録株式会社", Zone.CLOUD, OwnerKind.ASSEMBLY, "2"),
    ("端末管理サービス（MDM）", "みなぎ通信株式会社", Zone.CLOUD, OwnerKind.ASSEMBLY, "2"),
    ("会派用無線LAN", "みなぎ通信株式会社", Zone.CAUCUS_LAN, OwnerKind.ASSEMBLY, ""),
)
INFORMATION: tuple[tuple[str, Form, str, bool | None, int], ...] = (
    ("議員名簿（住所・電話番号入り）", Form.BOTH, "2", True, 5),
    ("緊急連絡網", Form.PAPER, "2", True, 1),
    ("政務活動費 収支報告書・領収書", Form.BOTH, "2", True, 5),
    ("会派別 経理書類の写し", Form.PAPER, "2", True, 5),
    ("請願書・陳情書", Form.BOTH, "2", True, 10),
    ("傍聴人受付票", Form.PAPER, "2", True, 1),
    ("本会議 会議録", Form.BOTH, "1", False, 30),
    ("委員会 会議録", Form.BOTH, "1", False, 30),
    ("秘密会の記録", Form.PAPER, "2", True, 30),
    ("会議録音データ", Form.ELECTRONIC, "2", True, 3),
    ("議会運営委員会 資料（協議中）", Form.ELECTRONIC, "2", False, 5),
    ("予算・決算 議案書", Form.BOTH, "1", False, 10),
    ("議員からの資料要求と回答", Form.ELECTRONIC, "2", False, 5),
    ("市民からの意見・電子メール", Form.ELECTRONIC, "", None, 3),
    ("ハラスメント相談の記録", Form.PAPER, "2", True, 5),
    ("議員報酬・期末手当の計算資料", Form.BOTH, "2", True, 7),
    ("災害時の安否確認結果", Form.ELECTRONIC, "", None, 3),
)
DOCUMENTS = (
    "議会ネットワーク構成図",
    "中継システム 仕様書",
    "中継システム 運用手順書",
    "電子採決システム 操作説明書",
    "端末の初期設定手順書",
    "文書共有サービス 契約書・仕様書",
    "会派用無線LAN 設定書",
    "端末管理サービス 管理者手順書",
)
ACCOUNTS = (
    "文書共有 管理者ID",
    "MDM 管理者ID",
    "議会ホームページ 更新ID",
    "SNS 公式アカウント",
    "中継 配信管理ID",
    "電子採決 管理者ID",
)

MDM = "端末管理サービス（MDM）"
REPORTED = 19
"""So many of the members' tablets are under the MDM."""
SILENT, GONE = 12, 17
"""Of those: the one that lies in a drawer, and the one that was taken off the MDM."""
STRANGERS = (
    ("渚のiPhone", "F2LX0099", "iPhone 14", "iOS", "18.1"),
    ("GIKAI-TEST", "", "TB-1160", "Android", "14"),
    ("業者検証機", "MT9999", "TB-1160", "Android", "15"),
)
"""In the list of the MDM and not on the register; the last one for a reason."""


def fill(story: Story) -> None:
    """July: the register is made from the old ledger."""
    ctx = story.acting("渚 美咲", story.day(2026, 7, 14), 11)
    places = {place.name: place for place in Place.objects.all()}
    _tablets(story, ctx, places)
    _machines(story, ctx, places)
    _media(story, ctx, places)
    _systems(story, ctx)
    _papers(story, ctx, places)


def _kept(story: Story, title: str = "総務係長") -> dict[str, Any]:
    return {"unit": story.unit["議会事務局"], "custodian_post": story.post["議会事務局", title]}


def _tablets(story: Story, ctx: Context, places: dict[str, Place]) -> None:
    lease = {"lease_from": story.day(2023, 5, 20), "lease_to": story.day(2027, 3, 31)}
    for number in range(1, TABLETS + 1):
        actions.register_asset(
            ctx, kind=AssetKind.DEVICE, category=Category.TABLET, name=f"議員用タブレット{number:02}", maker="みなぎ電機",
            model="TB-1160", serial=f"MT{4100 + number * 7}", phone_number=f"070-0000-{2000 + number}",
            accessories="充電器\nカバー\nタッチペン", owner_kind=OwnerKind.LESSOR, owner_name=LESSOR, zone=Zone.MOBILE,
            owner_number=f"HL-23-{number:04}", introduced_on=story.day(2023, 5, 20), confidentiality="2", integrity="2",
            availability="1", has_personal_data=True, support_ends_on=story.day(2027, 6, 30), **lease, **_kept(story),
            place=places["端末保管キャビネット"] if number > 28 else None,
            state=AssetState.SPARE if number > 28 else AssetState.IN_USE,
        )  # fmt: skip


def _machines(story: Story, ctx: Context, places: dict[str, Place]) -> None:
    for number in range(1, 11):
        actions.register_asset(
            ctx, kind=AssetKind.DEVICE, category=Category.LAPTOP, name=f"事務局ノートPC{number:02}", maker="海洋電機",
            model="NB-14", serial=f"KD{9000 + number * 13}", owner_kind=OwnerKind.CITY, owner_name="みなと野市",
            owner_number=f"市-R5-{300 + number}", owner_terms=CITY_TERMS, zone=Zone.LGWAN, confidentiality="2",
            integrity="2", availability="2", has_personal_data=True, introduced_on=story.day(2023, 10, 2),
            place=places["議会事務局執務室"], support_ends_on=story.day(2026, 10, 13) if number == 10 else None,
            **_kept(story),
        )  # fmt: skip
    for order, (caucus, room) in enumerate(CAUCUS_ROOMS.items(), start=1):
        # The caucus of the room that is never walked has nobody in charge of its computer either.
        forgotten = room == "第4会派控室"
        head = None if forgotten else story.post.get((caucus, "会派責任者"))
        actions.register_asset(
            ctx, kind=AssetKind.DEVICE, category=Category.DESKTOP, name=f"会派共用PC（{caucus}）", maker="海洋電機",
            model="DT-7", serial=f"KC{500 + order}", owner_kind=OwnerKind.CAUCUS, owner_name=caucus,
            unit=story.unit[caucus], custodian_post=head, place=places[room], zone=Zone.CAUCUS_LAN,
            introduced_on=story.day(2023, 6, 1), confidentiality="" if forgotten else "2",
        )  # fmt: skip
    for order, (category, name, place, model, zone) in enumerate(MACHINES, start=1):
        actions.register_asset(
            ctx, kind=AssetKind.DEVICE, category=category, name=name, maker="海洋電機", model=model, zone=zone,
            serial=f"KM{7000 + order * 3}", introduced_on=story.day(2022, 4, 1), place=places.get(place),
            **_kept(story, "議事係長" if category in {Category.CAMERA, Category.SERVER} else "総務係長"),
        )  # fmt: skip


def _media(story: Story, ctx: Context, places: dict[str, Place]) -> None:
    for category, name, count in MEDIA:
        for number in range(1, count + 1):
            lost_sight = category == Category.USB and number > 8
            actions.register_asset(
                ctx, kind=AssetKind.MEDIA, category=category, name=f"{name}{number:02}" if count > 1 else name,
                serial=f"UM{category[:2].upper()}{number:03}", introduced_on=story.day(2024, 4, 1),
                bag_number=f"封-{number:02}" if category == Category.USB and not lost_sight else "",
                place=None if lost_sight else places["耐火金庫"], confidentiality="" if lost_sight else "2",
                state=AssetState.RETIRED if category == Category.SSD else AssetState.IN_USE,
                **({"unit": story.unit["議会事務局"]} if lost_sight else _kept(story, "議事係長")),
            )  # fmt: skip


def _systems(story: Story, ctx: Context) -> None:
    for name, owner, zone, owner_kind, level in SYSTEMS:
        known: dict[str, Any] = (
            {"confidentiality": level, "integrity": "2", "availability": "2", "has_personal_data": level == "2"}
            if level
            else {}
        )
        actions.register_asset(
            ctx, kind=AssetKind.SYSTEM, name=name, maker=owner, zone=zone, owner_kind=owner_kind,
            owner_name=owner if owner_kind == OwnerKind.CITY else "", introduced_on=story.day(2022, 4, 1), **known,
            owner_terms=CITY_TERMS if owner_kind == OwnerKind.CITY else "", **_kept(story, "議事係長"),
        )  # fmt: skip
    for name in ACCOUNTS:
        actions.register_asset(
            ctx, kind=AssetKind.ACCOUNT, name=name, introduced_on=story.day(2022, 4, 1), **_kept(story)
        )


def _papers(story: Story, ctx: Context, places: dict[str, Place]) -> None:
    for name, form, level, personal, years in INFORMATION:
        known = {"confidentiality": level, "integrity": "2", "availability": "1"} if level else {}
        actions.register_asset(
            ctx, kind=AssetKind.INFORMATION, name=name, form=form, creator="議会事務局", has_personal_data=personal,
            created_on=story.day(2025, 4, 1), copies=2 if form != Form.ELECTRONIC else None, retention_years=years,
            retention_from=_april(story, 2020 if years == 5 else 2025), retention_end=RetentionEnd.DESTROY, **known,
            place=places["書庫"] if form != Form.ELECTRONIC else None, **_kept(story, "調査係長"),
        )  # fmt: skip
    for name in DOCUMENTS:
        actions.register_asset(
            ctx, kind=AssetKind.DOCUMENT, name=name, form=Form.BOTH, creator="議会事務局", copies=1,
            confidentiality="2" if name != DOCUMENTS[-1] else "", integrity="2" if name != DOCUMENTS[-1] else "",
            availability="1" if name != DOCUMENTS[-1] else "", has_personal_data=False, retention_years=10,
            retention_from=_april(story, 2024), place=places["耐火金庫"], **_kept(story, "総務係長"),
        )  # fmt: skip


def _april(story: Story, year: int) -> date:
    return story.day(year, 4, 1)


def autumn(story: Story) -> None:
    """November: the lists of the MDM are held against the register; two devices are nobody's."""
    for day, is_last in ((story.day(2026, 11, 2), False), (story.day(2026, 11, 20), True)):
        ctx = story.acting("渚 美咲", day, 16)
        actions.import_inventory(ctx, source=MDM, content=_mdm_list(story, day, is_last=is_last))
    tester = ReportedDevice.objects.get(name=STRANGERS[-1][0])
    actions.ignore_report(ctx, device=tester, reason="保守業者の検証用。議会のデータは入れない契約。")


def _mdm_list(story: Story, day: date, *, is_last: bool) -> bytes:
    """The list as the MDM would have written it on that day."""
    rows = [["端末名称", "シリアル番号", "機種", "OS種別", "OSバージョン", "最終通信日時", "利用者名"]]
    for number in range(1, REPORTED + 1):
        if is_last and number == GONE:
            continue
        heard = story.day(2026, 10, 5) if number == SILENT else day - timedelta(days=number % 4)
        version = "14" if number % 5 else "13"
        serial = f"MT{4100 + number * 7}"
        rows.append(
            [f"GIKAI-{number:02}", serial, "TB-1160", "Android", version, f"{heard:%Y/%m/%d} 9:{number + 10}", ""]
        )
    rows += [[*words, f"{day:%Y/%m/%d} 8:30", ""] for words in STRANGERS]
    return "\r\n".join(",".join(row) for row in rows).encode("cp932")
