"""Addresses inside the page of a place: it has parts, so that each stays quick and short on a phone."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui.submitting import address


class Part(models.TextChoices):
    """Parts of the page of a place, in the address as `?part=`."""

    ABOUT = "about", _("概要")
    KEYS = "keys", _("鍵・カード")
    CHECKS = "checks", _("点検の記録")
    PORTS = "ports", _("回線・差込口")
    VISITS = "visits", _("入退室の記録")


def place_address(ctx: Context, place_id: UUID, part: Part = Part.ABOUT) -> str:
    """The address of a place, or of a part of its page."""
    found = address(ctx, "premises:place", place_id=place_id)
    return found if part == Part.ABOUT else f"{found}?part={part.value}"
