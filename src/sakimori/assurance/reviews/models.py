"""Management reviews and their decisions, annual reports, surveys of the state."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.types import DecisionKind
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Improvement


class ManagementReview(Recorded):
    """The chair and the office look at the whole: what changed, how it stands, what is decided (見直しの会議)."""

    title = models.CharField(_("件名"), max_length=120)
    planned_on = models.DateField(_("予定日"))
    since = models.DateField(_("対象期間の初日"))
    held_on = models.DateField(_("開催日"), null=True, blank=True)
    attendants = models.TextField(_("出席者"), blank=True)
    inputs = models.JSONField(_("検討した資料"), null=True, blank=True)
    """What was on the table, frozen on the day (`queries.inputs_of`)."""
    conclusion = models.TextField(_("結論"), blank=True)
    next_on = models.DateField(_("次の予定"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("見直しの会議")
        indexes = [models.Index(fields=["assembly", "planned_on"])]

    def __str__(self) -> str:
        return self.title


class ReviewDecision(Recorded):
    """One thing that a review decided, and until when."""

    review = models.ForeignKey(
        ManagementReview, models.PROTECT, related_name="decisions", verbose_name=_("見直しの会議")
    )
    kind = models.CharField(_("種類"), max_length=10, choices=DecisionKind.choices)
    text = models.CharField(_("決めたこと"), max_length=400)
    clause_path = models.CharField(_("条項"), max_length=20, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    done_on = models.DateField(_("済んだ日"), null=True, blank=True)
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("見直しで決めたこと")

    def __str__(self) -> str:
        return self.text


class AnnualReport(Recorded):
    """The report of one fiscal year (年次報告): its figures are frozen when it is approved."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    message = models.TextField(_("はじめに（議長のことば）"), blank=True)
    figures = models.JSONField(_("数値"), null=True, blank=True)
    approved_on = models.DateField(_("確定日"), null=True, blank=True)
    published_on = models.DateField(_("公表日"), null=True, blank=True)
    public_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公表した文書")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("年次報告")
        constraints = [models.UniqueConstraint(fields=["assembly", "fiscal_year"], name="reviews_one_a_year")]

    def __str__(self) -> str:
        return str(self.fiscal_year)


class Survey(Recorded):
    """A survey that the state or the city sent, and what was answered (国の調査)."""

    title = models.CharField(_("調査の名称"), max_length=160)
    asked_by = models.CharField(_("調査した機関"), max_length=120)
    received_on = models.DateField(_("受け取った日"))
    due_on = models.DateField(_("回答期限"))
    answers = models.JSONField(_("回答"), default=dict, blank=True)
    """Text by item of the ordinance, "1" to "8"; empty where the draft stands."""
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    note = models.CharField(_("備考"), max_length=400, blank=True)
    copy = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("送った回答の写し")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("調査への回答")
        indexes = [models.Index(fields=["assembly", "due_on"])]

    def __str__(self) -> str:
        return self.title
