"""Rows as of a past day: today's rows with every change since taken back, from the ledger."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.ledger.queries import day_bounds

Row = TypeVar("Row", bound=Recorded)
Changes = dict[UUID, dict[str, Any] | None]


def later_changes(model: type[Recorded], on: date, keys: Collection[UUID] | None = None) -> Changes:
    """By row: the values that it had at the end of the day, where they were changed later; None for what was
    registered later. One SQL statement."""
    rows = Detail.objects.filter(model=model._meta.label_lower, entry__at__gte=day_bounds(on)[1])
    if keys is not None:
        rows = rows.filter(object_id__in=[str(key) for key in keys])
    found: Changes = {}
    ordered = rows.order_by("entry__sequence", "position").values_list("object_id", "payload")
    for key, payload in ordered.iterator(chunk_size=2000):
        known = found.setdefault(UUID(key), {})
        # An erased payload says nothing; the row keeps the value it has today.
        before = json.loads(payload).get("before") if payload is not None else {}
        if before is None:
            found[UUID(key)] = known or None
        elif known is not None:
            found[UUID(key)] = before | known  # the earliest later change has the value of the day
    return found


def as_of(rows: Collection[Row], changes: Changes) -> list[Row]:
    """The rows as they were; without those that did not exist yet. The rows given are changed in place."""
    there = []
    for row in rows:
        values = changes.get(row.pk, {})
        if values is None:
            continue
        _set(row, values)
        there.append(row)
    return there


def deleted_since(model: type[Row], changes: Changes, present: Collection[UUID], mark: str) -> list[Row]:
    """Rows of the day that are gone altogether since (an import that was taken back); `mark` is a column that every
    whole row has."""
    gone = []
    for key, values in changes.items():
        if values is not None and key not in present and mark in values:
            row = model(pk=key)
            _set(row, values)
            gone.append(row)
    return gone


def _set(row: Recorded, values: dict[str, Any]) -> None:
    fields = {field.attname: field for field in row._meta.concrete_fields if field.name not in {"id", "assembly"}}
    for name, value in values.items():
        field = fields.get(name)
        if field is not None:
            setattr(row, name, field.to_python(value))
