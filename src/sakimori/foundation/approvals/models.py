"""Applications (申請) and the dated approvals that come of them. Expiry is a date, not a job."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role


class ApplicationState(models.TextChoices):
    """An application waits for the roles of its route in turn."""

    WAITING = "waiting", _("承認待ち")
    APPROVED = "approved", _("承認")
    REFUSED = "refused", _("不承認")
    WITHDRAWN = "withdrawn", _("取下げ")


class Application(Recorded):
    """Somebody applies for something about a subject, for a period. Approved, it is the dated approval."""

    kind = models.CharField(_("種類"), max_length=40)
    title = models.CharField(_("件名"), max_length=160)
    applicant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("申請者")
    )
    subject_model = models.CharField(_("対象の種類"), max_length=60)
    subject_id = models.UUIDField(_("対象の識別子"))
    from_date = models.DateField(_("開始日"), null=True, blank=True)
    to_date = models.DateField(_("終了日"), null=True, blank=True)
    conditions = models.TextField(_("条件"), blank=True)
    route = models.JSONField(_("承認する役割（順）"), default=list)
    applied_on = models.DateField(_("申請日"))
    state = models.CharField(
        _("状態"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.WAITING
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("申請")
        indexes = [
            models.Index(fields=["assembly", "state"]),
            models.Index(fields=["assembly", "kind", "subject_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(from_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="approvals_application_period",
                violation_error_message=_("終了日は開始日以後の日にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Decision(Recorded):
    """One step of the route: a role approved or refused. `same_person_reason` is the small office's recorded exception."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions", verbose_name=_("申請"))
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, verbose_name=_("決定者"))
    is_approval = models.BooleanField(_("承認"))
    decided_on = models.DateField(_("決定日"))
    decision_number = models.CharField(_("決裁番号"), max_length=60, blank=True)
    note = models.CharField(_("意見"), max_length=400, blank=True)
    same_person_reason = models.CharField(_("申請者と承認者が同じ理由"), max_length=400, blank=True)
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("決裁文書の写し"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("承認の記録")

    def __str__(self) -> str:
        return str(self.decided_on)
