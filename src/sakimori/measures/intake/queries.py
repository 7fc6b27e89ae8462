"""Reads over reports: the list, what waits, the receipt, near misses by kind and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person
from sakimori.foundation.people.types import STAFF_ROLES
from sakimori.measures.intake.cases import case_pages
from sakimori.measures.intake.models import Door, Report
from sakimori.measures.intake.rules import digest_of
from sakimori.measures.intake.types import Nature, State
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.organization.queries import window_contact


def door() -> Door | None:
    """The door of the assembly in scope; None where nobody has set it up yet."""
    return Door.objects.first()


def reports(ctx: Context) -> QuerySet[Report]:
    """The reports that the actor may see, newest first: none of a case that they may not see."""
    rows = Report.objects.select_related("person", "asset", "received_by", "same_as", "voice")
    if not allowed(ctx, Permission.INCIDENT_RESTRICTED):
        rows = rows.filter(is_restricted=False)
    pages = case_pages()
    if pages is not None:
        hidden = pages.hidden(ctx)
        rows = rows.exclude(case_id__in=hidden).exclude(same_as__case_id__in=hidden)
    return rows.order_by("-number")


def end_of(on: date) -> datetime:
    """The moment at which a day in Japan is over."""
    return datetime.combine(on + timedelta(days=1), time.min, tzinfo=TOKYO)


def untouched(on: date) -> QuerySet[Report]:
    """Reports that had come by the end of the day and that nobody had begun to handle by then."""
    return Report.objects.filter(Q(touched_on__isnull=True) | Q(touched_on__gt=on), received_at__lt=end_of(on))


def of_case(case_id: UUID) -> QuerySet[Report]:
    """Every report that led to a case, with what was merged into them."""
    return Report.objects.filter(Q(case_id=case_id) | Q(same_as__case_id=case_id)).order_by("number")


def report_by_receipt(code: str) -> Report | None:
    """The report whose receipt somebody holds."""
    return Report.objects.filter(receipt_digest=digest_of(code)).select_related("same_as").first()


def to_be_told(on: date) -> list[Person]:
    """Who hears of a report at once: whoever stands behind the window, and the secretariat. Three SQL statements."""
    people = list(
        Person.objects.filter(
            pk__in=Appointment.objects.filter(covers(on), post__role__in=STAFF_ROLES).values("person")
        ).order_by("id")
    )
    window = window_contact()
    behind = Q(pk=window.person_id) if window and window.person_id else Q(pk__in=[])
    if window and window.post_id and not window.person_id:
        behind = Q(pk__in=Appointment.objects.filter(covers(on), post_id=window.post_id).values("person"))
    known = {person.pk for person in people}
    return [*(person for person in Person.objects.filter(behind) if person.pk not in known), *people]


def like(ctx: Context, report: Report) -> list[Report]:
    """Reports that may be about the same and may be seen: the same kind or thing, within three days before or after."""
    near = timedelta(days=3)
    same = Q(kind=report.kind) | Q(asset_id=report.asset_id, asset__isnull=False)
    rows = reports(ctx).filter(same, received_at__range=(report.received_at - near, report.received_at + near))
    return list(rows.exclude(pk=report.pk).exclude(state=State.MERGED).order_by("number")[:20])


@dataclass(frozen=True, slots=True)
class Cell:
    """How often in a month."""

    month: date
    count: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a kind was reported in each month, oldest month first."""

    kind: IncidentKind
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """Over all months."""
        return sum(cell.count for cell in self.cells)


def months_until(on: date, count: int = 12) -> list[date]:
    """First days of the last months, oldest first, this one included."""
    number = on.year * 12 + on.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - count + 1, number + 1)]


def counted(on: date, natures: Sequence[Nature]) -> list[KindCount]:
    """Reports of these natures by kind and month over the last twelve months. One SQL statement.

    Merged ones are not counted twice.
    """
    months = months_until(on)
    rows = Report.objects.filter(
        nature__in=natures, received_at__gte=datetime.combine(months[0], time.min, tzinfo=TOKYO),
        received_at__lt=end_of(on),
    ).exclude(state=State.MERGED)  # fmt: skip
    found: Counter[tuple[str, date]] = Counter()
    for kind, at in rows.values_list("kind", "received_at"):
        found[kind, at.astimezone(TOKYO).date().replace(day=1)] += 1
    lines = [KindCount(kind, tuple(Cell(month, found[kind.value, month]) for month in months)) for kind in IncidentKind]
    return [line for line in lines if line.total]


def mine(ctx: Context) -> list[Report]:
    """The actor's own reports, newest first. One SQL statement."""
    if ctx.actor.person_id is None:
        return []
    return list(Report.objects.filter(person_id=ctx.actor.person_id).select_related("same_as").order_by("-number")[:20])
