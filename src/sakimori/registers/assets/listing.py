"""The list of assets: today with one narrow search and at most one count, or as it was on a past day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.rules import visible
from sakimori.foundation.ledger.past import Changes, as_of, deleted_since, later_changes
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.assets.filters import Filters, conditions, lending
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import holders
from sakimori.registers.premises.models import Place

ORDERS: Final = {
    "number": _("管理番号"),
    "name": _("名称"),
    "kind": _("種別"),
    "newest": _("新しく登録した順"),
    "lease_to": _("リース終了日"),
    "support_ends_on": _("サポート終了日"),
    "retention_until": _("保存期間の満了日"),
}
SIZES: Final = (50, 100, 200)
SHOWN: Final = (
    *("number", "kind", "category", "name", "state", "owner_kind", "owner_name", "owner_number", "zone", "maker"),
    *("model", "serial", "phone_number", "introduced_on", "lease_to", "support_ends_on", "retention_until", "note"),
    *("confidentiality", "has_personal_data", "ended_on", "unit__name", "place__name", "custodian_post__title"),
    *("custodian__name", "custodian__public_name"),
)
"""What the columns of the list need of a row and of what it points to; half the time goes into building rows."""
MOST: Final = 5000
"""As many rows may be changed or chosen at once."""
POINTED: Final[Mapping[str, type[models.Model]]] = {
    "unit": Unit,
    "place": Place,
    "custodian_post": Post,
    "custodian": Person,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    rows: tuple[Asset, ...]
    total: int
    number: int
    size: int
    holders: Mapping[UUID, str]

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


def listing(
    ctx: Context, wanted: Filters, on: date, *, order: str = "number", number: int = 1, size: int = 50
) -> Listing:
    """The rows of one page with what they point to, and who has them. A fixed number of SQL statements."""
    number = max(1, number)
    changes = later_changes(Asset, on) if on < ctx.today else {}
    if changes:
        marks, rows = _on_past_day(ctx, wanted, on, order, changes)
        total = len(marks)
        number = min(number, max(1, -(-total // size)))
        shown = _filled(marks[(number - 1) * size : number * size], rows)
    else:
        found = (
            matching(ctx, wanted, on)
            .filter(**({"registered_on__lte": on} if on < ctx.today else {}))
            .order_by(*_order(order))
        )
        page, total, number = _page(found, number, size)
        shown = _in_order(page)
    asked = holders()
    names = asked.names([row.pk for row in shown], on) if asked and shown else {}
    return Listing(tuple(shown), total, number, size, names)


def matching(ctx: Context, wanted: Filters, on: date) -> QuerySet[Asset]:
    """Today's rows that fit, as the actor may see them; unordered."""
    found = Q()
    for condition in conditions(wanted, on):
        found &= condition.q
    return visible(ctx, Asset.objects.filter(found & lending(wanted, on)))


def _order(order: str) -> tuple[Any, ...]:
    if order == "newest":
        return ("-id",)  # keys are made in order of time
    if order in {"lease_to", "support_ends_on", "retention_until"}:
        return (F(order).asc(nulls_last=True), "number")
    if order == "number" or order not in ORDERS:
        return ("number",)
    return (order, "number")


def _page(found: QuerySet[Asset], number: int, size: int) -> tuple[list[str], int, int]:
    """Numbers (管理番号) of the page's rows, how many rows there are in all, and the page's number.

    One statement; a second one counts when the page does not show it.
    """
    start = (number - 1) * size
    found_here = list(found.values_list("number", flat=True)[start : start + size + 1])
    if len(found_here) <= size and (found_here or number == 1):
        return found_here, start + len(found_here), number
    total = found.order_by().count()
    if not found_here and total:
        return _page(found, -(-total // size), size)
    return found_here[:size], total, 1 if not total else number


def _in_order(numbers: Sequence[str]) -> list[Asset]:
    """The rows by their numbers: SQLite always takes the index on assembly and number then, whatever it guesses of
    the size of an assembly (asked by keys it reads every row)."""
    if not numbers:
        return []
    found = Asset.objects.filter(number__in=numbers).select_related(*POINTED).only(*SHOWN)
    rows = {row.number: row for row in found}
    return [rows[number] for number in numbers if number in rows]


Mark = tuple[UUID, Any, str]
"""Key, value to sort by, number."""


def _on_past_day(
    ctx: Context, wanted: Filters, on: date, order: str, changes: Changes
) -> tuple[list[Mark], dict[UUID, Asset]]:
    """The rows of that day in order, and those among them that were different then."""
    tests = list(conditions(wanted, on))
    fitting = matching(ctx, wanted, on).filter(registered_on__lte=on)
    field = "pk" if order == "newest" else order if order in ORDERS else "number"
    marks = [mark for mark in fitting.values_list("pk", field, "number") if mark[0] not in changes]
    changed = _changed(ctx, wanted, on, changes)
    then = {row.pk: row for row in changed if all(test.holds(row) for test in tests) and row.registered_on <= on}
    marks += [(row.pk, getattr(row, field), row.number) for row in then.values()]
    marks.sort(key=lambda mark: (mark[1] is None, mark[1] if mark[1] is not None else "", mark[2]))
    return (marks[::-1] if order == "newest" else marks), then


def _changed(ctx: Context, wanted: Filters, on: date, changes: Changes) -> list[Asset]:
    """Rows that were changed after the day, as they were on it."""
    own = visible(ctx, Asset.objects.filter(lending(wanted, on)).select_related(*POINTED))
    rows = [row for row in _among(own, changes) if row.pk in changes]
    if wanted.lent or wanted.holder or not any("registered_on" in (values or ()) for values in changes.values()):
        return as_of(rows, changes)
    present = {row.pk for row in _among(Asset.objects.only("pk"), changes)}
    return [*as_of(rows, changes), *deleted_since(Asset, changes, present, "registered_on")]


def _among(rows: QuerySet[Asset], changes: Changes) -> QuerySet[Asset]:
    """Fewer rows, where the keys are few enough to name them."""
    return rows.filter(pk__in=changes) if len(changes) <= MOST else rows


def _filled(marks: Sequence[Mark], then: dict[UUID, Asset]) -> list[Asset]:
    """The rows of a page of a past day with what they pointed to."""
    same = Asset.objects.filter(number__in=[number for key, _value, number in marks if key not in then])
    rows = then | {row.pk: row for row in same.select_related(*POINTED) if row.pk not in then}
    shown = [rows[key] for key, _value, _number in marks]
    point(shown)
    return shown


def point(rows: Sequence[Asset]) -> None:
    """Let the rows hold what their columns point to: one SQL statement for each kind of thing that no row holds."""
    for name, model in POINTED.items():
        known = {thing.pk: thing for row in rows if (thing := row._state.fields_cache.get(name)) is not None}
        missing = {key for row in rows if (key := getattr(row, f"{name}_id")) is not None} - set(known)
        known |= model._default_manager.in_bulk(list(missing)) if missing else {}
        for row in rows:
            setattr(row, name, known.get(getattr(row, f"{name}_id")))
