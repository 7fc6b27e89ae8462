"""Choices of the policy's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionKind(models.TextChoices):
    """Whose policy it is (a joint policy of mayor, assembly and boards is allowed: 総務省通知 令和6年7月2日)."""

    OWN = "own", _("議会単独の方針")
    JOINT = "joint", _("市などと共同の方針")


class VersionState(models.TextChoices):
    """Life of a version. In force is not a state but a question of the day."""

    DRAFT = "draft", _("準備中")
    PROPOSED = "proposed", _("決定待ち")
    DECIDED = "decided", _("決定済み")
    WITHDRAWN = "withdrawn", _("取下げ")


class AlignmentSource(models.TextChoices):
    """Who says that a clause is about a measure."""

    MACHINE = "machine", _("自動")
    PERSON = "person", _("人が確認")


class ReviewOutcome(models.TextChoices):
    """What a review came to; no change is an outcome too."""

    NO_CHANGE = "no_change", _("変更の必要なし")
    CHANGE = "change", _("改定する")


class TriggerKind(models.TextChoices):
    """What calls for a review."""

    LAW = "law", _("法令・指針の改正")
    INCIDENT = "incident", _("事案の発生")
    ORGANIZATION = "organization", _("体制の変更")
    AUDIT = "audit", _("監査・点検の結果")
    OTHER = "other", _("その他")


ACKNOWLEDGE = "policy.acknowledge"
"""Kind of the ask by which a person acknowledges a version."""
DECIDE = "policy.version"
"""Kind of the application by which a version is decided."""
