"""What the evaluation found: derived from records, so not recorded itself, and always reproducible from them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import AssemblyRow
from sakimori.foundation.duties.spec import State


class Figures(AssemblyRow):
    """State and figures of one duty."""

    duty = models.CharField(_("確認項目"), max_length=60)
    state = models.CharField(_("状態"), max_length=16, choices=State.choices)
    population = models.PositiveIntegerField(_("対象"), default=0)
    breached = models.PositiveIntegerField(_("守られていない数"), default=0)
    soon = models.PositiveIntegerField(_("期限が近い数"), default=0)
    next_due = models.DateField(_("次の期限"), null=True)

    class Meta(AssemblyRow.Meta):
        abstract = True


class DutyStatus(Figures):
    """The latest evaluation of a duty. A write to one of its tables makes it stale; reading it evaluates it anew."""

    evaluated_on = models.DateField(_("評価日"))
    is_stale = models.BooleanField(default=False)
    urgent = models.JSONField(null=True)
    """The first subjects that breach or soon will (`urgent.Urgent`), for pages; null until a page asked for them."""

    class Meta(Figures.Meta):
        verbose_name = verbose_name_plural = _("確認項目の状態")
        constraints = [models.UniqueConstraint(fields=["assembly", "duty"], name="conformance_one_status")]

    def __str__(self) -> str:
        return f"{self.duty} {self.state}"


class DutyHistory(Figures):
    """How a duty stood from a day on. A row is written only when something differs from the day before."""

    from_day = models.DateField(_("日"))

    class Meta(Figures.Meta):
        verbose_name = verbose_name_plural = _("確認項目の推移")
        constraints = [models.UniqueConstraint(fields=["assembly", "duty", "from_day"], name="conformance_one_a_day")]
        indexes = [models.Index(fields=["assembly", "from_day"])]

    def __str__(self) -> str:
        return f"{self.duty} {self.from_day}"


class SnapshotDay(AssemblyRow):
    """A day on which every duty of the assembly was evaluated; days without one are shown as not recorded."""

    day = models.DateField(_("日"))

    class Meta(AssemblyRow.Meta):
        verbose_name = verbose_name_plural = _("記録した日")
        constraints = [models.UniqueConstraint(fields=["assembly", "day"], name="conformance_one_snapshot")]

    def __str__(self) -> str:
        return str(self.day)
