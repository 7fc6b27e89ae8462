"""Choices of self-inspection and of breaches."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whom a question concerns."""

    EVERYONE = "everyone", _("全員")
    MEMBER = "member", _("議員")
    STAFF = "staff", _("事務局職員")
    CAUCUS = "caucus", _("会派（責任者が答える）")
    SECRETARIAT = "secretariat", _("議会事務局（担当者が答える）")


UNITS = (Audience.CAUCUS, Audience.SECRETARIAT)
"""Audiences that answer as a unit, through one person."""


class Value(models.TextChoices):
    """What may be answered. `yes` is always the good answer."""

    YES = "yes", _("はい")
    NO = "no", _("いいえ")
    UNKNOWN = "unknown", _("わからない")
    NOT_APPLICABLE = "na", _("該当しない")


class Source(models.TextChoices):
    """Who said so."""

    GIVEN = "given", _("回答")
    REGISTER = "register", _("台帳")


class Absent(models.TextChoices):
    """What it means that the register holds nothing about somebody."""

    ASK = "ask", _("尋ねる")
    SKIP = "skip", _("該当しないとする")


PERSON_ASK = "inspections.person"
"""Everyone is asked for themselves; the subject is the round."""
UNIT_ASK = "inspections.unit"
"""A unit is asked through its person in charge; the subject is the unit's row of the round."""
BREACH_ASK = "inspections.breach"
"""Somebody is asked how a breach came about; the subject is the breach."""

MOST_QUESTIONS = 15
"""More than this on one page takes longer than ten minutes."""


class Seen(models.TextChoices):
    """What whoever checks saw of one record."""

    UNCHECKED = "unchecked", _("まだ見ていない")
    CONFORM = "conform", _("守られている")
    FINDING = "finding", _("守られていない")
    NOT_APPLICABLE = "na", _("該当しない")


LARGEST_SAMPLE = 50
"""More records than this are an audit, not a check."""
