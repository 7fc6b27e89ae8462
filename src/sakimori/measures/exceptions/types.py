"""Choices of exceptions and accepted risks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExceptionKind(models.TextChoices):
    """What is asked for."""

    DEVIATION = "deviation", _("決まりのとおりにできない")
    RISK = "risk", _("危険を承知で受け入れる")


class Ending(models.TextChoices):
    """How an exception came to its end."""

    KEPT_AGAIN = "kept_again", _("決まりのとおりに戻った")
    WITHDRAWN = "withdrawn", _("取り消した・取り下げた")
    EXTENDED = "extended", _("延長した")


class Stage(models.TextChoices):
    """Where an exception stands on a day."""

    WAITING = "waiting", _("決裁待ち")
    URGENT = "urgent", _("緊急に使用中・決裁待ち")
    REFUSED = "refused", _("不承認")
    COMING = "coming", _("承認済み・開始前")
    IN_FORCE = "in_force", _("有効")
    REOPENED = "reopened", _("期限切れ・対応待ち")
    ENDED = "ended", _("終了")

    @classmethod
    def pending(cls) -> list[Stage]:
        """Stages in which somebody must act or something is allowed."""
        return [cls.WAITING, cls.URGENT, cls.COMING, cls.IN_FORCE, cls.REOPENED]


APPLICATION = "exceptions.exception"
"""Kind of the application by which an exception is decided."""
