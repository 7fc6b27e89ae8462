"""Choices of corrective actions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who or what found the fault."""

    AUDIT = "audit", _("監査")
    INSPECTION = "inspection", _("自己点検")
    CHECK = "check", _("点検・見回り")
    INCIDENT = "incident", _("事故・ヒヤリハット")
    DRILL = "drill", _("訓練")
    EXCEPTION = "exception", _("例外の承認")
    RISK = "risk", _("リスク評価")
    REVIEW = "review", _("見直し")
    BREACH = "breach", _("違反の指摘")
    OTHER = "other", _("その他")


class Grade(models.TextChoices):
    """How much it matters, as audits grade findings."""

    MAJOR = "major", _("重大")
    MINOR = "minor", _("軽微")
    OBSERVATION = "observation", _("観察事項")


class State(models.TextChoices):
    """From found to seen again. Only another look closes it."""

    OPEN = "open", _("対応中")
    DONE = "done", _("確認待ち")
    CLOSED = "closed", _("完了")
    DROPPED = "dropped", _("取りやめ")

    @classmethod
    def pending(cls) -> list[State]:
        """States in which somebody still has to act."""
        return [cls.OPEN, cls.DONE]


ASK_KIND = "improvements.report"
"""The owner is asked to mend it and to say how; `assurance.audits` holds the page."""
