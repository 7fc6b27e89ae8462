"""Election turnover (改選): one guided work from the election day to the last device back and the last newcomer served."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person, Term


class Turnover(Recorded):
    """The turnover between two terms. Who leaves, stays or is new follows from the offices, not from a list of its own."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="turnovers", verbose_name=_("終わる任期"))
    next_term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("始まる任期")
    )
    election_date = models.DateField(_("選挙期日"))
    opened_on = models.DateField(_("開始日"))
    closed_on = models.DateField(_("終了日"), null=True, blank=True)
    return_place = models.CharField(_("返納の場所"), max_length=120, blank=True)
    message = models.TextField(_("返納のお願いの文"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("改選の作業")
        constraints = [models.UniqueConstraint(fields=["term"], name="turnover_one_a_term")]

    def __str__(self) -> str:
        return str(self.election_date)


class Candidate(Recorded):
    """What is known of a sitting member before the offices of the next term exist: stays, leaves, or not known yet."""

    turnover = models.ForeignKey(Turnover, models.PROTECT, related_name="candidates", verbose_name=_("改選の作業"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("議員"))
    stays = models.BooleanField(_("引き続き在職"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("改選の見込み")
        constraints = [models.UniqueConstraint(fields=["turnover", "person"], name="turnover_candidate_once")]

    def __str__(self) -> str:
        return str(self.pk)


class ReturnSlot(Recorded):
    """When a leaving member brings everything back (返納の予約)."""

    turnover = models.ForeignKey(Turnover, models.PROTECT, related_name="slots", verbose_name=_("改選の作業"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="return_slots", verbose_name=_("議員"))
    starts_at = models.DateTimeField(_("日時"))
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("返納の日時")
        constraints = [models.UniqueConstraint(fields=["turnover", "person"], name="turnover_slot_once")]

    def __str__(self) -> str:
        return str(self.starts_at)


class ClosedAccount(Recorded):
    """An account of a leaving member in a service outside this system was closed (SideBooks-like services, mail, city LAN)."""

    turnover = models.ForeignKey(Turnover, models.PROTECT, related_name="closed", verbose_name=_("改選の作業"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("議員"))
    service = models.CharField(_("サービス"), max_length=120)
    due_on = models.DateField(_("期限"))
    closed_on = models.DateField(_("停止した日"), null=True, blank=True)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("停止するアカウント")
        constraints = [models.UniqueConstraint(fields=["turnover", "person", "service"], name="turnover_account_once")]

    def __str__(self) -> str:
        return self.service
