"""A feed of the calendar: one address for one person's calendar program."""

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
