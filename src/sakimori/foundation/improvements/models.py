"""Corrective actions (改善措置): one list, whoever found the fault: an audit, a check, an incident, a drill, an exception."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded, RecordedQuerySet, ScopedManager
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.types import Grade, Origin, State
from sakimori.foundation.people.models import Person, Unit


class ImprovementQuerySet(RecordedQuerySet["Improvement"]):
    """Corrective actions by state."""

    def pending(self) -> ImprovementQuerySet:
        """Those that are not over."""
        return self.filter(state__in=State.pending())


class Improvement(Recorded):
    """What was found, why it came about, who mends it by when, and who looked again."""

    number = models.PositiveIntegerField(_("番号"))
    title = models.CharField(_("件名"), max_length=160)
    finding = models.TextField(_("見つかったこと"))
    found_on = models.DateField(_("見つけた日"))
    grade = models.CharField(_("程度"), max_length=12, choices=Grade.choices)
    origin = models.CharField(_("きっかけ"), max_length=12, choices=Origin.choices)
    origin_text = models.CharField(_("きっかけの名称"), max_length=200, blank=True)
    origin_model = models.CharField(_("きっかけの種類"), max_length=60, blank=True)
    origin_id = models.UUIDField(_("きっかけの識別子"), null=True, blank=True)
    clause_path = models.CharField(_("条項"), max_length=20, blank=True)
    duty = models.CharField(_("確認項目"), max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="improvements", verbose_name=_("対象の部署・会派")
    )
    cause = models.TextField(_("なぜ起きたか"), blank=True)
    measure = models.TextField(_("改善の内容"), blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="improvements", verbose_name=_("担当者")
    )
    due_on = models.DateField(_("期限"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(_("実施日"), null=True, blank=True)
    done_note = models.TextField(_("実施した内容"), blank=True)
    verified_on = models.DateField(_("確かめた日"), null=True, blank=True)
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確かめた人")
    )
    verification = models.TextField(_("確かめた方法と結果"), blank=True)
    same_person_reason = models.CharField(_("担当者が自ら確かめた理由"), max_length=400, blank=True)
    escalated_on = models.DateField(_("議長に上げた日"), null=True, blank=True)
    dropped_on = models.DateField(_("取りやめた日"), null=True, blank=True)
    dropped_reason = models.CharField(_("取りやめた理由"), max_length=400, blank=True)

    objects = ScopedManager.from_queryset(ImprovementQuerySet)()  # type: ignore[assignment, misc]

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("改善措置")
        indexes = [
            models.Index(fields=["assembly", "state", "due_on"]),
            models.Index(fields=["assembly", "origin_model", "origin_id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="improvements_number"),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(verified_on__isnull=False, done_on__isnull=False),
                name="improvements_closed_is_verified",
                violation_error_message=_("完了には、実施日と確かめた日が要ります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Proof(Recorded):
    """What shows that it was done: a file or words."""

    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="proofs", verbose_name=_("改善措置"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("ファイル"))
    text = models.TextField(_("内容"), blank=True)
    given_on = models.DateField(_("日付"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("出した人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("改善の証拠")

    def __str__(self) -> str:
        return str(self.given_on)


class Extension(Recorded):
    """The date was moved, and why."""

    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="extensions", verbose_name=_("改善措置"))
    from_due = models.DateField(_("前の期限"))
    to_due = models.DateField(_("新しい期限"))
    reason = models.CharField(_("延ばす理由"), max_length=400)
    extended_on = models.DateField(_("決めた日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("期限の延長")

    def __str__(self) -> str:
        return str(self.to_due)
