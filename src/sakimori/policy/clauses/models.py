"""What was promised: versions of the policy, their clauses, decision, publication, acknowledgement, review."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.policy.clauses.types import AlignmentSource, ReviewOutcome, TriggerKind, VersionKind, VersionState
from sakimori.policytext.citing import label_of


class PolicyVersion(Recorded):
    """One text of the policy, from draft to history."""

    number = models.PositiveSmallIntegerField(_("版"))
    title = models.CharField(_("名称"), max_length=160)
    kind = models.CharField(_("種別"), max_length=8, choices=VersionKind.choices, default=VersionKind.OWN)
    joint_with = models.CharField(_("共同で定める機関"), max_length=120, blank=True)
    source_name = models.CharField(_("元の文書"), max_length=200, blank=True)
    source_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("元のファイル"))
    source_text = models.TextField(_("元の文"), blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("起案者")
    )
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    effective_on = models.DateField(_("施行日"), null=True, blank=True)
    meeting = models.CharField(_("決定した会議"), max_length=120, blank=True)
    decision_number = models.CharField(_("決裁番号"), max_length=60, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決定者")
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("前の版")
    )
    text_sha256 = models.CharField(_("照合値"), max_length=64, blank=True)
    dropped = models.JSONField(_("方針でないと判断した部分"), default=list, blank=True)
    doubts = models.JSONField(_("確認が要るところ"), default=list, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("方針の版")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="clauses_version_number")]
        indexes = [models.Index(fields=["assembly", "state", "effective_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_amendment(self) -> bool:
        """Whether it amends an earlier version (else it establishes the policy)."""
        return self.supersedes_id is not None


class Clause(Recorded):
    """A clause of a version, in reading order; `depth` 0 is the top."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="clauses", verbose_name=_("版"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上の条項")
    )
    path = models.CharField(_("条項番号"), max_length=60)
    order = models.PositiveIntegerField(_("並び順"))
    depth = models.PositiveSmallIntegerField(_("深さ"), default=0)
    heading = models.CharField(_("見出し"), max_length=200, blank=True)
    text = models.TextField(_("本文"), blank=True)
    frequency = models.CharField(_("頻度"), max_length=12, blank=True)
    actor = models.CharField(_("行う人"), max_length=120, blank=True)
    obligation = models.CharField(_("義務か任意か"), max_length=12, blank=True)
    obligation_words = models.JSONField(_("そう判断した言葉"), default=list, blank=True)
    ground = models.CharField(_("根拠"), max_length=12, choices=Ground.choices, default=Ground.POLICY)
    concerns_assembly = models.BooleanField(_("議会に関係する"), default=True)
    note = models.CharField(_("補足"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("条項")
        indexes = [models.Index(fields=["version", "order"])]

    def __str__(self) -> str:
        return self.path

    @property
    def label(self) -> str:
        """The number as it stands in the text: `(1)` of `6(1)`, `2` of `第10条第2項`, `(1)` of `第10条第2項第1号`.

        Decimal numbers stay whole: `1.1` is no `.1`. Empty where the text has no number (`#1`, 前文).
        """
        return label_of(self.path, self.parent.path if self.parent else "")


class ClauseMeasure(Recorded):
    """A clause is about a measure. `confidence` is in percent; `words` show why."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="measures", verbose_name=_("条項"))
    measure = models.CharField(_("施策"), max_length=40)
    confidence = models.PositiveSmallIntegerField(_("確からしさ（%）"), default=100)
    words = models.JSONField(_("そう判断した言葉"), default=list, blank=True)
    where = models.CharField(_("言葉のあった所"), max_length=10, blank=True)
    source = models.CharField(_("判断"), max_length=8, choices=AlignmentSource.choices, default=AlignmentSource.MACHINE)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("条項の施策")
        constraints = [models.UniqueConstraint(fields=["clause", "measure"], name="clauses_measure_once")]

    def __str__(self) -> str:
        return self.measure


class HistoryEvent(Recorded):
    """An event of the policy's own history block."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="history", verbose_name=_("版"))
    date = models.DateField(_("日付"))
    event = models.CharField(_("できごと"), max_length=12)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("策定履歴")

    def __str__(self) -> str:
        return f"{self.date} {self.event}"


class Publication(Recorded):
    """A version was published: where, when, and the hash of what was published (法第244条の6第2項)."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="publications", verbose_name=_("版"))
    published_on = models.DateField(_("公表日"))
    address = models.CharField(_("公表した場所（アドレスなど）"), max_length=400)
    medium = models.CharField(_("方法"), max_length=60, blank=True)
    sha256 = models.CharField(_("公表した文書の照合値"), max_length=64, blank=True)
    text_sha256 = models.CharField(_("公表した文の照合値"), max_length=64, blank=True)
    days_taken = models.IntegerField(_("決定からの日数"))
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("公表の記録")

    def __str__(self) -> str:
        return self.address


class Acknowledgement(Recorded):
    """A person acknowledged a version; past ones keep the old version."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="acknowledgements", verbose_name=_("版"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements", verbose_name=_("確認した人"))
    on = models.DateField(_("確認日"))
    at = models.DateTimeField(_("記録日時"))
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices)
    statement = models.CharField(_("確認の文"), max_length=400)
    text_sha256 = models.CharField(_("確認した文の照合値"), max_length=64)
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, verbose_name=_("お願い"))
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("紙の写し"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("方針の確認")
        indexes = [models.Index(fields=["assembly", "version", "person"])]

    def __str__(self) -> str:
        return str(self.on)


class Review(Recorded):
    """The policy was looked at again, with reasons and outcome."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="reviews", verbose_name=_("版"))
    reviewed_on = models.DateField(_("見直した日"))
    outcome = models.CharField(_("結論"), max_length=10, choices=ReviewOutcome.choices)
    reasons = models.TextField(_("理由"))
    meeting = models.CharField(_("会議"), max_length=120, blank=True)
    next_on = models.DateField(_("次の見直しの予定"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("見直しの記録")

    def __str__(self) -> str:
        return str(self.reviewed_on)


class ReviewTrigger(Recorded):
    """Something happened that calls for a review."""

    kind = models.CharField(_("種類"), max_length=12, choices=TriggerKind.choices)
    occurred_on = models.DateField(_("日付"))
    text = models.CharField(_("内容"), max_length=400)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("見直しのきっかけ")

    def __str__(self) -> str:
        return self.text
