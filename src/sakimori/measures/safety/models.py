"""Safety checks: who was asked, what they answered, who calls whom.

What somebody answered about themselves, their family and house is no recorded row: the ledger keeps for ever, and this
shall be erased some time after the event. The ledger knows when and how an answer came; the figures stay.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import AssemblyRow, Recorded
from sakimori.foundation.people.models import Person, Unit
from sakimori.measures.drills.models import Drill
from sakimori.measures.safety.types import (
    Around,
    Audience,
    CallResult,
    CheckKind,
    Coming,
    Condition,
    Intensity,
    LinkFor,
    Means,
    Outcome,
)


class SafetyCheck(Recorded):
    """One question to many: are you safe, can you come? From its start to its figures."""

    kind = models.CharField(_("種類"), max_length=8, choices=CheckKind.choices)
    title = models.CharField(_("件名"), max_length=120)
    message = models.TextField(_("添える言葉"), blank=True)
    audience = models.CharField(_("対象"), max_length=12, choices=Audience.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会派・委員会")
    )
    code = models.CharField(_("掲示の符号"), max_length=24)
    started_at = models.DateTimeField(_("始めた日時"))
    started_on = models.DateField(_("始めた日"))
    is_automatic = models.BooleanField(_("電文で自動に始めた"), default=False)
    intensity = models.CharField(_("震度"), max_length=2, choices=Intensity.choices, blank=True)
    chases = models.PositiveSmallIntegerField(_("再度の呼びかけの回数"), default=0)
    closed_at = models.DateTimeField(_("終えた日時"), null=True, blank=True)
    closed_on = models.DateField(_("終えた日"), null=True, blank=True)
    asked_count = models.PositiveIntegerField(_("対象の人数"), default=0)
    figures = models.JSONField(_("結果の数字"), null=True, blank=True)
    lesson = models.TextField(_("分かったこと"), blank=True)
    erase_on = models.DateField(_("回答を消す日"), null=True, blank=True)
    erased_on = models.DateField(_("回答を消した日"), null=True, blank=True)
    drill = models.ForeignKey(
        Drill, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("訓練の記録")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("安否確認")
        constraints = [models.UniqueConstraint(fields=["assembly", "code"], name="safety_code")]
        indexes = [models.Index(fields=["assembly", "kind", "started_on"])]

    def __str__(self) -> str:
        return self.title


class Asked(Recorded):
    """Somebody who is asked in a check, counted under the caucus or office and the district of that day."""

    check_row = models.ForeignKey(SafetyCheck, models.PROTECT, related_name="asked", verbose_name=_("安否確認"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("対象者"))
    group = models.CharField(_("会派・事務局"), max_length=80)
    district = models.CharField(_("地区"), max_length=40, blank=True)
    place = models.PositiveSmallIntegerField(_("並び順"), default=0)
    first_answer_at = models.DateTimeField(_("最初に答えた日時"), null=True, blank=True)
    first_means = models.CharField(_("最初の答え方"), max_length=8, choices=Means.choices, blank=True)
    answers = models.PositiveSmallIntegerField(_("答えた回数"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("安否確認の対象者")
        constraints = [models.UniqueConstraint(fields=["check_row", "person"], name="safety_asked_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class SafetyLink(Recorded):
    """A link of one person to one check. Only the hash of its token is kept; it is good while the check runs."""

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="links", verbose_name=_("安否確認の対象者"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_for = models.CharField(_("渡し方"), max_length=8, choices=LinkFor.choices)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("安否確認の専用リンク")

    def __str__(self) -> str:
        return str(self.pk)


class SafetyAnswer(AssemblyRow):
    """What somebody answered. The latest counts, all are kept until they are erased. Not recorded: see the module."""

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="answer_rows", verbose_name=_("安否確認の対象者"))
    at = models.DateTimeField(_("答えた日時"))
    condition = models.CharField(_("安否"), max_length=8, choices=Condition.choices)
    coming = models.CharField(_("登庁"), max_length=8, choices=Coming.choices, blank=True)
    family = models.CharField(_("家族"), max_length=8, choices=Around.choices, blank=True)
    house = models.CharField(_("家屋"), max_length=8, choices=Around.choices, blank=True)
    note = models.CharField(_("ひとこと"), max_length=400, blank=True)
    means = models.CharField(_("答え方"), max_length=8, choices=Means.choices)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("入力した職員")
    )

    class Meta(AssemblyRow.Meta):
        verbose_name = verbose_name_plural = _("安否の回答")
        indexes = [models.Index(fields=["asked", "at"])]

    def __str__(self) -> str:
        return self.get_condition_display()


class CallLine(Recorded):
    """A line of the contact tree: by whom somebody is called, and as which one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("電話を受ける人"))
    caller = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("電話をかける人")
    )
    place = models.PositiveSmallIntegerField(_("順番"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("電話の連絡網")
        constraints = [models.UniqueConstraint(fields=["assembly", "person"], name="safety_called_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class CallNote(Recorded):
    """Somebody was called, and what came of it. How they are is no part of it."""

    check_row = models.ForeignKey(
        SafetyCheck, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("安否確認")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("電話した相手"))
    caller = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("電話をかけた人")
    )
    called_at = models.DateTimeField(_("電話した日時"))
    result = models.CharField(_("結果"), max_length=12, choices=CallResult.choices)
    note = models.CharField(_("メモ"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("電話の記録")
        indexes = [models.Index(fields=["assembly", "called_at"])]

    def __str__(self) -> str:
        return str(self.called_at)


class SafetySetting(Recorded):
    """The assembly's own rules: day of the monthly test, how long answers stay, when an earthquake starts a check."""

    test_day = models.PositiveSmallIntegerField(_("毎月の訓練の日"), null=True, blank=True)
    keep_days = models.PositiveSmallIntegerField(_("回答を残す日数"), default=90)
    is_watching = models.BooleanField(_("地震の電文で自動に始める"), default=False)
    threshold = models.CharField(_("始める震度"), max_length=2, choices=Intensity.choices, default=Intensity.FIVE_UPPER)
    areas = models.TextField(_("見る区域"), blank=True)
    pause_hours = models.PositiveSmallIntegerField(_("続けて始めない時間"), default=24)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("安否確認の決まり")
        constraints = [models.UniqueConstraint(fields=["assembly"], name="safety_setting_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Telegram(Recorded):
    """A message of the meteorological agency that was laid into the folder, and what it led to."""

    digest = models.CharField(_("照合値"), max_length=64, editable=False)
    name = models.CharField(_("ファイル名"), max_length=200)
    title = models.CharField(_("標題"), max_length=80)
    event = models.CharField(_("地震の識別番号"), max_length=64, blank=True)
    reported_at = models.DateTimeField(_("発表日時"))
    taken_at = models.DateTimeField(_("読み取った日時"))
    intensity = models.CharField(_("区域の最大震度"), max_length=2, blank=True)
    area = models.CharField(_("区域"), max_length=80, blank=True)
    outcome = models.CharField(_("扱い"), max_length=10, choices=Outcome.choices)
    check_row = models.ForeignKey(
        SafetyCheck, models.PROTECT, null=True, blank=True, related_name="telegrams", verbose_name=_("安否確認")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("地震の電文")
        constraints = [models.UniqueConstraint(fields=["assembly", "digest"], name="safety_telegram_once")]
        indexes = [models.Index(fields=["assembly", "taken_at"])]

    def __str__(self) -> str:
        return self.name
