"""The load of a year month by month, what was agreed, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sakimori.foundation.people.types import SITTINGS
from sakimori.front.calendar.models import YearPlan
from sakimori.front.calendar.queries import Month

HEAVY = 1.5
"""A month with so many times the mean is called full."""
LARGEST_KINDS = 3
BAR = 200
"""Width of the longest bar."""


@dataclass(frozen=True, slots=True)
class Load:
    """What falls due in a month: how much, of what kinds, how much of it while the assembly sits."""

    month: Month
    total: int
    kinds: tuple[tuple[str, int], ...]
    more_kinds: int
    in_sitting: int
    sits: str
    is_heavy: bool
    agreed: int | None
    """How much it was when the year was agreed."""
    width: int

    @property
    def change(self) -> int:
        """More or less than was agreed."""
        return 0 if self.agreed is None else self.total - self.agreed


def loads(months: Sequence[Month], plan: YearPlan | None = None) -> list[Load]:
    """The months of a year with their load; nothing is read."""
    totals = [_total(month) for month in months]
    mean, most = sum(totals) / max(len(totals), 1), max(totals, default=0)
    agreed = dict(plan.figures.get("months", ())) if plan else {}
    found = []
    for month, total in zip(months, totals, strict=True):
        kinds = _kinds(month)
        found.append(
            Load(
                month=month,
                total=total,
                kinds=tuple(kinds[:LARGEST_KINDS]),
                more_kinds=sum(count for _name, count in kinds[LARGEST_KINDS:]),
                in_sitting=sum(entry.count for entry in month.entries if entry.sitting),
                sits="、".join(one.name for one in month.periods if one.kind in SITTINGS),
                is_heavy=total > mean * HEAVY,
                agreed=agreed.get(f"{month.first:%Y-%m}") if plan else None,
                width=round(total / most * BAR) if most else 0,
            )
        )
    return found


def _total(month: Month) -> int:
    return sum(entry.count for entry in month.entries)


def _kinds(month: Month) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for entry in month.entries:
        found[entry.source_title] = found.get(entry.source_title, 0) + entry.count
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def figures_of(months: Sequence[Month]) -> dict[str, Any]:
    """The year as it is agreed: totals and lines, so that it can be told later what was added or moved."""
    return {
        "months": [[f"{month.first:%Y-%m}", _total(month)] for month in months],
        "entries": [[entry.day.isoformat(), entry.title, entry.count] for month in months for entry in month.entries],
    }


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines that are not as they were agreed."""

    added: tuple[tuple[date, str], ...]
    gone: tuple[tuple[date, str], ...]


def changed(months: Sequence[Month], figures: Mapping[str, Any]) -> Changed:
    """What was added and what is gone since; a line that moved is both."""
    now = {(entry.day, entry.title) for month in months for entry in month.entries}
    then = {(date.fromisoformat(day), title) for day, title, _count in figures.get("entries", ())}
    return Changed(tuple(sorted(now - then)), tuple(sorted(then - now)))


def plans_of(year: int) -> list[YearPlan]:
    """Every agreement about a year, the newest first."""
    rows = YearPlan.objects.filter(fiscal_year=year).select_related("person")
    return list(rows.order_by("-agreed_on", "-id"))
