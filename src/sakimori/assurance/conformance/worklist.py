"""What is missing: who or what, why, by when, and the button that mends it. The work of the office, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from sakimori.assurance.conformance.actions import first_urgent
from sakimori.assurance.conformance.queries import Board, DutyRow, duties_of, duties_today
from sakimori.assurance.conformance.urgent import Urgent, urgent_of
from sakimori.assurance.conformance.ways import way
from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import DutySpec, built_duties, catalogue
from sakimori.foundation.papers.days import day_text

NAMED = 3
"""Subjects of a duty that the work list names; the others are a number and a link."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One subject that breaches or soon will: who, why, by when, and the button that mends it."""

    label: str
    reason: str
    due: date | None
    is_breached: bool
    remedy_label: str
    remedy_url: str
    """Empty where the reader may not open the page."""
    remedy_by: str
    """Then this says in words who may."""
    duty: DutySpec

    @property
    def tells_due(self) -> bool:
        """Whether the reason names the last day already."""
        return day_text(self.due) in self.reason


@dataclass(frozen=True, slots=True)
class Work:
    """What one duty asks for today: how many subjects, the first date, and the most urgent of them."""

    row: DutyRow
    gaps: tuple[Gap, ...]
    shared: Gap | None
    """Any of them, where one page mends them all; else each has its own button."""

    @property
    def due(self) -> date | None:
        """The first date that is known."""
        return min((gap.due for gap in self.gaps if gap.due), default=None)

    @property
    def more(self) -> int:
        """Subjects beyond those that are named."""
        return self.row.standing.breached + self.row.standing.soon - len(self.gaps)


def gaps(ctx: Context, keys: Iterable[str], limit: int = 200, known: Board | None = None) -> list[Gap]:
    """What is missing today for a few duties, breaches first, then by date; read anew.

    One statement for each population of a duty that has breaches or near dates; `known` is today's board where the
    page has it already. At most `limit` subjects of each population; `gap_count` has the whole number.
    """
    rows = duties_of(known) if known else duties_today(ctx)
    built = built_duties()
    wanted = [key for key in keys if key in built and _is_urgent(rows[key])]
    return _in_order(_gap(ctx, key, subject) for key in wanted for subject in urgent_of(key, ctx.today, limit))


def all_gaps(ctx: Context, known: Board, keys: Iterable[str] | None = None) -> list[Gap]:
    """What is missing today for many duties, the first sixty subjects of each; one statement while nothing changed."""
    rows = duties_of(known)
    wanted = [key for key in (rows if keys is None else keys) if _is_urgent(rows[key])]
    found = first_urgent(wanted, ctx.today)
    return _in_order(_gap(ctx, key, subject) for key, subjects in found.items() for subject in subjects)


def work(ctx: Context, known: Board, keys: Iterable[str] | None = None) -> list[Work]:
    """The same by duty: what is breached first, then by date. One statement while nothing changed."""
    rows = duties_of(known)
    wanted = [key for key in (rows if keys is None else keys) if _is_urgent(rows[key])]
    found = first_urgent(wanted, ctx.today)
    works = [_work(ctx, rows[key], subjects) for key, subjects in found.items()]
    return sorted(works, key=lambda one: (not one.row.standing.breached, one.due or date.max, one.row.spec.order))


def gap_count(whole: Board) -> int:
    """How many subjects breach or soon will, over all duties."""
    return sum(row.standing.breached + row.standing.soon for row in duties_of(whole).values())


def _is_urgent(row: DutyRow) -> bool:
    return bool(row.standing.breached or row.standing.soon)


def _work(ctx: Context, row: DutyRow, subjects: list[Urgent]) -> Work:
    pages = {(subject.url_name, str(subject.kwargs)) for subject in subjects}
    named = tuple(_gap(ctx, row.key, subject) for subject in subjects[:NAMED])
    return Work(row, named, named[0] if len(pages) == 1 else None)


def _gap(ctx: Context, key: str, subject: Urgent) -> Gap:
    url, by = way(ctx, subject.url_name, **subject.kwargs)
    words = subject.words[(get_language() or "ja")[:2]]
    return Gap(
        label=words.label,
        reason=words.reason,
        due=subject.due,
        is_breached=subject.is_breached,
        remedy_label=words.remedy,
        remedy_url=url,
        remedy_by=by,
        duty=catalogue()[key],
    )


def _in_order(found: Iterable[Gap]) -> list[Gap]:
    return sorted(found, key=lambda gap: (not gap.is_breached, gap.due or date.max, gap.duty.order, gap.label))
