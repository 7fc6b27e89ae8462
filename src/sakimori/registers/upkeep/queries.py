"""Reads of changes, maintenance and remote access: as of a day, by asset, what is left open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from sakimori.dates import next_paper_number
from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.lists.past import as_on
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.models import Supplier
from sakimori.registers.suppliers.queries import supplier_named
from sakimori.registers.upkeep.models import RemoteWindow, Work, WorkVisit
from sakimori.registers.upkeep.types import WindowState, WorkState

FIRST = (WorkState.LATE, WorkState.WAITING, WorkState.PLANNED, WorkState.DONE, WorkState.CANCELLED)
FIRST_WINDOWS = (
    WindowState.LEFT_OPEN, WindowState.OPEN, WindowState.PLANNED, WindowState.UNUSED, WindowState.CLOSED,
    WindowState.CANCELLED,
)  # fmt: skip


def end_of(on: date) -> datetime:
    """The last moment of a day in Japan."""
    return datetime.combine(on, time.max, TOKYO)


def works_on(on: date) -> list[Work]:
    """Everything entered by the day as it stood then; what waits first, then the newest. One SQL statement."""
    rows = (
        Work.objects.filter(entered_on__lte=on)
        .select_related("asset", "person", "supplier")
        .order_by("-planned_on", "-id")
    )
    found = as_on(rows, on, "approved_on", "done_on", "cancelled_on")
    for row in found:
        row.state_now = row.state(on)  # type: ignore[attr-defined]
    return sorted(found, key=lambda row: FIRST.index(row.state_now))  # type: ignore[attr-defined]


def with_state(rows: list[RemoteWindow], at: datetime) -> list[RemoteWindow]:
    """The windows with `state_now`, those that are open first."""
    for row in rows:
        row.state_now = row.state(at)  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: FIRST_WINDOWS.index(row.state_now))  # type: ignore[attr-defined]


def windows_on(on: date, at: datetime) -> list[RemoteWindow]:
    """Windows of the year before the day and of the weeks after it, as they stood at the moment. One SQL statement."""
    first, last = end_of(on) - timedelta(days=366), end_of(on) + timedelta(days=60)
    still = Q(closed_at__isnull=True, opened_at__isnull=False)
    rows = RemoteWindow.objects.filter(Q(from_at__gte=first) | still, from_at__lte=last).select_related(
        "asset", "work", "supplier", "allowed_by", "opened_by", "closed_by"
    )
    return with_state(list(rows.order_by("-from_at", "id")), min(at, end_of(on)))


def left_open(at: datetime) -> QuerySet[RemoteWindow]:
    """Windows past their time that nobody closed."""
    rows = RemoteWindow.objects.filter(opened_at__lte=at, closed_at__isnull=True, until_at__lt=at)
    return rows.filter(cancelled_on__isnull=True).select_related("asset").order_by("until_at", "id")


def newest_works(condition: Q, most: int) -> QuerySet[Work]:
    """The newest work under a condition; to be read together with windows."""
    return Work.objects.filter(condition).select_related("asset").order_by("-planned_on", "-id")[:most]


def newest_windows(condition: Q, most: int) -> QuerySet[RemoteWindow]:
    """The newest windows under a condition; to be read together with work."""
    return RemoteWindow.objects.filter(condition).select_related("asset").order_by("-from_at", "id")[:most]


def in_order(
    works: list[Work], windows: list[RemoteWindow], on: date, at: datetime
) -> tuple[list[Work], list[RemoteWindow]]:
    """The same with `state_now`: the newest work first, and windows that are open."""
    works = sorted(works, key=lambda row: (row.planned_on, row.pk), reverse=True)
    for work in works:
        work.state_now = work.state(on)  # type: ignore[attr-defined]
    return works, with_state(sorted(windows, key=lambda row: row.from_at, reverse=True), at)


def by(supplier: Supplier) -> Q:
    """Condition on work or a window: it is of this company, tied to it or, where nothing is tied, by its name.

    A company that came onto the register after the work is found in that way without a second look at old records.
    """
    return Q(supplier=supplier) | Q(supplier__isnull=True, company=supplier.name)


def supplier_of(row: Work | RemoteWindow) -> Supplier | None:
    """The company of the register, as `by` has it. At most one SQL statement."""
    return row.supplier or supplier_named(row.company)


def of_supplier(condition: Q, on: date, at: datetime, most: int) -> tuple[list[Work], list[RemoteWindow]]:
    """The newest work and windows under a condition that both tables know. One SQL statement."""
    works, windows = together(newest_works(condition, most), newest_windows(condition, most))
    return in_order(works, windows, on, at)


def visits_of(work: Work) -> list[Visit]:
    """Visits that belong to a piece of work, oldest first."""
    rows = WorkVisit.objects.filter(work=work).select_related("visit__place", "visit__escort")
    return [row.visit for row in rows.order_by("visit__came_at", "id")]


def work_of_visit(visit: Visit) -> Work | None:
    """The piece of work for which somebody came."""
    found = WorkVisit.objects.filter(visit=visit).select_related("work__asset").first()
    return found.work if found else None


def near(on: date) -> QuerySet[Work]:
    """Work that a visit may belong to: not called off, planned or done within two months of the day."""
    span = (on - timedelta(days=60), on + timedelta(days=60))
    around = Q(planned_on__range=span) | Q(done_on__range=span)
    return Work.objects.filter(around, cancelled_on__isnull=True).select_related("asset").order_by("-planned_on", "id")


def next_number(on: date) -> str:
    """The next number of the fiscal year, e.g. R8-3."""
    return next_paper_number(Work.objects.values_list("number", flat=True), on)
