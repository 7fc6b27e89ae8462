"""Columns of the asset register: official terms, and what ledgers call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.assets.texts import clean_number
from sakimori.registers.assets.types import (
    AssetKind,
    AssetState,
    Category,
    Confidentiality,
    Form,
    Level,
    OwnerKind,
    RetentionEnd,
    RetentionEvent,
    Zone,
)
from sakimori.registers.premises.models import Place

_WORDS: Final = (
    (AssetKind.DEVICE, "端末 パソコン ハードウェア 備品"),
    (AssetKind.MEDIA, "媒体 記録媒体 外部記憶媒体"),
    (AssetKind.SYSTEM, "システム サービス ソフトウェア クラウド"),
    (AssetKind.INFORMATION, "情報 情報資産 データ 文書 印刷物"),
    (AssetKind.DOCUMENT, "仕様書 設計書 構成図"),
    (AssetKind.ACCOUNT, "アカウント ID 利用者ID"),
    (Category.TABLET, "iPad タブレットPC タブレット端末"),
    (Category.SMARTPHONE, "スマホ 携帯電話 携帯"),
    (Category.LAPTOP, "ノートパソコン ノート ノート型"),
    (Category.DESKTOP, "デスクトップ デスクトップパソコン パソコン PC"),
    (Category.STORAGE, "NAS 外付け記憶装置"),
    (Category.NETWORK, "ルーター スイッチ ハブ 無線LAN アクセスポイント ネットワーク機器"),
    (Category.PRINTER, "プリンター プリンタ 複合機 FAX ファックス"),
    (Category.CAMERA, "カメラ 録音機 ICレコーダー マイク"),
    (Category.PERIPHERAL, "周辺機器 モニター ディスプレイ キーボード 充電器"),
    (Category.USB, "USB USBメモリ USBメモリー SDカード"),
    (Category.DISK, "外付けHDD HDD ハードディスク"),
    (Category.SSD, "SSD"),
    (Category.OPTICAL, "CD DVD BD CD-R DVD-R"),
    (AssetState.IN_USE, "使用中 利用中 稼働 稼働中 貸与中 現用"),
    (AssetState.SPARE, "予備 保管 保管中 未使用 在庫"),
    (AssetState.REPAIR, "修理 故障"),
    (AssetState.LOST, "紛失 盗難 所在不明"),
    (AssetState.RETIRED, "廃棄予定 返却予定"),
    (AssetState.DISPOSED, "廃棄 廃棄済"),
    (AssetState.RETURNED, "返却 返却済"),
    (OwnerKind.ASSEMBLY, "議会 議会事務局 自庁"),
    (OwnerKind.CITY, "市 町 村 市役所 市貸与 市有"),
    (OwnerKind.CAUCUS, "会派"),
    (OwnerKind.MEMBER, "議員 個人 私物"),
    (OwnerKind.LESSOR, "リース レンタル リース会社"),
    (Confidentiality.C3A, "3A 機密性3A"),
    (Confidentiality.C3B, "3B 機密性3B"),
    (Confidentiality.C3C, "3C 機密性3C"),
    (Confidentiality.C2, "2 機密性2"),
    (Confidentiality.C1, "1 機密性1"),
    (Level.TWO, "高 完全性2 可用性2"),
    (Level.ONE, "低 普通 完全性1 可用性1"),
    (Zone.NONE, "なし スタンドアロン"),
    (Zone.MOBILE, "LTE 4G 5G モバイル"),
    (Form.BOTH, "両方"),
    (Form.PAPER, "紙媒体 印刷"),
    (Form.ELECTRONIC, "電子 電磁的記録"),
)
"""Other words for choices, as ledgers write them."""

CLASS_REASON: Final = "class_reason"
"""Comes in and never goes out: why a class that stands is changed. It goes into the record of the change."""

_HEADINGS: Final[dict[str, str]] = {
    "number": "資産番号 番号 No No. 備品番号 管理No 整理番号 端末番号 機器番号",
    "kind": "区分 資産種別 資産区分",
    "category": "機器種別 分類 種類 品目 機種",
    "name": "品名 機器名 資産名 情報資産名 文書名 端末名 件名 名前 システム名",
    "state": "状況 使用状況 ステータス",
    "maker": "製造元 メーカー名 製造会社",
    "model": "型式 モデル 品番 型名 モデル名",
    "serial": "シリアル番号 シリアル シリアルNo S/N 機番 SerialNumber",
    "phone_number": "回線番号 携帯番号 SIM電話番号",
    "accessories": "附属品 付属物",
    "unit": "所管 所属 部署 会派 使用部署 管理部署 所管課",
    "custodian_post": "管理職",
    "custodian": "管理責任者 管理者 責任者 担当者",
    "place": "保管場所 設置場所 場所 所在 保存場所",
    "zone": "接続先 回線 LAN",
    "owner_kind": "所有者区分 所有区分 調達区分",
    "owner_name": "リース会社 リース会社名 貸主 所有者",
    "owner_number": "市管理番号 リース番号 契約番号",
    "introduced_on": "導入年月日 設置日 使用開始日 利用開始日 配備日",
    "purchased_on": "購入日 取得年月日 購入年月日",
    "lease_from": "リース開始 契約開始日",
    "lease_to": "リース終了 リース満了日 契約終了日 返却予定日",
    "support_ends_on": "サポート期限 保守期限 EOS",
    "confidentiality": "機密性分類 重要度",
    "has_personal_data": "個人情報の有無 個人情報有無",
    "class_reason": "分類理由 分類変更の理由 分類を変える理由",
    "form": "媒体 媒体の種類 保存形態",
    "creator": "作成者 作成部署 取得者",
    "created_on": "作成年月日",
    "copies": "枚数 冊数",
    "retention_years": "保存年限 保存期間",
    "retention_from": "起算日",
    "retention_end": "満了後の措置",
    "note": "摘要 メモ 特記事項 その他",
}
"""Headings of real ledgers beside the official terms."""


# Two kinds of choices may have the same value ("1", "2"), so the class is part of the key.
_ALIASES: Final = {(type(each), each.value): tuple(words.split()) for each, words in _WORDS}


def _options(choices: Any) -> list[Option]:
    return [Option(each.value, each.label, _ALIASES.get((type(each), each.value), ())) for each in choices]


def _named(rows: Iterable[Any], label: Any = str) -> list[Option]:
    """Options by name; a name that occurs twice gets something to tell it apart."""
    found = [(row, label(row)) for row in rows]
    many = Counter(text for _row, text in found)
    return [Option(row.pk, text if many[text] == 1 else f"{text}（{str(row.pk)[-4:]}）", ()) for row, text in found]


def _people() -> list[Option]:
    rows = list(Person.objects.order_by("kana", "name", "id"))
    many = Counter(person.shown_name for person in rows)
    return [
        Option(
            person.pk,
            person.shown_name
            if many[person.shown_name] == 1
            else f"{person.shown_name}（{person.number or person.kana}）",
            (person.name,) if many[person.shown_name] == 1 else (),
        )
        for person in rows
    ]


def _posts() -> list[Option]:
    rows = Post.objects.select_related("unit").order_by("order", "id")
    return _named(rows, lambda post: f"{post.unit.name} {post.title}")


def _units() -> list[Option]:
    return _named(Unit.objects.order_by("kind", "order", "id"))


def _places() -> list[Option]:
    return _named(Place.objects.filter(to_date__isnull=True).order_by("order", "name"))


def _column(key: str, label: Promise, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    return Column(key, label, kind, tuple(_HEADINGS.get(key, "").split()), **more)


def columns() -> tuple[Column, ...]:
    """Every column; labels are the official terms, aliases what ledgers say."""
    D, C, R = Kind.DATE, Kind.CHOICE, Kind.REFERENCE  # noqa: N806
    return (
        _column(
            "number", _("管理番号"), max_length=40, help=_("空欄なら、登録のときに番号を付けます。"), tidy=clean_number
        ),
        _column("kind", _("種別"), C, options=lambda: _options(AssetKind), help=_("空欄なら、内容から決めます。")),
        _column("category", _("細別"), C, options=lambda: _options(Category)),
        _column("name", _("名称"), required=True, max_length=120),
        _column("state", _("状態"), C, options=lambda: _options(AssetState)),
        _column("maker", _("メーカー"), max_length=80),
        _column("model", _("型番"), max_length=80),
        _column("serial", _("製造番号"), max_length=80),
        _column("phone_number", _("電話番号"), Kind.PHONE, max_length=30),
        _column("accessories", _("付属品")),
        _column("bag_number", _("封印袋の番号"), max_length=40),
        _column("unit", _("所管（会派・部署）"), R, options=_units),
        _column("custodian_post", _("管理責任者（職）"), R, options=_posts),
        _column("custodian", _("管理責任者（人）"), R, options=_people),
        _column("place", _("置き場所"), R, options=_places),
        _column("zone", _("ネットワーク"), C, options=lambda: _options(Zone)),
        _column("owner_kind", _("所有"), C, options=lambda: _options(OwnerKind)),
        _column("owner_name", _("貸主・所有者の名称"), max_length=120),
        _column("owner_number", _("貸主の管理番号"), max_length=60),
        _column("owner_terms", _("貸主の条件")),
        _column("introduced_on", _("導入日"), D),
        _column("purchased_on", _("取得日"), D),
        _column("lease_from", _("リース開始日"), D),
        _column("lease_to", _("リース終了日"), D),
        _column("support_ends_on", _("サポート終了日"), D),
        _column("confidentiality", _("機密性"), C, options=lambda: _options(Confidentiality)),
        _column("integrity", _("完全性"), C, options=lambda: _options(Level)),
        _column("availability", _("可用性"), C, options=lambda: _options(Level)),
        _column("has_personal_data", _("個人情報"), Kind.BOOL),
        _column(
            CLASS_REASON, _("分類の理由"), max_length=400, help=_("すでにある分類を変えるときだけ、理由を書きます。")
        ),
        _column("form", _("形態"), C, options=lambda: _options(Form)),
        _column("creator", _("作成者・作成部署"), max_length=120),
        _column("created_on", _("作成日"), D),
        _column("copies", _("部数"), Kind.INTEGER),
        _column("retention_years", _("保存年限（年）"), Kind.INTEGER),
        _column("retention_event", _("起算の事由"), C, options=lambda: _options(RetentionEvent)),
        _column("retention_from", _("保存の起算日"), D),
        _column("retention_end", _("満了後"), C, options=lambda: _options(RetentionEnd)),
        _column("hold_reason", _("廃棄を止める理由"), max_length=200),
        _column("note", _("備考"), max_length=1000),
    )  # fmt: skip
