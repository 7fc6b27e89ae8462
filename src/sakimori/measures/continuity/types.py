"""Choices of continuity."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """What may stop a function; for each a card says how it goes on."""

    DISASTER = "disaster", _("災害で庁舎や議場が使えない")
    STAFF = "staff", _("職員が足りない（感染症など）")
    POWER = "power", _("停電・回線の障害")
    SUPPLIER = "supplier", _("委託先・サービスの停止")


NEEDED = (Cause.DISASTER, Cause.STAFF, Cause.POWER)
"""Without these a function has no way on (3(3) to 3(5)); whether a supplier is needed differs."""


class ReviewOutcome(models.TextChoices):
    """What a review of a card came to."""

    KEEP = "keep", _("このままでよい")
    CHANGE = "change", _("直す")


SAFETY_SCENARIO = "safety-check"
"""The shipped scenario under which finished tests of the safety check stand among the drills."""
