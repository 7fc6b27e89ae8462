"""Rounds of self-inspection (6(9) 自己点検) and breaches that were noticed (5 遵守義務)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.types import Absent, Audience, Seen, Source, Value
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person, Unit


class Round(Recorded):
    """One self-inspection of everyone: planned, open, closed."""

    title = models.CharField(_("件名"), max_length=120)
    due_on = models.DateField(_("期限"))
    message = models.TextField(_("お願いの文"), blank=True)
    planned_on = models.DateField(_("計画した日"))
    opened_on = models.DateField(_("始めた日"), null=True, blank=True)
    closed_on = models.DateField(_("締め切った日"), null=True, blank=True)
    closing_note = models.TextField(_("事務局の所見"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("自己点検の回")
        indexes = [models.Index(fields=["assembly", "opened_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Between opening and closing."""
        return self.opened_on is not None and self.closed_on is None


class Question(Recorded):
    """A question of one round. The same `key` in another round is the same question, whatever its wording."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="questions", verbose_name=_("自己点検の回"))
    key = models.SlugField(_("識別名"), max_length=40)
    order = models.PositiveSmallIntegerField(_("並び順"))
    audience = models.CharField(_("尋ねる相手"), max_length=12, choices=Audience.choices)
    text = models.CharField(_("質問"), max_length=200)
    text_en = models.CharField(_("質問（英語）"), max_length=300, blank=True)
    hint = models.CharField(_("説明"), max_length=400, blank=True)
    hint_en = models.CharField(_("説明（英語）"), max_length=600, blank=True)
    register_words = models.CharField(_("台帳と違うときの言葉"), max_length=200, blank=True)
    register_words_en = models.CharField(_("台帳と違うときの言葉（英語）"), max_length=300, blank=True)
    clause_path = models.CharField(_("条項"), max_length=20, blank=True)
    clause_heading = models.CharField(_("条項の見出し"), max_length=120, blank=True)
    duty = models.CharField(_("確認項目"), max_length=60, blank=True)
    absent = models.CharField(_("台帳に何もないとき"), max_length=6, choices=Absent.choices, default=Absent.ASK)
    is_strict = models.BooleanField(_("期限の前でも済んでいるかを見る"), default=False)
    is_asked = models.BooleanField(_("尋ねる"), default=True)
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("点検の質問")
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="inspections_question_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def shown_text(self) -> str:
        """In the reader's language, where there is a translation."""
        return _in_language(self.text, self.text_en)

    @property
    def shown_hint(self) -> str:
        """In the reader's language, where there is a translation."""
        return _in_language(self.hint, self.hint_en)

    @property
    def shown_register_words(self) -> str:
        """In the reader's language, where there is a translation."""
        return _in_language(self.register_words, self.register_words_en)


def _in_language(ja: str, en: str) -> str:
    return en if en and (get_language() or "ja").startswith("en") else ja


class Respondent(Recorded):
    """Somebody who is asked in a round: for themselves, or for a unit that they answer for."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="respondents", verbose_name=_("自己点検の回"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("答える人"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("点検する部署・会派")
    )
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("集計の単位")
    )
    audience = models.CharField(_("尋ねる相手"), max_length=12, choices=Audience.choices)
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    comment = models.TextField(_("気づいたこと"), blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("写真"))
    excused_on = models.DateField(_("回答を待たないと決めた日"), null=True, blank=True)
    excused_because = models.CharField(_("回答を待たない理由"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("点検をお願いした相手")
        indexes = [models.Index(fields=["assembly", "unit", "answered_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(unit__isnull=True), name="inspections_person_once"
            ),
            models.UniqueConstraint(
                fields=["round", "unit"], condition=Q(unit__isnull=False), name="inspections_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name if self.unit else self.person.shown_name


class Answer(Recorded):
    """One answer. What the register said when the round was opened is an answer of the register."""

    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="answers", verbose_name=_("点検をお願いした相手")
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("点検の質問"))
    value = models.CharField(_("回答"), max_length=8, choices=Value.choices)
    source = models.CharField(_("出どころ"), max_length=8, choices=Source.choices, default=Source.GIVEN)
    register_said = models.CharField(_("台帳の内容"), max_length=400, blank=True)
    kept_because = models.CharField(_("台帳と違う事情"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("点検の回答")
        constraints = [models.UniqueConstraint(fields=["respondent", "question"], name="inspections_answer_once")]

    def __str__(self) -> str:
        return str(self.get_value_display())


class Breach(Recorded):
    """Something that does not keep to the rules was noticed: a person or a unit is told and asked, and it is put right."""

    number = models.PositiveIntegerField(_("番号"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("お知らせする人"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("対象の部署・会派")
    )
    clause_path = models.CharField(_("条項"), max_length=20, blank=True)
    noticed_on = models.DateField(_("気づいた日"))
    happened = models.CharField(_("いつのことか"), max_length=120, blank=True)
    what = models.TextField(_("気づいたこと"))
    request = models.TextField(_("お願いしたいこと"), blank=True)
    answer_by = models.DateField(_("回答の期限"))
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    answer = models.TextField(_("回答"), blank=True)
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )
    settled_on = models.DateField(_("終えた日"), null=True, blank=True)
    settled_because = models.CharField(_("改善措置を起こさずに終える理由"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("違反の指摘")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="inspections_breach_number")]

    def __str__(self) -> str:
        return str(self.number)


class ComplianceCheck(Recorded):
    """A check of a unit (遵守状況の確認): records drawn by a seed, looked at one by one. Anybody can draw them again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="checks", verbose_name=_("確認する部署・会派"))
    duty = models.CharField(_("確認項目"), max_length=60)
    seed = models.CharField(_("抽出の種"), max_length=64)
    algorithm = models.CharField(_("抽出の方法"), max_length=40)
    drawn_on = models.DateField(_("抽出した日"))
    population = models.JSONField(_("母集団"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確認した人")
    )
    closed_on = models.DateField(_("確認を終えた日"), null=True, blank=True)
    note = models.TextField(_("所見"), blank=True)
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("遵守状況の確認")
        indexes = [models.Index(fields=["assembly", "unit", "closed_on"])]

    def __str__(self) -> str:
        return self.duty


class CheckDraw(Recorded):
    """One record that was drawn for a check, and what was seen."""

    check_row = models.ForeignKey(
        ComplianceCheck, models.PROTECT, related_name="draws", verbose_name=_("遵守状況の確認")
    )
    position = models.PositiveIntegerField(_("順番"))
    subject_id = models.UUIDField(_("対象の識別子"))
    label = models.CharField(_("対象"), max_length=200)
    is_breached = models.BooleanField(_("台帳で守られていない"), default=False)
    result = models.CharField(_("結果"), max_length=12, choices=Seen.choices, default=Seen.UNCHECKED)
    note = models.CharField(_("確かめた内容"), max_length=400, blank=True)
    checked_on = models.DateField(_("確かめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("確認で抽出した対象")

    def __str__(self) -> str:
        return self.label
