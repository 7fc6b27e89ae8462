"""Who has learned what (clauses 5 and 6(5)).

A course of the assembly is a shipped text, a text of its own, or the name of one held elsewhere. A year's plan says which
are required of whom and when. A completion is a row of its own, whatever the way; nothing about it changes when the course
changes or the next round begins, so that a certificate can be checked for ever (TRN-4). Answers to questions are not kept.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.measures.learning.types import Attended, Audience, Means, Rhythm, Source


class LearningCourse(Recorded):
    """A course that the assembly knows: adopted from the shipped ones, written by itself, or held elsewhere."""

    source = models.CharField(_("出どころ"), max_length=8, choices=Source.choices)
    key = models.SlugField(_("研修の符号"), max_length=40)
    title = models.CharField(_("研修の名前"), max_length=120)
    organiser = models.CharField(_("主催"), max_length=120, blank=True)
    retired_on = models.DateField(_("使うのをやめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "source", "key"], name="learning_course_key"),
            models.UniqueConstraint(
                fields=["assembly", "title"],
                condition=Q(source="outside"),
                name="learning_outside_title",
                violation_error_message=_("同じ名前の外部の研修が、すでにあります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseEdition(Recorded):
    """The text of an own course; a change is a new edition, and completions name the one that was read."""

    course = models.ForeignKey(LearningCourse, models.PROTECT, related_name="editions", verbose_name=_("研修"))
    number = models.PositiveIntegerField(_("版"))
    text = models.TextField(_("本文"))
    digest = models.CharField(_("本文の照合値"), max_length=64)
    made_on = models.DateField(_("作成日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修の版")
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="learning_edition_number")]

    def __str__(self) -> str:
        return str(self.number)


class CoursePicture(Recorded):
    """A drawing of an own course, checked when it came and again whenever it is shown."""

    course = models.ForeignKey(LearningCourse, models.PROTECT, related_name="pictures", verbose_name=_("研修"))
    name = models.SlugField(_("絵の名前"), max_length=40)
    svg = models.TextField(_("絵"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修の絵")
        constraints = [models.UniqueConstraint(fields=["course", "name"], name="learning_picture_name")]

    def __str__(self) -> str:
        return self.name


class TrainingYear(Recorded):
    """The plan of a fiscal year: decided when and by whom, and the two rules that hold for all its courses."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    starts_on = models.DateField(_("年度の初日"))
    ends_on = models.DateField(_("年度の末日"))
    decided_on = models.DateField(_("決めた日"))
    decided_by = models.CharField(_("決めた人・会議"), max_length=120)
    newcomer_days = models.PositiveSmallIntegerField(_("新任の人が受けるまでの日数"))
    carry_month = models.PositiveSmallIntegerField(
        _("この月以後に受けた人は、次の年度も受けたものとする"), null=True, blank=True
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修計画")
        constraints = [models.UniqueConstraint(fields=["assembly", "fiscal_year"], name="learning_year_once")]

    def __str__(self) -> str:
        return str(self.fiscal_year)


class RequiredCourse(Recorded):
    """A course required in a year, within a window. `counts_from` and `new_since` follow from the rules of the plan.

    A completion since `counts_from` is enough. Who first took office on `new_since` or later is a newcomer and has the
    plan's days from taking office (or from the first day of the window); whoever is not has until its last day.
    """

    year = models.ForeignKey(TrainingYear, models.PROTECT, related_name="courses", verbose_name=_("研修計画"))
    course = models.ForeignKey(LearningCourse, models.PROTECT, related_name="required", verbose_name=_("研修"))
    audience = models.CharField(_("受ける人"), max_length=10, choices=Audience.choices)
    rhythm = models.CharField(_("受ける間隔"), max_length=5, choices=Rhythm.choices, default=Rhythm.YEAR)
    opens_on = models.DateField(_("始まりの日"))
    closes_on = models.DateField(_("終わりの日"))
    counts_from = models.DateField(_("この日以後の修了を数える"))
    new_since = models.DateField(_("この日以後に就いた人を新任とする"))
    newcomer_days = models.PositiveSmallIntegerField(_("新任の人が受けるまでの日数"))
    dropped_on = models.DateField(_("取りやめた日"), null=True, blank=True)
    dropped_because = models.CharField(_("取りやめた理由"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("必修の研修")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "course", "audience"],
                condition=Q(dropped_on__isnull=True),
                name="learning_required_once",
                violation_error_message=_("この研修は、同じ人を対象に、すでに計画に入っています。"),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="learning_window",
                violation_error_message=_("終わりの日は、始まりの日以後にしてください。"),
            ),
        ]
        indexes = [models.Index(fields=["assembly", "opens_on", "closes_on"])]

    def __str__(self) -> str:
        return str(self.pk)


