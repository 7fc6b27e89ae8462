"""Choices of places, keys, rounds and lines (6(4) 物理的セキュリティ)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """Where assets are kept or used."""

    SERVER_ROOM = "server_room", _("サーバー室・通信機器の設置場所")
    OFFICE = "office", _("執務室")
    CAUCUS_ROOM = "caucus_room", _("会派控室")
    CHAMBER = "chamber", _("議場・委員会室")
    GALLERY = "gallery", _("傍聴席・ロビー")
    ARCHIVE = "archive", _("書庫・倉庫")
    CABINET = "cabinet", _("キャビネット・金庫・ロッカー")
    OUTSIDE = "outside", _("庁舎の外（自宅・事業者など）")


class KeyKind(models.TextChoices):
    """What opens a place."""

    KEY = "key", _("鍵")
    CARD = "card", _("入室カード")
    CODE = "code", _("暗証番号")


class CheckKind(models.TextChoices):
    """What was checked at a place."""

    KEYS = "keys", _("鍵・カードの本数の点検")
    ENTRY = "entry", _("入退室の管理の点検")
    ROUND = "round", _("巡回点検")


class PortKind(models.TextChoices):
    """A line or a port in a room."""

    LAN = "lan", _("有線LANの差込口")
    WIRELESS = "wireless", _("無線LANの機器")
    PHONE = "phone", _("電話・FAX")
    POWER = "power", _("電源")
    OTHER = "other", _("その他")


class PortState(models.TextChoices):
    """Whether a line is used."""

    USED = "used", _("使用中")
    SEALED = "sealed", _("封止・停止")
    UNUSED = "unused", _("未使用（封止なし）")


class Answer(models.TextChoices):
    """An item of a round."""

    GOOD = "good", _("よい")
    BAD = "bad", _("直す必要あり")
    NONE = "none", _("該当なし")
