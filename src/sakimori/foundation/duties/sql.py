"""Date arithmetic in SQL that both databases understand, and the assembly's own days in a statement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, Func, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.people.dated import covers

OPEN = -1
"""Stands in SQL for a cadence that is left open; no assembly can settle it."""


class AddDays(Func):
    """`AddDays(date, days)`: the date so many days later."""

    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s || ' days')", arg_joiner=", ", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" + ", **extra)


def adopted_days(duty: str, on: date, default: int | None, *, assembly: str = "assembly_id") -> Combinable:
    """The days the row's assembly has settled for a duty on the day, else the default.

    Null where the assembly leaves the cadence open (必要に応じて) or there is no default: then no date follows from it.
    """
    rows = DutySetting.objects.filter(covers(on), duty=duty, assembly_id=OuterRef(assembly))
    number = IntegerField()
    given = Coalesce("days", Value(default or OPEN), output_field=number)
    adopted = Case(When(is_open=True, then=Value(OPEN)), default=given, output_field=number)
    settled = Subquery(rows.order_by("-from_date").annotate(adopted=adopted).values("adopted")[:1])
    return NullIf(Coalesce(settled, Value(default or OPEN), output_field=number), Value(OPEN), output_field=number)


def days_after(start: str | Combinable, days: Combinable | int) -> AddDays:
    """The date `days` after `start`."""
    return AddDays(F(start) if isinstance(start, str) else start, days if not isinstance(days, int) else Value(days))
