"""Cases in numbers, near misses too: by kind and quarter, for the statistics page and the annual report.

Numbers only: a restricted case is counted like any other and cannot be told from them. Exercises are counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import Context
from sakimori.measures.incidents.models import Case, Clock, Effort, Lesson
from sakimori.measures.incidents.types import Status
from sakimori.measures.incidents.visibility import cases_for
from sakimori.measures.playbooks.types import IncidentKind


@dataclass(frozen=True, slots=True)
class KindLine:
    """Cases of one kind: April–June, July–September, October–December, January–March."""

    kind: IncidentKind
    quarters: tuple[int, int, int, int]
    near: int

    @property
    def total(self) -> int:
        """Over the year."""
        return sum(self.quarters)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A fiscal year."""

    year: int
    total: int
    near: int
    open: int
    levels: tuple[int, int, int, int]
    kinds: Sequence[KindLine]
    exercises: int
    clocks_kept: int
    clocks_late: int
    persons: int
    minutes: int
    yen: int
    first: int
    """The first fiscal year with a case."""

    @property
    def real(self) -> int:
        """More than near misses."""
        return self.total - self.near

    @property
    def clocks_total(self) -> int:
        """Limits that were met, in time or not."""
        return self.clocks_kept + self.clocks_late

    @property
    def hours(self) -> int:
        """Whole hours spent."""
        return self.minutes // 60


def year_figures(year: int, until: date | None = None) -> YearFigures:
    """The cases that were opened in a fiscal year, up to a day. Four SQL statements."""
    return figures_between(fiscal_year_start(year), min(until or fiscal_year_end(year), fiscal_year_end(year)))


def figures_between(first: date, last: date) -> YearFigures:
    """The cases that were opened from the first to the last day. Four SQL statements."""
    span = Q(opened_on__range=(first, last)) & ~Q(status=Status.MERGED)
    year = fiscal_year(first)
    cases = Case.objects.filter(span, is_exercise=False)
    rows = cases.annotate(month=TruncMonth("opened_on")).values("kind", "month", "level").annotate(count=Count("pk"))
    kinds: dict[str, list[int]] = {}
    near: dict[str, int] = {}
    levels = [0, 0, 0, 0]
    for row in rows.order_by("kind", "month", "level"):
        quarter = (row["month"].month - 4) % 12 // 3
        kinds.setdefault(row["kind"], [0, 0, 0, 0])[quarter] += row["count"]
        levels[row["level"]] += row["count"]
        if row["level"] == 0:
            near[row["kind"]] = near.get(row["kind"], 0) + row["count"]
    lines = [
        KindLine(kind, (q[0], q[1], q[2], q[3]), near.get(kind, 0)) for kind in IncidentKind if (q := kinds.get(kind))
    ]
    real = span & Q(is_exercise=False)
    sums = Case.objects.aggregate(
        open=Count("pk", filter=real & (Q(closed_on__isnull=True) | Q(closed_on__gt=last))),
        persons=Sum("persons_count", filter=real),
        exercises=Count("pk", filter=span & Q(is_exercise=True)),
        first=Min("fiscal_year"),
    )
    clocks = Clock.objects.filter(case__in=cases, done_at__isnull=False).values_list("done_at", "due_at")
    kept = [done <= due for done, due in clocks if done]
    spent = Effort.objects.filter(case__in=cases).aggregate(minutes=Sum("minutes"), yen=Sum("yen"))
    return YearFigures(
        year=year,
        total=sum(levels),
        near=levels[0],
        open=sums["open"],
        levels=(levels[0], levels[1], levels[2], levels[3]),
        kinds=sorted(lines, key=lambda line: -line.total),
        exercises=sums["exercises"],
        clocks_kept=sum(kept),
        clocks_late=len(kept) - sum(kept),
        persons=sums["persons"] or 0,
        minutes=spent["minutes"] or 0,
        yen=spent["yen"] or 0,
        first=min(sums["first"] or year, year),
    )


def training_hints(ctx: Context, year: int) -> list[Lesson]:
    """What cases of the year taught and training should tell. One SQL statement."""
    rows = Lesson.objects.filter(case__in=cases_for(ctx), case__fiscal_year=year).exclude(training_hint="")
    return list(rows.select_related("case").order_by("-pk"))
