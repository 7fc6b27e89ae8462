"""Choices of checks of contractors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Occasion(models.TextChoices):
    """Why contractors are asked now."""

    YEARLY = "yearly", _("年に一度の確認")
    START = "start", _("契約を始めるときの確認")
    EXTRA = "extra", _("臨時の確認")


class State(models.TextChoices):
    """From asked to judged. The rules say what leads where."""

    ASKED = "asked", _("回答待ち")
    ANSWERED = "answered", _("判定待ち")
    RETURNED = "returned", _("追加の質問に回答待ち")
    JUDGED = "judged", _("判定済み")
    WITHDRAWN = "withdrawn", _("取りやめ")


class Event(models.TextChoices):
    """What happens to a check."""

    SUBMIT = "submit", _("提出")
    ASK_BACK = "ask_back", _("追加の質問")
    GO_ON = "go_on", _("回答を待たずに進める")
    JUDGE = "judge", _("判定")
    WITHDRAW = "withdraw", _("取りやめ")


class Choice(models.TextChoices):
    """What the contractor answers. All but yes want a word of explanation."""

    YES = "yes", _("はい")
    PARTLY = "partly", _("一部だけ")
    NO = "no", _("いいえ")
    NOT_APPLICABLE = "na", _("当てはまらない")


class Judgement(models.TextChoices):
    """What the office makes of an answer."""

    OK = "ok", _("十分")
    INSUFFICIENT = "insufficient", _("不十分")
    NOT_APPLICABLE = "na", _("対象外")


class Outcome(models.TextChoices):
    """What the office makes of the whole."""

    GOOD = "good", _("問題なし")
    CONDITIONAL = "conditional", _("是正を条件に続ける")
    BAD = "bad", _("見直しが必要")


class Means(models.TextChoices):
    """How the contractor was reminded."""

    MAIL = "mail", _("メール")
    PHONE = "phone", _("電話")
    LETTER = "letter", _("手紙")


LINK_DAYS_AFTER_DUE = 60
"""A late answer is still an answer; after this the office makes a new link."""

MOST_QUESTIONS = 60
MOST_FILES = 40
"""Files of one check: three for each question would be plenty."""

MOST_BYTES = 100 * 1024 * 1024
MOST_LINKS = 12
LONGEST_ANSWER = 2000
