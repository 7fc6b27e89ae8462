"""Assets as they were on a past day: today's rows with everything undone that the ledger says came later (AST-15)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.ledger.queries import day_bounds
from sakimori.registers.assets.models import Asset

_FIELDS = {field.attname: field for field in Asset._meta.concrete_fields if field.name not in {"id", "assembly"}}


def later_changes(on: date, keys: Collection[UUID] | None = None) -> dict[UUID, dict[str, Any] | None]:
    """By asset: the values that it had at the end of the day, where they were changed later; None for what was
    registered later. One SQL statement."""
    rows = Detail.objects.filter(model="assets.asset", entry__at__gte=day_bounds(on)[1])
    if keys is not None:
        rows = rows.filter(object_id__in=[str(key) for key in keys])
    found: dict[UUID, dict[str, Any] | None] = {}
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


def as_of(rows: Collection[Asset], changes: dict[UUID, dict[str, Any] | None]) -> list[Asset]:
    """The rows as they were; without those that did not exist yet. The rows given are changed in place."""
    there = []
    for row in rows:
        values = changes.get(row.pk, {})
        if values is None:
            continue
        _set(row, values)
        there.append(row)
    return there


def deleted_since(changes: dict[UUID, dict[str, Any] | None], present: Collection[UUID]) -> list[Asset]:
    """Rows of the day that are gone altogether since (an import that was taken back)."""
    gone = []
    for key, values in changes.items():
        if values is not None and key not in present and "registered_on" in values:
            row = Asset(pk=key)
            _set(row, values)
            gone.append(row)
    return gone


def _set(row: Asset, values: dict[str, Any]) -> None:
    for name, value in values.items():
        field = _FIELDS.get(name)
        if field is not None:
            setattr(row, name, field.to_python(value))
