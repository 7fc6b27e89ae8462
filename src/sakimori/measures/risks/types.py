"""Choices of risks: the five groups of threats (clause 3), groups of assets (4(2)), three steps of chance, harm and level."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Threat(models.TextChoices):
    """Groups of threats as the guideline's clause 3 names them; values are keys of measures."""

    INTENTIONAL = "threats.intentional", _("意図的な要因")
    UNINTENTIONAL = "threats.unintentional", _("非意図的な要因")
    DISASTER = "threats.disaster", _("災害")
    PANDEMIC = "threats.pandemic", _("感染症などによる要員の不足")
    INFRASTRUCTURE = "threats.infrastructure", _("インフラの障害の波及")

    @property
    def short(self) -> str:
        """As it stands in an address."""
        return self.value.partition(".")[2]

    @classmethod
    def of(cls, short: str) -> Threat | None:
        """The group of a part of an address."""
        return next((threat for threat in cls if threat.short == short), None)


class AssetGroup(models.TextChoices):
    """What may be harmed, in groups: risks are judged for these, not for each of a hundred devices."""

    SYSTEM = "system", _("情報システム・サービス")
    DEVICE = "device", _("機器")
    MEDIA = "media", _("電磁的記録媒体")
    INFORMATION = "information", _("情報資産（データ）")
    DOCUMENT = "document", _("紙の文書")
    ACCOUNT = "account", _("アカウント（ID）")
    FUNCTION = "function", _("議会の機能・要員")


class Chance(models.IntegerChoices):
    """How easily it happens."""

    RARE = 1, _("めったにない")
    SOMETIMES = 2, _("数年に一度はありそう")
    OFTEN = 3, _("一年のうちにありそう")


class Harm(models.IntegerChoices):
    """How bad it would be."""

    SMALL = 1, _("すぐに元に戻せる")
    LARGE = 2, _("会議や市民に影響する")
    GRAVE = 3, _("取り返しがつかない")


class Level(models.IntegerChoices):
    """What chance and harm come to together (`rules.level_of`)."""

    LOW = 1, _("低")
    MIDDLE = 2, _("中")
    HIGH = 3, _("高")


class Answer(models.TextChoices):
    """What is done about a risk (ISO 31000: reduce, avoid, share, accept)."""

    REDUCE = "reduce", _("対策を足して減らす")
    AVOID = "avoid", _("その使い方をやめる")
    SHARE = "share", _("委託・保険などで分担する")
    ACCEPT = "accept", _("承知して受け入れる")

    @classmethod
    def by_work(cls) -> list[Answer]:
        """Those that are carried out as a corrective action."""
        return [cls.REDUCE, cls.AVOID, cls.SHARE]


class Stage(models.TextChoices):
    """Where a risk stands on a day."""

    OUT = "out", _("対象外")
    UNJUDGED = "unjudged", _("未評価")
    UNANSWERED = "unanswered", _("対応が決まっていない")
    MENDED = "mended", _("対策中")
    ASKED = "asked", _("受入れの決裁待ち")
    ACCEPTED = "accepted", _("承認を得て受け入れ")
    WITHIN = "within", _("受け入れる範囲内")
