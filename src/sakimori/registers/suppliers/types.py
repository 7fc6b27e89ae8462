"""Choices of suppliers, contracts, selection and third parties (6(8) 業務委託と外部サービスの利用, 6(7) 運用)."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

NEW_RULE_FROM: Final = date(2027, 7, 1)
"""地方自治法施行規則第16条の3 is in force from this day; what ran before keeps the earlier rule until it is renewed."""


class ServiceKind(models.TextChoices):
    """What is done for the assembly."""

    BROADCAST = "broadcast", _("議会中継・録画配信")
    MINUTES = "minutes", _("会議録の作成・速記")
    SEARCH = "search", _("会議録検索")
    PAPERLESS = "paperless", _("文書共有・ペーパーレス会議")
    WEBSITE = "website", _("ホームページ")
    MAIL = "mail", _("メール・グループウェア")
    DEVICES = "devices", _("端末の貸与・リース")
    MDM = "mdm", _("端末管理（MDM）")
    NETWORK = "network", _("回線・ネットワーク")
    MAINTENANCE = "maintenance", _("機器・システムの保守")
    ONLINE = "online", _("オンライン会議")
    AI = "ai", _("生成AI・文字起こし")
    PRINT = "print", _("印刷・封入・発送")
    DISPOSAL = "disposal", _("廃棄・データ消去")
    CLEANING = "cleaning", _("清掃・警備・施設管理")
    ADVICE = "advice", _("監査・調査・助言")
    OTHER = "other", _("その他")


class CertificateKind(models.TextChoices):
    """Certificates and listings that a supplier shows."""

    ISMS = "isms", _("ISMS（ISO/IEC 27001）")
    ISMS_CLOUD = "isms_cloud", _("ISMSクラウドセキュリティ（ISO/IEC 27017）")
    PMARK = "pmark", _("プライバシーマーク")
    ISMAP = "ismap", _("ISMAP")
    ISMAP_LIU = "ismap_liu", _("ISMAP-LIU")
    JC_STAR = "jc_star", _("JC-STAR")
    SOC2 = "soc2", _("SOC 2 報告書")
    OTHER = "other", _("その他")


class Listing(models.TextChoices):
    """Public lists of examined products and services."""

    JC_STAR = "jc_star", _("JC-STAR")
    ISMAP = "ismap", _("ISMAP")
    ISMAP_LIU = "ismap_liu", _("ISMAP-LIU")
    DMP = "dmp", _("デジタルマーケットプレイス（DMP）")


class AccessKind(models.TextChoices):
    """What a contractor does with an asset of ours."""

    VIEW = "view", _("見る・聞く")
    PROCESS = "process", _("預かって加工する")
    STORE = "store", _("預かって保管する")
    OPERATE = "operate", _("運用・保守する")
    CARRY = "carry", _("運ぶ・廃棄する")


class ClauseState(models.TextChoices):
    """How a contract has a clause."""

    PRESENT = "present", _("あり")
    ELSEWHERE = "elsewhere", _("別の文書にあり")
    MISSING = "missing", _("なし")
    NOT_NEEDED = "not_needed", _("この契約では不要")


class Rule(models.TextChoices):
    """Which rule a contract is under (附則の経過措置)."""

    OLD = "old", _("改正前の規定")
    NEW = "new", _("改正後の規定")


class Need(models.TextChoices):
    """How much a point of the criteria counts."""

    MUST = "must", _("必須")
    SHOULD = "should", _("望ましい")


class Mark(models.TextChoices):
    """How a candidate stands on a point."""

    GOOD = "good", _("○")
    PARTLY = "partly", _("△")
    BAD = "bad", _("×")
    NONE = "none", _("対象外")


class Occasion(models.TextChoices):
    """Why something is selected."""

    NEW = "new", _("新しい契約")
    RENEWAL = "renewal", _("更新・再契約")


class PartyKind(models.TextChoices):
    """Third parties who handle assets of the assembly (6(7))."""

    EXPLAINER = "explainer", _("説明員（執行機関の職員）")
    AUDITOR = "auditor", _("監査委員・外部の監査人")
    RECORDING = "recording", _("録画・中継・録音の事業者")
    STENOGRAPHER = "stenographer", _("速記者・文字起こし")
    CLEANER = "cleaner", _("清掃・警備・設備")
    MAINTENANCE = "maintenance", _("保守・工事の作業員")
    TEMPORARY = "temporary", _("派遣・会計年度任用・実習生")
    EXPERT = "expert", _("参考人・専門家・通訳")
    PRESS = "press", _("報道関係者")
    AUDIENCE = "audience", _("傍聴人")
    OTHER = "other", _("その他")


class PledgeMeans(models.TextChoices):
    """How a pledge of secrecy was given."""

    PAPER = "paper", _("紙に署名")
    LINK = "link", _("リンクで回答")
    CONTRACT = "contract", _("契約書の条項")
    OFFICE = "office", _("法令・職務上の守秘義務")


class EndReason(models.TextChoices):
    """Why a contract came to its end."""

    EXPIRED = "expired", _("期間の満了")
    SUCCEEDED = "succeeded", _("新しい契約へ移行")
    CANCELLED = "cancelled", _("中途解約")


SETTLED: Final = (ClauseState.PRESENT, ClauseState.ELSEWHERE, ClauseState.NOT_NEEDED)
"""States of a clause that leave nothing to do (`NOT_NEEDED` is taken only with a reason)."""
