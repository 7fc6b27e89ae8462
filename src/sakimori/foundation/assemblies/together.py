"""Rows of several tables in one SQL statement: for pages that show a little of much.

    works, windows = together(Work.objects.filter(asset=asset), RemoteWindow.objects.filter(asset=asset))

Each queryset gives what it would give alone: rows of a model with what it annotates, or the dictionaries of `values()`.
They are laid into columns of the same type and joined by UNION ALL; their order is not kept, nor `select_related`. Where a page
is opened often, `joined` stands in a function that is compiled once (`kept`), and `parted` reads what it gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Field, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

Slot = tuple[str, int]
"""A column of the joined statement: its type, and which one of this type it is."""
Types = dict[str, "Field[Any, Any]"]


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the querysets, and which of its columns stands in which slot."""

    rows: QuerySet[Any, Any]
    names: dict[Slot, str]
    types: Types

    def spread(self, layout: Sequence[Slot], types: Types, number: int) -> QuerySet[Any, Any]:
        """The queryset over every slot. Those of others are empty, but of their type: PostgreSQL asks for it."""
        columns = [F(self.names[slot]) if slot in self.names else Cast(Value(None), types[slot[0]]) for slot in layout]
        return self.rows.order_by().values_list(Value(number), *columns)

    def row(self, values: dict[Slot, Any]) -> Any:
        """A row as the queryset would give it."""
        known = {name: values[slot] for slot, name in self.names.items()}
        if self.rows.query.selected is not None:
            return known
        names = [field.attname for field in self.rows.model._meta.concrete_fields if field.attname in known]
        row = self.rows.model.from_db(self.rows.db, names, [known.pop(name) for name in names])
        vars(row).update(known)
        return row


def together(*querysets: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each queryset. One SQL statement."""
    return parted(joined(*querysets))


def joined(*querysets: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """All of them as one, not yet read; for `parted`."""
    parts = [_part(rows) for rows in querysets]
    types = {kind: field for part in parts for kind, field in part.types.items()}
    layout = sorted({slot for part in parts for slot in part.names})
    first, *others = (part.spread(layout, types, number) for number, part in enumerate(parts))
    rows: QuerySet[Any, Any] = first.union(*others, all=True)
    rows.parts, rows.layout = parts, layout  # type: ignore[attr-defined]
    return rows


def parted(rows: QuerySet[Any, Any]) -> list[list[Any]]:
    """What was joined, a list for each queryset. One SQL statement."""
    parts: list[_Part] = rows.parts  # type: ignore[attr-defined]
    layout: list[Slot] = rows.layout  # type: ignore[attr-defined]
    found: list[list[Any]] = [[] for _part in parts]
    for number, *values in rows:
        found[number].append(parts[number].row(dict(zip(layout, values, strict=True))))
    return found


def _part(rows: QuerySet[Any, Any]) -> _Part:
    query, model = rows.query.clone(), rows.model
    mask = query.get_select_mask() or model._meta.concrete_fields
    fields = [field.attname for field in model._meta.concrete_fields if field in mask]
    count: Counter[str] = Counter()
    names: dict[Slot, str] = {}
    types: Types = {}
    for name in query.selected or [*fields, *query.annotation_select]:
        kind, field = _type_of(F(name).resolve_expression(query, allow_joins=True).output_field)
        types[kind] = field
        names[kind, count[kind]] = name
        count[kind] += 1
    return _Part(rows, names, types)


def _type_of(field: Field[Any, Any]) -> tuple[str, Field[Any, Any]]:
    """The type that a column has beside others: the length of a text and the size of a number do not matter."""
    if isinstance(field, CharField | TextField):
        return "text", TextField()
    if isinstance(field, IntegerField):
        return "number", BigIntegerField()
    return field.get_internal_type(), field
