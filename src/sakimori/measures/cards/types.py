"""Choices of printed cards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.registers.organization.types import ContactKind


class Shape(models.TextChoices):
    """What is printed."""

    CARD = "card", _("名刺大のカード（A4に10枚・両面）")
    WALL = "wall", _("壁に貼る紙（A4）")


class Ended(models.TextChoices):
    """What became of a copy."""

    BACK = "back", _("回収して裁断した")
    LOST = "lost", _("なくした・見つからない")


K = ContactKind
CARRIED = (K.WINDOW, K.SECRETARIAT, K.CITY_CSIRT, K.CHAIR, K.VENDOR, K.POLICE)
"""On a card that somebody carries, unless the office chooses otherwise."""
HUNG = (K.WINDOW, K.CITY_CSIRT, K.SECRETARIAT, K.VENDOR, K.POLICE)
"""On a paper that visitors can read: offices, nobody's own number."""
MOST_STEPS = 3
MOST_LINES = {Shape.CARD: 8, Shape.WALL: 14}
"""As many contacts as there is room for."""
