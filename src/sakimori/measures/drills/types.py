"""Choices of drills."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DrillKind(models.TextChoices):
    """What a drill practises (6(5) 訓練)."""

    INCIDENT = "incident", _("事故対応の訓練")
    PHISHING = "phishing", _("不審メール訓練")
    CONTACT = "contact", _("連絡の訓練")
    CONTINUITY = "continuity", _("業務継続の訓練")


class Means(models.TextChoices):
    """How a suspicious mail was reported."""

    PAGE = "page", _("画面のボタン")
    PUBLIC = "public", _("公開の報告ページ")
    PHONE = "phone", _("電話・口頭")
    MAIL = "mail", _("メールの転送")


class GroupMeans(models.TextChoices):
    """What was counted: mails to people, or a poster in a room."""

    MAIL = "mail", _("電子メール")
    POSTER = "poster", _("掲示")


class Arrived(models.IntegerChoices):
    """How long ago the mail arrived, as people remember it; the value is minutes."""

    NOW = 5, _("いま届いた（10分以内）")
    HALF_HOUR = 30, _("1時間以内")
    HOURS = 120, _("3時間以内")
    TODAY = 360, _("きょう")
    EARLIER = 1440, _("きのう以前")


PHISHING_APPROVAL = "drills.phishing"
"""Kind of the application by which the chair decides about a phishing drill."""

DAYS_OF_NOTICE = 7
"""People are told that a drill comes so many days before the first mail."""

SMALLEST_GROUP = 5
"""A figure about fewer persons than this would be a figure about persons."""
