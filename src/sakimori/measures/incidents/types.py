"""Choices of incident cases."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.types import Role


class Whose(models.TextChoices):
    """Whose information is concerned; the answer decides which grounds apply. Several may be true."""

    ASSEMBLY = "assembly", _("議会の情報")
    MAYOR = "mayor", _("市長側（執行機関）から預かった情報")
    CAUCUS = "caucus", _("会派・議員個人の情報")
    MY_NUMBER = "my_number", _("マイナンバーを含む情報")
    VENDOR = "vendor", _("委託先・クラウドの中の情報")


class Known(models.TextChoices):
    """An answer of somebody in a hurry: not knowing is an answer."""

    NO = "no", _("いいえ")
    MAYBE = "maybe", _("わからない・おそれがある")
    YES = "yes", _("はい")


class Status(models.TextChoices):
    """Where a case stands."""

    HANDLING = "handling", _("対応中")
    REVIEWING = "reviewing", _("振り返り中")
    CLOSED = "closed", _("完了")
    MERGED = "merged", _("ほかの事案に統合")

    @classmethod
    def pending(cls) -> list[Status]:
        """Somebody still has to act."""
        return [cls.HANDLING, cls.REVIEWING]


class LineKind(models.TextChoices):
    """What a line of the timeline is."""

    FACT = "fact", _("分かったこと・起きたこと")
    DECISION = "decision", _("決めたこと")
    CONTACT = "contact", _("連絡")
    TASK = "task", _("手順の実施")
    CLOCK = "clock", _("期限")
    LEVEL = "level", _("程度の判断")
    HANDOVER = "handover", _("引継ぎ")
    EVIDENCE = "evidence", _("証拠")
    CASE = "case", _("事案の扱い")
    INJECT = "inject", _("訓練の状況付与")


WRITTEN_KINDS = (LineKind.FACT, LineKind.DECISION, LineKind.CONTACT)
"""Kinds that people write; all others are written by what they do."""


class Means(models.TextChoices):
    """How somebody was contacted."""

    PHONE = "phone", _("電話")
    MEET = "meet", _("対面")
    MAIL = "mail", _("電子メール")
    LETTER = "letter", _("文書")
    CHAT = "chat", _("グループウェア・チャット")
    OTHER = "other", _("その他")


class Unit(models.TextChoices):
    """How a limit is counted."""

    MINUTES = "minutes", _("分")
    HOURS = "hours", _("時間")
    DAYS = "days", _("日（土日・祝日も数える）")
    BUSINESS = "business", _("開庁日")


class GroundKind(models.TextChoices):
    """What stands behind a limit; they are never mixed."""

    OWN = "own", _("議会の決め・防人の提案")
    ORDINANCE = "ordinance", _("議会の条例")
    LAW = "law", _("法律")
    CONTRACT = "contract", _("契約")
    DECISION = "decision", _("議長の判断")
    VOLUNTARY = "voluntary", _("任意")


class IndicatorKind(models.TextChoices):
    """A trace by which the same thing can be recognised elsewhere."""

    MAIL = "mail", _("メールアドレス・件名")
    URL = "url", _("URL・ドメイン")
    ADDRESS = "address", _("IPアドレス")
    PHONE = "phone", _("電話番号")
    HASH = "hash", _("ファイルのハッシュ値")
    NAME = "name", _("ファイル名・アカウント名")
    OTHER = "other", _("その他")


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    FILE = "file", _("ファイル")
    THING = "thing", _("物（端末・媒体・書類）")


class AssetEffect(models.TextChoices):
    """What happened to an asset."""

    LOST = "lost", _("紛失・盗難")
    SUSPECTED = "suspected", _("影響の疑い")
    AFFECTED = "affected", _("影響あり")
    STOPPED = "stopped", _("停止")
    CLEARED = "cleared", _("影響なしと確認")


class PartyKind(models.TextChoices):
    """What a person has to do with the case."""

    FINDER = "finder", _("見つけた人・知らせた人")
    INVOLVED = "involved", _("関係した人")
    AFFECTED = "affected", _("情報の本人")
    WITNESS = "witness", _("事情を知る人")


class PaperKind(models.TextChoices):
    """The papers of a case."""

    INTERNAL = "internal", _("内部の第一報")
    CHAIR = "chair", _("議長への報告")
    CSIRT = "csirt", _("市CSIRTへの報告")
    PERSONS = "persons", _("本人へのお知らせ")
    RECIPIENTS = "recipients", _("受け取った方へのお願い")
    MEMBERS = "members", _("議員へのお知らせ")
    VENDOR = "vendor", _("委託先への調査・報告の依頼")
    PUBLIC = "public", _("公表文")
    DISCLOSURE = "disclosure", _("経過の記録（公開用）")


class PlayerRole(models.TextChoices):
    """Parts of an exercise; any other is written in words."""

    HEAD = "head", _("本部長")
    SECURITY = "security", _("情報セキュリティ管理者")
    RECORDER = "recorder", _("記録係")
    PRESS = "press", _("広報")
    CONTACT = "contact", _("連絡係")
    FACILITATOR = "facilitator", _("進行役")
    OBSERVER = "observer", _("観察者")


def role_label(role: str) -> str:
    """A part of an exercise in words."""
    return str(PlayerRole(role).label) if role in PlayerRole.values else role


def role_order(role: str) -> int:
    """Parts in the order of the list, others after them."""
    return PlayerRole.values.index(role) if role in PlayerRole.values else len(PlayerRole.values)


class LossWay(models.TextChoices):
    """How a device was lost, for the report of loss."""

    LOST = "lost", _("紛失")
    STOLEN = "stolen", _("盗難")


def owner_label(owner: str) -> str | Promise:
    """Who acts, in words: a role of the chart, the finder, the vendor, or whoever is named."""
    more = {"finder": _t("見つけた人"), "vendor": _t("委託先"), "window": _t("統一窓口")}
    if owner in more:
        return more[owner]
    return Role(owner).label if owner in Role.values else owner


OWNERS = (Role.STAFF, Role.MANAGER, Role.SECRETARY_GENERAL, Role.CHAIR, Role.CAUCUS_HEAD, Role.CITY_IT)
"""Roles that a clock or a task may belong to."""


def owner_choices() -> list[tuple[str, object]]:
    """The same for a form."""
    return [*((role.value, role.label) for role in OWNERS), ("vendor", _("委託先")), ("finder", _("見つけた人"))]
