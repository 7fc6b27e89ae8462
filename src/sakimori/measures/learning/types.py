"""Choices of courses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a course comes from."""

    SHIPPED = "shipped", _("用意された研修")
    OWN = "own", _("自分の議会の研修")
    OUTSIDE = "outside", _("外部の研修")


class Audience(models.TextChoices):
    """Of whom a course is required."""

    ALL = "all", _("議員と職員の全員")
    MEMBERS = "members", _("議員")
    STAFF = "staff", _("職員")
    NEWCOMERS = "newcomers", _("新任の人")


class Rhythm(models.TextChoices):
    """How often a course is taken."""

    YEAR = "year", _("年度ごと")
    TERM = "term", _("任期ごと")


class Means(models.TextChoices):
    """How a course was finished; all count alike (TRN-2)."""

    ELEARNING = "elearning", _("eラーニング")
    ROOM = "room", _("研修会")
    PAPER = "paper", _("紙の確認問題")
    OUTSIDE = "outside", _("外部の研修")


class Attended(models.TextChoices):
    """How somebody's attendance was noted."""

    QR = "qr", _("本人が二次元コードから")
    LIST = "list", _("名簿の用紙")
    STAFF = "staff", _("事務局の入力")


COURSE_ASK = "learning.course"
"""Kind of the ask to take a course."""

ATTENDANCE = "learning.attendance"
"""Kind of the list on which people are ticked off in the room."""

NEWCOMER_DAYS = 60
"""Newcomers learn within so many days of taking office; a plan may say otherwise."""

CARRY_MONTH = 11
"""Who finished in this month of the year before or later is not asked again in April; a plan may say otherwise."""

REPORT_DAYS = 60
"""The year's results are reported to the chair within so many days of its end; the assembly may choose otherwise."""

NO_CAUCUS, SECRETARIAT, EVERYBODY = _("会派に属さない議員"), _("議会事務局・会派の職員"), _("全体")
"""Rows of figures that are no caucus."""
