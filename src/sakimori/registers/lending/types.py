"""Choices of lending, take-out and private devices (6(4), 3(2), 6(5))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceiptKind(models.TextChoices):
    """A receipt is signed when things go out and when they come back."""

    LEND = "lend", _("受領書")
    RETURN = "return", _("返納書")


class ReturnReason(models.TextChoices):
    """Why a loan ended."""

    TERM = "term", _("任期満了")
    RESIGNATION = "resignation", _("辞職")
    DISQUALIFICATION = "disqualification", _("失職")
    DEATH = "death", _("死亡")
    TRANSFER = "transfer", _("異動")
    EXCHANGE = "exchange", _("交換・更新")
    NO_NEED = "no_need", _("使わなくなった")
    LOST = "lost", _("紛失・盗難")


class Condition(models.TextChoices):
    """In which condition a thing is."""

    GOOD = "good", _("良好")
    WORN = "worn", _("傷・汚れあり")
    BROKEN = "broken", _("故障・破損")


class LossKind(models.TextChoices):
    """紛失・破損等届: what happened."""

    LOST = "lost", _("紛失")
    STOLEN = "stolen", _("盗難")
    BROKEN = "broken", _("破損")
    FAULTY = "faulty", _("故障")


GONE = frozenset({LossKind.LOST, LossKind.STOLEN})
"""What happened to things that are no longer at hand."""


class PermitKind(models.TextChoices):
    """What a permission is for."""

    TAKE_OUT = "take_out", _("持出し（一回）")
    STANDING = "standing", _("持出し（常時）")
    PRIVATE_DEVICE = "private", _("個人所有の端末の利用")


class LossCause(models.TextChoices):
    """Whether somebody is to blame; the form asks, since wilful damage may have to be paid for."""

    UNAVOIDABLE = "unavoidable", _("やむを得ない")
    NEGLIGENCE = "negligence", _("不注意")
    WILFUL = "wilful", _("故意")
    UNKNOWN = "unknown", _("わからない")


class LossResult(models.TextChoices):
    """How a report ended."""

    FOUND = "found", _("見つかった")
    LOST = "lost", _("見つからないまま終えた")
    REPAIRED = "repaired", _("修理した")
    REPLACED = "replaced", _("交換した")


class Plan(models.TextChoices):
    """What somebody answers who is asked to give back in time."""

    RETURN = "return", _("期限までに返す")
    EXTEND = "extend", _("期限を延ばしてほしい")


ASK_PLEDGE = "lending.pledge"
ASK_RECEIPT = "lending.receipt"
ASK_LOSS = "lending.loss"
ASK_RETURN = "lending.return"
ASKS = (ASK_PLEDGE, ASK_RECEIPT, ASK_LOSS, ASK_RETURN)
"""Kinds of asks of this module."""

PERMIT = "lending.permit"
"""Kind of the application for a permission."""
