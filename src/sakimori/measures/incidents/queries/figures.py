"""Cases in numbers, near misses too: by kind and quarter, for the statistics page and the annual report.

Numbers only: a restricted case is counted like any other and cannot be told from them. Exercises are counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.together import together
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
    """The cases that were opened in a fiscal year, up to a day. One SQL statement."""
    return figures_between(fiscal_year_start(year), min(until or fiscal_year_end(year), fiscal_year_end(year)))


def figures_between(first: date, last: date) -> YearFigures:
    """The cases that were opened from the first to the last day. One SQL statement."""
    span = Q(opened_on__range=(first, last)) & ~Q(status=Status.MERGED)
    year = fiscal_year(first)
    cases = Case.objects.filter(span, is_exercise=False)
    by_month = cases.annotate(month=TruncMonth("opened_on")).values("kind", "month", "level")
    real = span & Q(is_exercise=False)
    overall = (
        Case.objects.order_by()
        .values("assembly")
        .annotate(
            open=Count("pk", filter=real & (Q(closed_on__isnull=True) | Q(closed_on__gt=last))),
            persons=Sum("persons_count", filter=real),
            exercises=Count("pk", filter=span & Q(is_exercise=True)),
            first=Min("fiscal_year"),
        )
    )
    rows, counted, clocks, efforts = together(
        by_month.annotate(count=Count("pk")),
        overall,
        Clock.objects.filter(case__in=cases, done_at__isnull=False).values_list("done_at", "due_at"),
        Effort.objects.filter(case__in=cases).values_list("minutes", "yen"),
    )
    kinds: dict[str, list[int]] = {}
    near: dict[str, int] = {}
    levels = [0, 0, 0, 0]
    for row in rows:
        quarter = (row["month"].month - 4) % 12 // 3
        kinds.setdefault(row["kind"], [0, 0, 0, 0])[quarter] += row["count"]
        levels[row["level"]] += row["count"]
        if row["level"] == 0:
            near[row["kind"]] = near.get(row["kind"], 0) + row["count"]
    lines = [
        KindLine(kind, (q[0], q[1], q[2], q[3]), near.get(kind, 0)) for kind in IncidentKind if (q := kinds.get(kind))
    ]
    kept = [done <= due for done, due in clocks if done]
    sums = next(iter(counted), dict[str, Any]())
    return YearFigures(
        year=year,
        total=sum(levels),
        near=levels[0],
        open=sums.get("open", 0),
        levels=(levels[0], levels[1], levels[2], levels[3]),
        kinds=sorted(lines, key=lambda line: -line.total),
        exercises=sums.get("exercises", 0),
        clocks_kept=sum(kept),
        clocks_late=len(kept) - sum(kept),
        persons=sums.get("persons") or 0,
        minutes=sum(minutes for minutes, _yen in efforts),
        yen=sum(yen for _minutes, yen in efforts),
        first=min(sums.get("first") or year, year),
    )


def training_hints(ctx: Context, year: int) -> list[Lesson]:
    """What cases of the year taught and training should tell. One SQL statement."""
    rows = Lesson.objects.filter(case__in=cases_for(ctx), case__fiscal_year=year).exclude(training_hint="")
    return list(rows.select_related("case").order_by("-pk"))
