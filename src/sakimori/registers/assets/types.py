"""Choices of the asset register: kinds, owners, classes (4(2) 適用対象資産, 6(2) 情報資産の分類と管理)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetKind(models.TextChoices):
    """ア systems, devices, media · イ information · ウ documents of systems · accounts handed out with them."""

    SYSTEM = "system", _("情報システム・サービス")
    DEVICE = "device", _("機器")
    MEDIA = "media", _("電磁的記録媒体")
    INFORMATION = "information", _("情報資産（データ・印刷物）")
    DOCUMENT = "document", _("システム関連文書")
    ACCOUNT = "account", _("アカウント（ID）")


class Category(models.TextChoices):
    """A finer kind. The medium inside decides how it may be erased (`disposal.rules`)."""

    TABLET = "tablet", _("タブレット")
    SMARTPHONE = "smartphone", _("スマートフォン・携帯電話")
    LAPTOP = "laptop", _("ノートPC")
    DESKTOP = "desktop", _("デスクトップPC")
    SERVER = "server", _("サーバー")
    STORAGE = "storage", _("NAS・外付けの記憶装置")
    NETWORK = "network", _("ルーター・スイッチ・無線機器")
    PRINTER = "printer", _("複合機・プリンター・FAX")
    CAMERA = "camera", _("カメラ・録音・放送の機器")
    PERIPHERAL = "peripheral", _("周辺機器（記憶装置なし）")
    USB = "usb", _("USBメモリ・SDカード")
    DISK = "disk", _("外付けハードディスク")
    SSD = "ssd", _("外付けSSD")
    OPTICAL = "optical", _("CD・DVD・BD")
    TAPE = "tape", _("磁気テープ")
    OTHER = "other", _("その他")


class OwnerKind(models.TextChoices):
    """Whose it is. What the city lends belongs to the assembly's scope too (4(2))."""

    ASSEMBLY = "assembly", _("議会")
    CITY = "city", _("市・町村（貸与）")
    CAUCUS = "caucus", _("会派")
    MEMBER = "member", _("議員個人")
    LESSOR = "lessor", _("リース会社など")


class AssetState(models.TextChoices):
    """Where an asset is in its life. Lent or not is told by its loan, not by this."""

    IN_USE = "in_use", _("使用中")
    SPARE = "spare", _("予備・保管")
    REPAIR = "repair", _("修理中")
    LOST = "lost", _("紛失・盗難")
    RETIRED = "retired", _("廃棄・返却待ち")
    DISPOSED = "disposed", _("廃棄済み")
    RETURNED = "returned", _("貸主へ返却済み")


LIVE_STATES = (AssetState.IN_USE, AssetState.SPARE, AssetState.REPAIR)
"""Assets that must be looked after every day."""

ENDED_STATES = (AssetState.DISPOSED, AssetState.RETURNED)
"""Assets that have left for good."""


class Confidentiality(models.TextChoices):
    """自治体機密性 (総務省ガイドライン). An assembly's real line is between 2 and 1, and personal data or not."""

    C3A = "3A", _("自治体機密性3A")
    C3B = "3B", _("自治体機密性3B")
    C3C = "3C", _("自治体機密性3C")
    C2 = "2", _("自治体機密性2")
    C1 = "1", _("自治体機密性1")


class Level(models.TextChoices):
    """完全性 and 可用性."""

    TWO = "2", _("2（高い）")
    ONE = "1", _("1（ふつう）")


class Form(models.TextChoices):
    """In which form information exists."""

    ELECTRONIC = "electronic", _("データ")
    PAPER = "paper", _("紙")
    BOTH = "both", _("データと紙")


class Zone(models.TextChoices):
    """The network an asset belongs to; caucus rooms often have a third one of their own."""

    CITY_LAN = "city_lan", _("庁内LAN")
    LGWAN = "lgwan", _("LGWAN接続系")
    INTERNET = "internet", _("インターネット接続系")
    CAUCUS_LAN = "caucus_lan", _("会派控室のLAN")
    MOBILE = "mobile", _("携帯電話網")
    CLOUD = "cloud", _("クラウド")
    NONE = "none", _("ネットワークにつながない")


class Topic(models.TextChoices):
    """What a class limits (取扱制限)."""

    MARKING = "marking", _("表示")
    STORAGE = "storage", _("保管")
    COPY = "copy", _("複製・配布")
    SEND = "send", _("送付・送信")
    TAKE_OUT = "take_out", _("持出し")
    CLOUD = "cloud", _("クラウド・生成AI")
    DISPOSAL = "disposal", _("廃棄・消去")


class RetentionEvent(models.TextChoices):
    """What a retention period waits for before it counts."""

    COMPLETED = "completed", _("事案の完結")
    TERM = "term", _("任期の満了")
    CONTRACT = "contract", _("契約の終了")
    DISUSE = "disuse", _("使わなくなったとき")


class RetentionEnd(models.TextChoices):
    """What happens when a retention period is over."""

    DESTROY = "destroy", _("廃棄")
    TRANSFER = "transfer", _("公文書館などへ移管")
    REVIEW = "review", _("延長するか検討")
