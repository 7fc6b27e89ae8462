"""Choices of the safety check."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckKind(models.TextChoices):
    """A check after something happened, or the regular test, which alarms nobody."""

    REAL = "real", _("災害などのときの確認")
    TEST = "test", _("定期の訓練")


class Audience(models.TextChoices):
    """Who is asked."""

    EVERYONE = "everyone", _("議員と事務局の全員")
    MEMBERS = "members", _("議員だけ")
    SECRETARIAT = "secretariat", _("事務局だけ")
    UNIT = "unit", _("一つの会派・委員会だけ")


class Condition(models.TextChoices):
    """How somebody is."""

    FINE = "fine", _("無事")
    HELP = "help", _("助けが必要")


class Coming(models.TextChoices):
    """Whether somebody can come to the assembly (登庁可否)."""

    YES = "yes", _("登庁できる")
    LATER = "later", _("あとで登庁できる")
    NO = "no", _("登庁できない")


class Around(models.TextChoices):
    """How the family or the house is."""

    FINE = "fine", _("大丈夫")
    BAD = "bad", _("被害がある")


class Tap(models.TextChoices):
    """The answers of one tap."""

    COME = "come", _("無事です。登庁できます")
    LATER = "later", _("無事です。あとで登庁できます")
    STAY = "stay", _("無事です。登庁できません")
    HELP = "help", _("助けが必要です")


MEANING: dict[str, tuple[Condition, str]] = {
    Tap.COME: (Condition.FINE, Coming.YES),
    Tap.LATER: (Condition.FINE, Coming.LATER),
    Tap.STAY: (Condition.FINE, Coming.NO),
    Tap.HELP: (Condition.HELP, ""),
}
"""What a tap says: how somebody is, and whether they can come."""


class Means(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("専用リンク")
    WALL = "wall", _("掲示の二次元コード")
    SCREEN = "screen", _("ログインした画面")
    PHONE = "phone", _("電話")
    PAPER = "paper", _("紙の集計票")
    ORAL = "oral", _("本人・家族から口頭で")


BY_OFFICE = (Means.PHONE, Means.PAPER, Means.ORAL)
"""Means of answers that the office enters."""


class CallResult(models.TextChoices):
    """What came of a call."""

    REACHED = "reached", _("通じた")
    NO_ANSWER = "no_answer", _("出なかった")
    WRONG = "wrong", _("番号が違った・使われていない")


class LinkFor(models.TextChoices):
    """How a link was handed over."""

    MAIL = "mail", _("メール")
    SLIP = "slip", _("紙の案内")


class Intensity(models.TextChoices):
    """Steps of the Japanese scale of seismic intensity that can start a check, as telegrams write them."""

    FOUR = "4", _("震度4")
    FIVE_LOWER = "5-", _("震度5弱")
    FIVE_UPPER = "5+", _("震度5強")
    SIX_LOWER = "6-", _("震度6弱")
    SIX_UPPER = "6+", _("震度6強")
    SEVEN = "7", _("震度7")


class Outcome(models.TextChoices):
    """What a telegram led to."""

    FIRED = "fired", _("安否確認を始めた")
    BELOW = "below", _("基準に達しない")
    REPEATED = "repeated", _("続けて届いたので始めない")
    EXERCISE = "exercise", _("訓練・試験の電文")
    CANCELLED = "cancelled", _("取消しの電文")
    OLD = "old", _("古い電文")


SCENARIO = "safety-check"
"""The shipped scenario under which a finished test stands among the drills; the duty of continuity looks for it."""
