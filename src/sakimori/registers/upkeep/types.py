"""Choices of changes, maintenance and remote access."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkKind(models.TextChoices):
    """What is done to a system or a device."""

    MAINTENANCE = "maintenance", _("定期保守")
    UPDATE = "update", _("更新・修正プログラムの適用")
    SETTING = "setting", _("設定の変更")
    EXCHANGE = "exchange", _("機器・部品の交換")
    REPAIR = "repair", _("障害への対応・修理")
    OTHER = "other", _("その他の変更")


class WorkResult(models.TextChoices):
    """How it turned out."""

    DONE = "done", _("予定どおり終わった")
    PARTLY = "partly", _("一部が残った")
    TURNED_BACK = "turned_back", _("元に戻した")
    FAILED = "failed", _("できなかった")


class WorkState(models.TextChoices):
    """Where a piece of work stands on a day."""

    PLANNED = "planned", _("予定")
    WAITING = "waiting", _("決裁待ち")
    LATE = "late", _("予定日を過ぎている")
    DONE = "done", _("実施済み")
    CANCELLED = "cancelled", _("取りやめ")


class WindowState(models.TextChoices):
    """Where a remote-access window stands at a moment."""

    PLANNED = "planned", _("予定")
    OPEN = "open", _("接続中")
    LEFT_OPEN = "left_open", _("開いたまま")
    CLOSED = "closed", _("閉じた")
    CANCELLED = "cancelled", _("取りやめ")
    UNUSED = "unused", _("使われなかった")


APPROVAL = "upkeep.work"
"""Kind of the application by which a change is decided."""
