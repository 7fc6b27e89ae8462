"""Choices of stock-taking (棚卸し)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What a stock-taking found about one asset."""

    FOUND = "found", _("あった")
    ELSEWHERE = "elsewhere", _("別の場所にあった")
    MISSING = "missing", _("見つからない")


class FollowUpKind(models.TextChoices):
    """Why something must be looked into."""

    ELSEWHERE = "elsewhere", _("置き場所が違う")
    MISSING = "missing", _("見つからない")
    CONDITION = "condition", _("壊れている")
    UNKNOWN = "unknown", _("台帳にない")
    FOUND_OUTSIDE = "found_outside", _("拾った人からの連絡")
    COUNT = "count", _("本数が合わない")


STILL_HAVE = "stocktaking.still-have"
"""Kind of the ask "do you still have it?"."""
