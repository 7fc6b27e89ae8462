"""What a case gathers: lines of the timeline, assets, persons, traces, hours, papers, lessons."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.models.cases import Case, Task
from sakimori.measures.incidents.types import (
    AssetEffect,
    IndicatorKind,
    LineKind,
    Means,
    PaperKind,
    PartyKind,
    role_label,
)
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.models import LossReport
from sakimori.registers.premises.models import Visit


class Line(Recorded):
    """One line of the timeline: when it happened, when it was written. Never changed: a correction is another line."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="lines", verbose_name=_("事案"))
    kind = models.CharField(_("種類"), max_length=10, choices=LineKind.choices)
    at = models.DateTimeField(_("起きた日時"))
    entered_at = models.DateTimeField(_("書いた日時"))
    channel = models.CharField(_("書き方"), max_length=10, choices=Channel.choices)
    text = models.TextField(_("内容"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("書いた人")
    )
    whom = models.CharField(_("相手"), max_length=120, blank=True)
    means = models.CharField(_("連絡の方法"), max_length=8, choices=Means.choices, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("訂正する行")
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("手順"))
    role = models.CharField(_("訓練での役"), max_length=40, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案の経過")
        indexes = [models.Index(fields=["case", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=LineKind.CONTACT) | ~Q(whom=""),
                name="incidents_contact_has_whom",
                violation_error_message=_("連絡の相手を入力してください。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def role_words(self) -> str:
        """In which part of an exercise it was said or done."""
        return role_label(self.role)


class AffectedAsset(Recorded):
    """An asset that a case concerns, and what became of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assets", verbose_name=_("事案"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", verbose_name=_("資産"))
    effect = models.CharField(_("影響"), max_length=10, choices=AssetEffect.choices)
    note = models.CharField(_("説明"), max_length=200, blank=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("経過"))
    loss = models.ForeignKey(
        LossReport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("紛失・破損等届")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("影響を受けた資産")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "asset"],
                name="incidents_asset_once",
                violation_error_message=_("この資産は、すでに加えてあります。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_effect_display())


class Party(Recorded):
    """A person of a case: on the register, or only a name."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", verbose_name=_("事案"))
    kind = models.CharField(_("関わり"), max_length=10, choices=PartyKind.choices)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("名簿の人")
    )
    name = models.CharField(_("氏名・名称"), max_length=120, blank=True)
    note = models.CharField(_("説明"), max_length=200, blank=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("経過"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("関係する人")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="incidents_party_named",
                violation_error_message=_("名簿から選ぶか、氏名を入力してください。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CaseVisit(Recorded):
    """A visit of the premises that a case concerns (PHY-6): who was in the room, and why it matters."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits", verbose_name=_("事案"))
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name=_("入室の記録"))
    note = models.CharField(_("事案との関わり"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案に関わる入室")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "visit"],
                name="incidents_visit_once",
                violation_error_message=_("この入室は、すでに結んであります。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Indicator(Recorded):
    """A trace of an attack or a mistake by which it can be looked for elsewhere."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="indicators", verbose_name=_("事案"))
    kind = models.CharField(_("種類"), max_length=8, choices=IndicatorKind.choices)
    value = models.CharField(_("手がかり"), max_length=400)
    note = models.CharField(_("説明"), max_length=200, blank=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("経過"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("手がかり")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Effort(Recorded):
    """Hours of a person, or a cost."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="efforts", verbose_name=_("事案"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("働いた人")
    )
    on = models.DateField(_("日付"))
    minutes = models.PositiveIntegerField(_("かかった時間（分）"), default=0)
    yen = models.PositiveIntegerField(_("かかった費用（円）"), default=0)
    what = models.CharField(_("内容"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("かかった時間と費用")
        constraints = [
            models.CheckConstraint(
                condition=Q(yen__gt=0) | Q(minutes__gt=0, person__isnull=False),
                name="incidents_effort_counts",
                violation_error_message=_("働いた人と時間、または費用を入力してください。"),
            )
        ]

    def __str__(self) -> str:
        return self.what


class StockText(Recorded):
    """A recommendation that is used again and again in papers."""

    title = models.CharField(_("見出し"), max_length=80)
    text = models.TextField(_("文章"))
    is_used = models.BooleanField(_("使う"), default=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("よく使う文章")

    def __str__(self) -> str:
        return self.title


class IssuedPaper(Recorded):
    """A paper of a case as it was filled in; after it was sent it is not changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers", verbose_name=_("事案"))
    kind = models.CharField(_("種類"), max_length=12, choices=PaperKind.choices)
    number = models.PositiveSmallIntegerField(_("第何報"), default=1)
    to = models.CharField(_("宛先"), max_length=120, blank=True)
    sender = models.CharField(_("差出人"), max_length=120, blank=True)
    title = models.CharField(_("件名"), max_length=120)
    body = models.TextField(_("本文"))
    facts = models.JSONField(_("事項"), default=list, blank=True)
    advice = models.TextField(_("お願い・注意"), blank=True)
    contact = models.CharField(_("問合せ先"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("作った日時"))
    sent_at = models.DateTimeField(_("出した日時"), null=True, blank=True)
    sent_how = models.CharField(_("出し方"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案の文書")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Lesson(Recorded):
    """What a case taught: a corrective action, or why there is nothing to mend; a note on a clause; a hint for training."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="lessons", verbose_name=_("事案"))
    text = models.TextField(_("分かったこと"))
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )
    nothing_because = models.CharField(_("直すことがない理由"), max_length=400, blank=True)
    clause_path = models.CharField(_("見直したい条項"), max_length=20, blank=True)
    training_hint = models.CharField(_("研修で伝えること"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案の教訓")

    def __str__(self) -> str:
        return str(self.pk)


class Inject(Recorded):
    """A timed card of an exercise (THR-10): what is read out so many minutes after the beginning."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="injects", verbose_name=_("訓練"))
    minute = models.PositiveIntegerField(_("開始からの分"))
    text = models.TextField(_("状況"))
    to = models.CharField(_("だれに伝えるか"), max_length=120, blank=True)
    shown_at = models.DateTimeField(_("伝えた日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の状況カード")

    def __str__(self) -> str:
        return str(self.minute)

    @property
    def to_words(self) -> str:
        """To whom it is told."""
        return role_label(self.to)


class Player(Recorded):
    """Who plays which part in an exercise (THR-10): a person of the register, or only a name."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="players", verbose_name=_("訓練"))
    role = models.CharField(_("役"), max_length=40)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("名簿の人")
    )
    name = models.CharField(_("氏名・名称"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の役")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "person"],
                name="incidents_player_once",
                violation_error_message=_("この人は、すでにこの役です。"),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="incidents_player_named",
                violation_error_message=_("名簿から選ぶか、氏名を入力してください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.role_words

    @property
    def role_words(self) -> str:
        """The part in words."""
        return role_label(self.role)

    @property
    def who(self) -> str:
        """Name of whoever plays it; needs the person at hand."""
        return self.person.shown_name if self.person else self.name
