"""Exceptions from rules and accepted risks: each with a reason, a substitute, an approver and an end (OPE-4, THR-4)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person, Unit
from sakimori.measures.exceptions.types import Ending, ExceptionKind, Stage
from sakimori.registers.assets.models import Asset


class RuleException(Recorded):
    """For some time, somebody need not keep a rule as it is written, and something else is done in its place."""

    number = models.CharField(_("番号"), max_length=20)
    kind = models.CharField(_("種類"), max_length=12, choices=ExceptionKind.choices, default=ExceptionKind.DEVIATION)
    title = models.CharField(_("件名"), max_length=120)
    clause_path = models.CharField(_("条項"), max_length=20, blank=True)
    duty = models.CharField(_("確認項目"), max_length=60, blank=True)
    what = models.TextField(_("認めてほしいこと"))
    reason = models.TextField(_("理由"))
    risk = models.TextField(_("考えられる影響"), blank=True)
    substitute = models.TextField(_("代わりに行うこと"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="exceptions", verbose_name=_("対象の人")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="exceptions", verbose_name=_("対象の部署・会派")
    )
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="exceptions", verbose_name=_("対象の資産")
    )
    covers = models.CharField(_("そのほかの対象"), max_length=200, blank=True)
    from_date = models.DateField(_("開始日"))
    to_date = models.DateField(_("終了日"))
    warn_days = models.PositiveSmallIntegerField(
        _("期限の何日前に知らせるか"), default=30, validators=[MaxValueValidator(180)]
    )
    is_emergency = models.BooleanField(_("緊急のため、承認の前に使った"), default=False)
    applied_on = models.DateField(_("申請日"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決裁")
    )
    granted_on = models.DateField(_("承認日"), null=True, blank=True)
    refused_on = models.DateField(_("不承認の日"), null=True, blank=True)
    reopened_on = models.DateField(_("期限切れで対応を始めた日"), null=True, blank=True)
    ended_on = models.DateField(_("終えた日"), null=True, blank=True)
    ending = models.CharField(_("終わり方"), max_length=12, choices=Ending.choices, blank=True)
    end_note = models.CharField(_("終えた理由・確かめたこと"), max_length=400, blank=True)
    extends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="extensions", verbose_name=_("延長する例外")
    )
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="exceptions", verbose_name=_("改善措置")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("例外措置")
        indexes = [models.Index(fields=["assembly", "to_date"])]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="exceptions_number"),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")),
                name="exceptions_period",
                violation_error_message=_("終了日は開始日以後の日にしてください。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | Q(ended_on__isnull=False, ending__in=Ending.values),
                name="exceptions_ended_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def stage(self, on: date) -> Stage:
        """Where it stands on the day; an extended one stays in force to its own last day."""
        ended = self.ended_on is not None and self.ended_on <= on
        if ended and not (self.ending == Ending.EXTENDED and self.to_date >= on):
            return Stage.ENDED
        if self.refused_on is not None and self.refused_on <= on:
            return Stage.REFUSED
        if self.granted_on is None or self.granted_on > on:
            return Stage.URGENT if self.is_emergency else Stage.WAITING
        if self.to_date < on:
            return Stage.REOPENED
        return Stage.IN_FORCE if self.from_date <= on else Stage.COMING


class ExceptionReview(Recorded):
    """The list of exceptions was gone through: is each still needed, could it be fewer?"""

    reviewed_on = models.DateField(_("見直した日"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("記録した人")
    )
    meeting = models.CharField(_("会議・見た人"), max_length=120, blank=True)
    count = models.PositiveIntegerField(_("有効な例外の数"), default=0)
    note = models.TextField(_("結果"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("例外の一覧の見直し")
        indexes = [models.Index(fields=["assembly", "reviewed_on"])]

    def __str__(self) -> str:
        return str(self.reviewed_on)
