"""People are dated: every office, membership and appointment has a first and a last day, both included."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded, RecordedQuerySet, ScopedManager

Row = TypeVar("Row", bound=models.Model)


def covers(on: date, prefix: str = "") -> Q:
    """Rows (or, with a prefix such as `offices__`, related rows) whose period includes the day."""
    return Q(**{f"{prefix}from_date__lte": on}) & (
        Q(**{f"{prefix}to_date__isnull": True}) | Q(**{f"{prefix}to_date__gte": on})
    )


class DatedQuerySet(RecordedQuerySet[Row]):
    """Rows with a period."""

    def on(self, day: date) -> DatedQuerySet[Row]:
        """Rows whose period includes the day."""
        return self.filter(covers(day))


class Dated(Recorded):
    """A recorded row with a period; an open end is None."""

    from_date = models.DateField(_("開始日"))
    to_date = models.DateField(_("終了日"), null=True, blank=True)

    objects = ScopedManager.from_queryset(DatedQuerySet)()  # type: ignore[assignment, misc]

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="%(app_label)s_%(class)s_period",
                violation_error_message=_("終了日は開始日以後の日にしてください。"),
            )
        ]

    def covers(self, day: date) -> bool:
        """Whether the period includes the day."""
        return self.from_date <= day and (self.to_date is None or self.to_date >= day)
