"""Choices of social media (6(8))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Network(models.TextChoices):
    """Where an account is."""

    X = "x", "X"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    YOUTUBE = "youtube", "YouTube"
    LINE = "line", "LINE"
    TIKTOK = "tiktok", "TikTok"
    OTHER = "other", _("そのほか")


class Part(models.TextChoices):
    """What somebody does for an account."""

    LEAD = "lead", _("責任者")
    DEPUTY = "deputy", _("代理")
    POSTER = "poster", _("投稿する人")


class PostState(models.TextChoices):
    """Where a post is on its way."""

    DRAFT = "draft", _("承認待ち")
    APPROVED = "approved", _("投稿できる")
    REFUSED = "refused", _("投稿しない")
    POSTED = "posted", _("投稿した")


class RecordKind(models.TextChoices):
    """What was done on the network."""

    POSTED = "posted", _("投稿した")
    CORRECTED = "corrected", _("直した")
    REMOVED = "removed", _("消した")


class HitKind(models.TextChoices):
    """What a draft may give away."""

    NAME = "name", _("人の名前")
    MINUTES = "minutes", _("会議録の言葉")
    TITLE = "title", _("公開していないものの題名")
    PHONE = "phone", _("電話番号")
    MAIL = "mail", _("メールアドレス")
    ADDRESS = "address", _("住所")
    PLACE = "place", _("写真の撮影場所")
    CAMERA = "camera", _("写真の日時や機種")


POST = "social.post"
"""Kind of the application for a post."""
