"""The list of assets: today with one narrow search and at most one count, or as it was on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.rules import visible
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.assets.filters import Filters, conditions, lending
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import holders
from sakimori.registers.assets.past import as_of, deleted_since, later_changes
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
    if on < ctx.today:
        keys, rows = _on_past_day(ctx, wanted, on, order)
        total = len(keys)
        number = min(number, max(1, -(-total // size)))
        shown = _filled(keys[(number - 1) * size : number * size], rows, on)
    else:
        found = matching(ctx, wanted, on).order_by(*_order(order))
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
        return ("-registered_on", "-id")
    if order in {"lease_to", "support_ends_on", "retention_until"}:
        return (F(order).asc(nulls_last=True), "number")
    if order == "number" or order not in ORDERS:
        return ("number",)
    return (order, "number")


def _page(found: QuerySet[Asset], number: int, size: int) -> tuple[list[UUID], int, int]:
    """Keys of the page, how many there are in all, and the page's number. One statement; a second one counts when the
    page does not show it."""
    start = (number - 1) * size
    keys = list(found.values_list("pk", flat=True)[start : start + size + 1])
    if len(keys) <= size and (keys or number == 1):
        return keys, start + len(keys), number
    total = found.order_by().count()
    if not keys and total:
        return _page(found, -(-total // size), size)
    return keys[:size], total, 1 if not total else number


def _in_order(keys: Sequence[UUID]) -> list[Asset]:
    if not keys:
        return []
    rows = {row.pk: row for row in Asset.objects.filter(pk__in=keys).select_related(*POINTED)}
    return [rows[key] for key in keys if key in rows]


def _on_past_day(ctx: Context, wanted: Filters, on: date, order: str) -> tuple[list[UUID], dict[UUID, Asset]]:
    """Keys of the rows of that day in order, and those rows among them that were different then."""
    changes = later_changes(on)
    tests = list(conditions(wanted, on))
    fitting = matching(ctx, wanted, on).filter(registered_on__lte=on)
    field = "registered_on" if order == "newest" else order if order in ORDERS else "number"
    marks = [
        (key, value, name) for key, value, name in fitting.values_list("pk", field, "number") if key not in changes
    ]
    changed = _changed(ctx, wanted, on, changes)
    then = {row.pk: row for row in changed if all(test.holds(row) for test in tests) and row.registered_on <= on}
    marks += [(row.pk, getattr(row, field), row.number) for row in then.values()]
    marks.sort(key=lambda mark: (mark[1] is None, mark[1] if mark[1] is not None else "", mark[2]))
    keys = [key for key, _value, _name in marks]
    return (keys[::-1] if order == "newest" else keys), then


def _changed(ctx: Context, wanted: Filters, on: date, changes: dict[UUID, Any]) -> list[Asset]:
    """Rows that were changed after the day, as they were on it."""
    own = visible(ctx, Asset.objects.filter(lending(wanted, on)))
    near = own.filter(pk__in=changes) if len(changes) <= MOST else own
    rows = [row for row in near if row.pk in changes]
    everything = replace(wanted, lent="", holder="") == wanted
    gone = deleted_since(changes, set(Asset.objects.values_list("pk", flat=True))) if everything else []
    return [*as_of(rows, changes), *gone]


def _filled(keys: Sequence[UUID], then: dict[UUID, Asset], on: date) -> list[Asset]:
    """The rows of a page of a past day with what they pointed to."""
    same = {row.pk: row for row in Asset.objects.filter(pk__in=[key for key in keys if key not in then])}
    rows = [then.get(key) or same[key] for key in keys]
    point(rows)
    return rows


def point(rows: Iterable[Asset]) -> None:
    """Fetch what the rows point to: one SQL statement for each kind of thing."""
    found = list(rows)
    for name, model in POINTED.items():
        wanted = {key for row in found if (key := getattr(row, f"{name}_id")) is not None}
        things = model._default_manager.in_bulk(list(wanted)) if wanted else {}
        for row in found:
            setattr(row, name, things.get(getattr(row, f"{name}_id")))
