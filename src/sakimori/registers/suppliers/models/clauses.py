"""Clauses that contracts must carry: the assembly's catalogue by version, and what each contract has (VEN-1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person
from sakimori.registers.suppliers.models.contracts import Contract, ContractPaper
from sakimori.registers.suppliers.types import ClauseState


class ClauseSet(Recorded):
    """A version of the assembly's own catalogue of clauses; before the first the shipped one holds."""

    number = models.PositiveSmallIntegerField(_("版"))
    decided_on = models.DateField(_("決定日"))
    effective_on = models.DateField(_("施行日"))
    decision = models.CharField(_("決定した会議・決裁番号"), max_length=120, blank=True)
    note = models.CharField(_("変えたところ"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約条項の基準")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="suppliers_clause_set_number")]

    def __str__(self) -> str:
        return str(self.number)


class ClauseWording(Recorded):
    """A clause of a version: its wording for contracts and why it is wanted."""

    set = models.ForeignKey(ClauseSet, models.PROTECT, related_name="wordings", verbose_name=_("契約条項の基準"))
    key = models.CharField(_("記号"), max_length=24)
    order = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("条項"), max_length=80)
    text = models.TextField(_("文例"))
    why = models.CharField(_("なぜ要るか"), max_length=400, blank=True)
    is_required = models.BooleanField(_("必ず入れる"), default=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約条項の文例")
        constraints = [models.UniqueConstraint(fields=["set", "key"], name="suppliers_clause_key")]

    def __str__(self) -> str:
        return self.title


class ClauseCheck(Recorded):
    """Whether a contract has a clause, on which page; what is missing has a reason or a corrective action.

    A later look makes a new row and ends the earlier one, so that every past day can be shown.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="clause_checks", verbose_name=_("契約"))
    key = models.CharField(_("条項の記号"), max_length=24)
    state = models.CharField(_("結果"), max_length=12, choices=ClauseState.choices)
    paper = models.ForeignKey(
        ContractPaper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("契約の書類")
    )
    page = models.CharField(_("頁・条"), max_length=40, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )
    checked_on = models.DateField(_("確かめた日"))
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確かめた人")
    )
    replaced_on = models.DateField(_("次に確かめた日"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約条項の点検")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "key"],
                condition=models.Q(replaced_on__isnull=True),
                name="suppliers_one_current_check",
            )
        ]
        indexes = [models.Index(fields=["assembly", "contract", "key"])]

    def __str__(self) -> str:
        return self.key
