"""Feeds of the calendar, and the plan of a year as it was agreed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person


class CalendarFeed(Recorded):
    """A signed address (.ics) that a person made for themselves. Only the hash of its token is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds", verbose_name=_("作った人"))
    name = models.CharField(_("使い道"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("作成日"))
    expires_on = models.DateField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("予定の配信先")

    def __str__(self) -> str:
        return self.name


class YearPlan(Recorded):
    """The plan of a fiscal year was looked at and agreed: what was to fall due in each month, as it stood then."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    agreed_on = models.DateField(_("合意した日"))
    meeting = models.CharField(_("会議・合意した人"), max_length=120)
    note = models.TextField(_("決めたこと"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("記録した人")
    )
    figures = models.JSONField(_("合意したときの予定"), default=dict)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("年間の計画")
        indexes = [models.Index(fields=["assembly", "fiscal_year"])]

    def __str__(self) -> str:
        return str(self.fiscal_year)
