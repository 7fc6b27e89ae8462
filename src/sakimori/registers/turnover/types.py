"""Choices of a turnover."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """What a turnover means for a person."""

    LEAVING = "leaving", _("退任")
    STAYING = "staying", _("引き続き在職")
    COMING = "coming", _("新任")
    UNKNOWN = "unknown", _("未定")


class Step(models.TextChoices):
    """What must be done, in the order of the page."""

    RESULT = "result", _("選挙の結果を登録する")
    SLOT = "slot", _("返納の日時を決める")
    RETURN = "return", _("貸与した物が返る")
    ERASE = "erase", _("返った端末を消去する")
    KEYS = "keys", _("鍵・カードが返る")
    ACCOUNTS = "accounts", _("アカウントを停止する")
    EXTEND = "extend", _("貸与を次の任期へ引き継ぐ")
    LEND = "lend", _("新しい議員に貸与する")
    ACKNOWLEDGE = "acknowledge", _("方針を確認してもらう")
    LEARN = "learn", _("新任の研修を受けてもらう")


STEPS_OF = {
    Side.LEAVING: (Step.SLOT, Step.RETURN, Step.ERASE, Step.KEYS, Step.ACCOUNTS),
    Side.STAYING: (Step.EXTEND, Step.ACKNOWLEDGE),
    Side.COMING: (Step.LEARN, Step.LEND, Step.ACKNOWLEDGE),
    Side.UNKNOWN: (Step.RESULT,),
}
"""Which steps concern whom."""
