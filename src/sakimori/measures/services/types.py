"""Choices of cloud services and generative AI (6(8))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    """Generative AI is a cloud service with limits of its own."""

    CLOUD = "cloud", _("クラウドサービス")
    AI = "ai", _("生成AI")


class TermsKind(models.TextChoices):
    """How the assembly is bound to the service."""

    CONTRACT = "contract", _("契約書を交わす")
    CLICK = "click", _("画面で規約に同意するだけ（約款）")


class DataPlace(models.TextChoices):
    """Where the data lies."""

    JAPAN = "japan", _("日本国内")
    ABROAD = "abroad", _("国外、または国外もある")
    UNKNOWN = "unknown", _("わからない")


class Known(models.TextChoices):
    """An answer that may honestly be "I do not know"."""

    YES = "yes", _("はい")
    NO = "no", _("いいえ")
    UNKNOWN = "unknown", _("わからない")


class Users(models.TextChoices):
    """Who would use it."""

    SELF = "self", _("自分だけ")
    UNIT = "unit", _("会派・係")
    ALL = "all", _("議会の全員")
    OUTSIDE = "outside", _("議会の外の人も")


class Outcome(models.TextChoices):
    """What the rules say of a request."""

    ALLOWED = "allowed", _("使ってよい見込み")
    CONDITIONS = "conditions", _("条件を付けて使ってよい見込み")
    REFUSED = "refused", _("使えない見込み")


class Side(models.TextChoices):
    """Who does a task that keeps a service safe."""

    ASSEMBLY = "assembly", _("議会")
    CITY = "city", _("市・町村")
    PROVIDER = "provider", _("サービスの提供者")
    BOTH = "both", _("議会と提供者")


class Listing(models.TextChoices):
    """A public catalogue that names the service."""

    NONE = "", _("載っていない・わからない")
    ISMAP = "ismap", _("ISMAP")
    ISMAP_LIU = "ismap_liu", _("ISMAP-LIU")


class ReviewOutcome(models.TextChoices):
    """What somebody who read the terms thinks."""

    FINE = "fine", _("使い続けてよい")
    ACCEPTED = "accepted", _("気になる点はあるが、承知のうえで使う")
    STOP = "stop", _("使うのをやめる")


class Source(models.TextChoices):
    """How the office learnt that something is used."""

    ASKED = "asked", _("たずねた")
    SOFTWARE = "software", _("ソフトウェアの一覧")
    DEVICE = "device", _("機器の一覧（MDMなど）")
    REGISTER = "register", _("資産台帳")
    OTHER = "other", _("そのほか")


class FoundState(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("許可がない")
    REQUESTED = "requested", _("申請した")
    STOPPED = "stopped", _("使うのをやめた")
    MISTAKEN = "mistaken", _("使っていなかった")


REQUEST = "services.use"
"""Kind of the application for the use of a service."""
ASK_USED = "services.used"
"""Kind of the ask that asks which services somebody uses."""
ASK_AI_RULES = "services.ai-rules"
"""Kind of the ask by which somebody says that they have read the rules for generative AI."""
