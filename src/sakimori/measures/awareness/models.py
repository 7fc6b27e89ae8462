"""Awareness without a course (6(5)): the poster of each month and where it hung; the rules for IDs and who agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.premises.models import Place


class PosterPlan(Recorded):
    """What the assembly planned for a month instead of the shipped poster: another one, or a sentence of its own."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    month = models.PositiveSmallIntegerField(_("月"))
    poster_key = models.SlugField(_("ポスター"), max_length=40)
    sentence = models.CharField(_("自分の議会の言葉"), max_length=60, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("ポスターの計画")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "fiscal_year", "month"], name="awareness_one_poster_a_month"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="awareness_month_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}-{self.month}"


class PosterDisplay(Recorded):
    """Where the poster of a month hung (or which post or mail carried it), from when until when, by whom."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    month = models.PositiveSmallIntegerField(_("月"))
    poster_key = models.SlugField(_("ポスター"), max_length=40)
    sentence = models.CharField(_("掲示した言葉"), max_length=60)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("掲示した場所")
    )
    where = models.CharField(_("送った先・投稿した所"), max_length=120, blank=True)
    from_date = models.DateField(_("掲示した日"))
    to_date = models.DateField(_("外した日"), null=True, blank=True)
    put_up_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("掲示した人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("掲示の記録")
        indexes = [models.Index(fields=["assembly", "fiscal_year", "month"])]

    def __str__(self) -> str:
        return self.sentence


class IdRules(Recorded):
    """One version of what everybody promises about IDs and passwords, as the assembly adopted it."""

    number = models.PositiveSmallIntegerField(_("版"))
    text = models.TextField(_("約束の文"))
    decided_on = models.DateField(_("決めた日"))
    effective_on = models.DateField(_("使い始める日"))
    decision = models.CharField(_("決めた会議・決裁"), max_length=120)
    text_sha256 = models.CharField(_("照合値"), max_length=64)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("ID・パスワードの約束")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="awareness_rules_number")]
        indexes = [models.Index(fields=["assembly", "effective_on"])]

    def __str__(self) -> str:
        return str(self.number)


class IdPromise(Recorded):
    """A person agreed to a version; it counts for the term in which it was given."""

    rules = models.ForeignKey(IdRules, models.PROTECT, related_name="promises", verbose_name=_("版"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("約束した人"))
    on = models.DateField(_("約束した日"))
    at = models.DateTimeField(_("記録日時"))
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices)
    statement = models.CharField(_("約束の確認の文"), max_length=400)
    text_sha256 = models.CharField(_("約束した文の照合値"), max_length=64)
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("お願い"))
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("紙の写し")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("約束の記録")
        indexes = [models.Index(fields=["assembly", "rules", "person"])]

    def __str__(self) -> str:
        return str(self.on)
