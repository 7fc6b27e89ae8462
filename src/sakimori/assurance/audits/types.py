"""Choices of audits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class YearChoice(models.TextChoices):
    """What the assembly decided about audits in a fiscal year."""

    ANNUAL = "annual", _("この年度に監査を行う")
    AS_NEEDED = "as_needed", _("必要が生じたときに行う")
    NONE = "none", _("この年度は行わない")


class AuditKind(models.TextChoices):
    """Who audits."""

    INTERNAL = "internal", _("内部の監査")
    EXTERNAL = "external", _("外部の専門家による監査")
    NEIGHBOUR = "neighbour", _("近隣の議会との相互監査")
    CITY = "city", _("市の監査委員・情報部門による監査")


class AuditState(models.TextChoices):
    """From plan to end; `rules.MOVES` says what follows what."""

    PLANNED = "planned", _("予定")
    UNDER_WAY = "under_way", _("実施中")
    REPORTED = "reported", _("報告済み・回答待ち")
    RESPONDED = "responded", _("回答済み・改善中")
    CLOSED = "closed", _("終了")
    CANCELLED = "cancelled", _("中止")


class ItemKind(models.TextChoices):
    """Where a line of the checklist comes from."""

    DUTY = "duty", _("確認項目")
    QUESTION = "question", _("用意された問い")
    OWN = "own", _("監査人の問い")


class Result(models.TextChoices):
    """What the auditor found at one line of the checklist."""

    UNCHECKED = "unchecked", _("未確認")
    CONFORM = "conform", _("適合")
    FINDING = "finding", _("指摘あり")
    NOT_APPLICABLE = "not_applicable", _("対象外")


class Answer(models.TextChoices):
    """What the audited side says to a finding."""

    ACCEPT = "accept", _("受け入れ、改善する")
    DISPUTE = "dispute", _("事実や評価に異議がある")


class Level(models.TextChoices):
    """For whom a report is; the figures are the same in each (AUD-5)."""

    CHAIR = "chair", _("議長用（1枚）")
    LEADERS = "leaders", _("会派代表用（3枚以内）")
    FULL = "full", _("監査人用（全部）")
