"""The register of risks: a scenario meets a group of assets; judged by date, answered, or switched off with a reason."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.risks.content import scenarios
from sakimori.measures.risks.rules import LINE, level_of
from sakimori.measures.risks.types import Answer, AssetGroup, Chance, Harm, Level, Threat
from sakimori.registers.assets.models import Asset


class Risk(Recorded):
    """A scenario and what it harms. The words of a shipped scenario stay empty until the assembly writes its own."""

    number = models.PositiveIntegerField(_("番号"))
    threat = models.CharField(_("脅威の区分"), max_length=32, choices=Threat.choices)
    scenario = models.SlugField(_("用意されたシナリオ"), max_length=40, blank=True)
    title = models.CharField(_("件名"), max_length=120, blank=True)
    happens = models.CharField(_("何が起きるか"), max_length=400, blank=True)
    loses = models.CharField(_("何を失うか"), max_length=400, blank=True)
    asset_group = models.CharField(_("資産の区分"), max_length=12, choices=AssetGroup.choices)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("対象の資産")
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("リスクの担当者")
    )
    added_on = models.DateField(_("加えた日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("リスク")
        indexes = [models.Index(fields=["assembly", "threat"])]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="risks_number"),
            models.UniqueConstraint(
                fields=["assembly", "scenario", "asset_group"],
                condition=Q(asset__isnull=True) & ~Q(scenario=""),
                name="risks_scenario_once",
                violation_error_message=_("このシナリオと資産の区分の組合せは、すでに台帳にあります。"),
            ),
            models.CheckConstraint(
                condition=~Q(scenario="") | ~Q(title=""),
                name="risks_has_words",
                violation_error_message=_("件名を入力してください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        """The assembly's words, else those of the shipped scenario in the reader's language."""
        return self._words("title")

    @property
    def shown_happens(self) -> str:
        """What happens."""
        return self._words("happens")

    @property
    def shown_loses(self) -> str:
        """What is lost."""
        return self._words("loses")

    def _words(self, name: str) -> str:
        shipped = scenarios().get(self.scenario)
        return getattr(self, name) or (getattr(shipped, name) if shipped else "")


class RiskMeasure(Recorded):
    """A duty of the catalogue that works against a risk: while it is kept, what was judged of the rest holds."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="measures", verbose_name=_("リスク"))
    duty = models.CharField(_("確認項目"), max_length=60)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("リスクへの対策")
        constraints = [models.UniqueConstraint(fields=["risk", "duty"], name="risks_measure_once")]

    def __str__(self) -> str:
        return self.duty


class RiskExclusion(Dated):
    """For this time the risk is no matter of the assembly, and why (THR-3)."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="exclusions", verbose_name=_("リスク"))
    reason = models.CharField(_("対象外とする理由"), max_length=400)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("リスクの対象外")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["risk"], condition=Q(to_date__isnull=True), name="risks_one_exclusion"),
        ]

    def __str__(self) -> str:
        return self.reason


THREE = (MinValueValidator(1), MaxValueValidator(3))


class RiskAssessment(Recorded):
    """Somebody judged a risk on a day: as it would be without any measure, and as it is with those of that day."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="assessments", verbose_name=_("リスク"))
    assessed_on = models.DateField(_("評価した日"))
    bare_chance = models.PositiveSmallIntegerField(_("対策がないときの起こりやすさ"), validators=THREE)
    bare_harm = models.PositiveSmallIntegerField(_("対策がないときの影響"), validators=THREE)
    chance = models.PositiveSmallIntegerField(_("起こりやすさ"), validators=THREE)
    harm = models.PositiveSmallIntegerField(_("影響の大きさ"), validators=THREE)
    review_on = models.DateField(_("次に見直す日"), null=True, blank=True)
    note = models.CharField(_("そう判断した理由"), max_length=400, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("評価した人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("リスク評価")
        indexes = [models.Index(fields=["risk", "assessed_on"])]

    def __str__(self) -> str:
        return str(self.assessed_on)

    @property
    def product(self) -> int:
        """Chance × harm: what makes one risk greater than another."""
        return self.chance * self.harm

    @property
    def level(self) -> Level:
        """What is left with the measures of the day."""
        return level_of(self.chance, self.harm)

    @property
    def bare_level(self) -> Level:
        """What it would be without them."""
        return level_of(self.bare_chance, self.bare_harm)

    @property
    def words(self) -> str:
        """Both answers."""
        return f"{Chance(self.chance).label}・{Harm(self.harm).label}"


class RiskAnswer(Recorded):
    """What is done about a risk: a corrective action, or an exception by which the chair accepts it until a day (THR-4)."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="answers", verbose_name=_("リスク"))
    kind = models.CharField(_("対応"), max_length=8, choices=Answer.choices)
    answered_on = models.DateField(_("決めた日"))
    product = models.PositiveSmallIntegerField(_("決めたときの起こりやすさ×影響"))
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="risk_answers", verbose_name=_("改善措置")
    )
    exception = models.ForeignKey(
        RuleException, models.PROTECT, null=True, blank=True, related_name="risk_answers", verbose_name=_("例外措置")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("リスクへの対応")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Answer.ACCEPT, exception__isnull=False, improvement__isnull=True)
                | Q(kind__in=Answer.by_work(), exception__isnull=True, improvement__isnull=False),
                name="risks_answer_has_its_record",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class AcceptanceLine(Dated):
    """Up to which level the assembly accepts risks as they are; above it each one is answered."""

    level = models.PositiveSmallIntegerField(
        _("そのまま受け入れる範囲"), choices=[(one.value, one.label) for one in (Level.LOW, Level.MIDDLE)], default=LINE
    )
    meeting = models.CharField(_("決めた会議・人"), max_length=120)
    reason = models.CharField(_("理由"), max_length=400, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("リスクの受入れの基準")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["assembly"], condition=Q(to_date__isnull=True), name="risks_one_line"),
        ]

    def __str__(self) -> str:
        return str(Level(self.level).label)