class TrainingSession(Recorded):
    """A course held in a room (研修会). The code on the wall is good only around the hours of the session."""

    course = models.ForeignKey(LearningCourse, models.PROTECT, related_name="sessions", verbose_name=_("研修"))
    title = models.CharField(_("件名"), max_length=120)
    audience = models.CharField(_("受ける人"), max_length=10, choices=Audience.choices, default=Audience.ALL)
    held_on = models.DateField(_("開催日"))
    starts_at = models.TimeField(_("始まりの時刻"))
    ends_at = models.TimeField(_("終わりの時刻"))
    place = models.CharField(_("場所"), max_length=120)
    lecturer = models.CharField(_("講師"), max_length=120, blank=True)
    note = models.TextField(_("内容"), blank=True)
    code = models.CharField(_("出席の符号"), max_length=32)
    closed_on = models.DateField(_("出席をまとめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修会")
        constraints = [models.UniqueConstraint(fields=["assembly", "code"], name="learning_session_code")]
        indexes = [models.Index(fields=["assembly", "held_on"])]

    def __str__(self) -> str:
        return self.title


class SessionFile(Recorded):
    """Slides, a hand-out, a photo of a session."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="files", verbose_name=_("研修会"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    note = models.CharField(_("説明"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修会の資料")

    def __str__(self) -> str:
        return self.note


class Completion(Recorded):
    """Somebody finished a course. What was taught is kept as it was called then; a mistake is struck out, not deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="completions", verbose_name=_("修了した人"))
    course = models.ForeignKey(LearningCourse, models.PROTECT, related_name="completions", verbose_name=_("研修"))
    course_title = models.CharField(_("研修の名前"), max_length=120)
    digest = models.CharField(_("本文の照合値"), max_length=64, blank=True)
    organiser = models.CharField(_("主催"), max_length=120, blank=True)
    done_on = models.DateField(_("修了日"))
    means = models.CharField(_("受け方"), max_length=10, choices=Means.choices)
    channel = models.CharField(_("記録の方法"), max_length=12, choices=Channel.choices)
    result = models.CharField(_("結果"), max_length=120, blank=True)
    session = models.ForeignKey(
        TrainingSession, models.PROTECT, null=True, blank=True, related_name="completions", verbose_name=_("研修会")
    )
    attended = models.CharField(_("出席の確認"), max_length=6, choices=Attended.choices, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("番号"))
    code = models.CharField(_("修了証の符号"), max_length=32)
    void_on = models.DateField(_("取り消した日"), null=True, blank=True)
    void_because = models.CharField(_("取り消した理由"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("修了")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "fiscal_year", "serial"], name="learning_certificate_number"),
            models.UniqueConstraint(fields=["assembly", "code"], name="learning_certificate_code"),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(void_on__isnull=True, session__isnull=False),
                name="learning_attended_once",
            ),
            models.UniqueConstraint(
                fields=["person", "course", "done_on"],
                condition=Q(void_on__isnull=True),
                name="learning_done_once_a_day",
                violation_error_message=_("この人の同じ日の修了が、すでにあります。"),
            ),
        ]
        indexes = [
            models.Index(fields=["assembly", "course", "done_on"]),
            models.Index(fields=["person", "course", "done_on"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number on the certificate."""
        return f"{self.fiscal_year}-{self.serial:04}"


class ResultsReport(Recorded):
    """The year's results went to the chair: on a day, with the figures as they were (no names)."""

    year = models.ForeignKey(TrainingYear, models.PROTECT, related_name="reports", verbose_name=_("研修計画"))
    reported_on = models.DateField(_("報告日"))
    reported_to = models.CharField(_("報告した相手"), max_length=120)
    note = models.TextField(_("添えた説明"), blank=True)
    figures = models.JSONField(_("集計"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("研修結果の報告")

    def __str__(self) -> str:
        return str(self.reported_on)
