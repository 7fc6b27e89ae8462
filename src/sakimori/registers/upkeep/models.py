"""Changes and maintenance of systems and devices, and the times in which a vendor may come in from outside (OPE-5)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.models import Supplier
from sakimori.registers.upkeep.types import WindowState, WorkKind, WorkResult, WorkState


class Work(Recorded):
    """One change or maintenance: planned, maybe decided, done, with what shows that it went well."""

    number = models.CharField(_("番号"), max_length=20)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="works", verbose_name=_("システム・機器"))
    kind = models.CharField(_("種類"), max_length=12, choices=WorkKind.choices)
    title = models.CharField(_("件名"), max_length=120)
    reason = models.TextField(_("内容と理由"))
    planned_on = models.DateField(_("予定日"))
    entered_on = models.DateField(_("登録日"))
    company = models.CharField(_("事業者"), max_length=120, blank=True)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="works", verbose_name=_("台帳の事業者")
    )
    operator = models.CharField(_("作業する人"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("担当する職員")
    )
    before = models.TextField(_("作業前の状態"), blank=True)
    way_back = models.TextField(_("戻し方"), blank=True)
    test = models.TextField(_("確かめ方"), blank=True)
    needs_approval = models.BooleanField(_("決裁を受ける"), default=False)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決裁")
    )
    approved_on = models.DateField(_("承認日"), null=True, blank=True)
    done_on = models.DateField(_("実施日"), null=True, blank=True)
    after = models.TextField(_("作業後の状態"), blank=True)
    tested = models.TextField(_("確かめた結果"), blank=True)
    result = models.CharField(_("結果"), max_length=12, choices=WorkResult.choices, blank=True)
    unapproved_reason = models.CharField(_("承認の前に行った理由"), max_length=400, blank=True)
    cancelled_on = models.DateField(_("取りやめた日"), null=True, blank=True)
    cancel_reason = models.CharField(_("取りやめた理由"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("変更・保守の記録")
        indexes = [
            models.Index(fields=["assembly", "planned_on"]),
            models.Index(fields=["assembly", "asset"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="upkeep_work_number"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, result="") | Q(done_on__isnull=False, result__in=WorkResult.values),
                name="upkeep_work_done_has_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, on: date) -> WorkState:
        """Where it stands on the day."""
        if self.done_on is not None and self.done_on <= on:
            return WorkState.DONE
        if self.cancelled_on is not None and self.cancelled_on <= on:
            return WorkState.CANCELLED
        if self.planned_on < on:
            return WorkState.LATE
        waits = self.needs_approval and (self.approved_on is None or self.approved_on > on)
        return WorkState.WAITING if waits else WorkState.PLANNED

    @property
    def vendor(self) -> str:
        """The company by its name on the register today, else as it was typed."""
        return self.supplier.name if self.supplier else self.company

    @property
    def is_waiting(self) -> bool:
        """Whether a decision is asked for and not yet given."""
        return self.application is not None and self.application.state == ApplicationState.WAITING


class RemoteWindow(Recorded):
    """A time in which somebody from outside may come into a system, opened and closed by staff."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="windows", verbose_name=_("システム・機器"))
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="windows", verbose_name=_("変更・保守の記録")
    )
    company = models.CharField(_("事業者"), max_length=120)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="windows", verbose_name=_("台帳の事業者")
    )
    operator = models.CharField(_("接続する人"), max_length=120)
    means = models.CharField(_("接続の方法"), max_length=120)
    purpose = models.CharField(_("目的"), max_length=200)
    from_at = models.DateTimeField(_("開始"))
    until_at = models.DateTimeField(_("終了"))
    allowed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("認めた人"))
    opened_at = models.DateTimeField(_("開けた日時"), null=True, blank=True)
    opened_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("開けた人")
    )
    closed_at = models.DateTimeField(_("閉じた日時"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("閉じた人")
    )
    done = models.TextField(_("行われたこと"), blank=True)
    late_reason = models.CharField(_("終了より後に閉じた理由"), max_length=400, blank=True)
    cancelled_on = models.DateField(_("取りやめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("遠隔接続の時間")
        indexes = [models.Index(fields=["assembly", "until_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")),
                name="upkeep_window_period",
                violation_error_message=_("終了は、開始より後の時刻にしてください。"),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="upkeep_window_closed_after_opened",
                violation_error_message=_("閉じた時刻は、開けた時刻より後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} {timezone.localtime(self.from_at):%Y-%m-%d}"

    @property
    def vendor(self) -> str:
        """The company by its name on the register today, else as it was typed."""
        return self.supplier.name if self.supplier else self.company

    def state(self, at: datetime) -> WindowState:
        """Where it stands at a moment."""
        if self.cancelled_on is not None:
            return WindowState.CANCELLED
        if self.opened_at is None or self.opened_at > at:
            return WindowState.UNUSED if self.until_at < at else WindowState.PLANNED
        if self.closed_at is not None and self.closed_at <= at:
            return WindowState.CLOSED
        return WindowState.LEFT_OPEN if self.until_at < at else WindowState.OPEN


class WorkVisit(Recorded):
    """A visit of maintenance belongs to a record of upkeep."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="visits", verbose_name=_("変更・保守の記録"))
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+", verbose_name=_("入室の記録"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("保守の入室")

    def __str__(self) -> str:
        return str(self.visit_id)
