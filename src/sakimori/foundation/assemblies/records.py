"""What every row of an assembly is: it knows its assembly, is seen only in scope, and changes only inside an action.

The rows that changed are noted in the running action's journal; `foundation.actions` opens it and writes the ledger.
"""

from __future__ import annotations

import datetime
import decimal
import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from sakimori.foundation.assemblies.constraints import plainly_kept, points_to_a_row
from sakimori.foundation.assemblies.ids import uuid7
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.assemblies.scope import EVERY, current, current_assembly_id
from sakimori.foundation.assemblies.writing import inserted, updated


class WriteOutsideAction(RuntimeError):
    """A recorded row was written outside an action: permission, history and proof would be missing."""


Values = dict[str, Any]
"""Columns of a row by attribute name, as canonical JSON can hold them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change: `before` is None for a new row, `after` None for a deleted one; only fields that differ."""

    model: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    table: str


@dataclass(slots=True)
class Journal:
    """What one running action has changed so far, in order."""

    changes: list[Change] = field(default_factory=list)

    def note(self, model: type[models.Model], key: object, before: Values | None, after: Values | None) -> None:
        """Add a change; two changes of a row that touch only their own fields are both kept, in order."""
        if before is not None and after is not None:
            differing = {name for name in after if after[name] != before.get(name)}
            if not differing:
                return
            before = {name: value for name, value in before.items() if name in differing}
            after = {name: value for name, value in after.items() if name in differing}
        self.changes.append(Change(model._meta.label_lower, str(key), before, after, model._meta.db_table))


_journal: ContextVar[Journal | None] = ContextVar("journal", default=None)


@contextmanager
def journal() -> Iterator[Journal]:
    """Open the journal of an action; an action called inside an action writes into its own."""
    opened = Journal()
    token = _journal.set(opened)
    try:
        yield opened
    finally:
        _journal.reset(token)


def running_journal(model: type[models.Model]) -> Journal:
    """The journal of the running action. Raises WriteOutsideAction where there is none."""
    opened = _journal.get()
    if opened is None:
        raise WriteOutsideAction(f"{model.__name__} may change only inside an action")
    return opened


def plain(value: object) -> Any:
    """A column's value as canonical JSON can hold it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


SIMPLE = frozenset({type(None), str, int, bool})
"""Values that are the same in Python, in the database and in JSON; most columns of most rows hold one."""


def row_values(row: models.Model) -> dict[str, Any]:
    """A row's columns by attribute name, without the key and the assembly."""
    values = {}
    for field_ in _fields(type(row)):
        value = getattr(row, field_.attname)
        values[field_.attname] = value if type(value) in SIMPLE else plain(field_.get_prep_value(value))
    return values


@functools.cache
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(f for f in model._meta.concrete_fields if f.attname not in {"id", "assembly_id"})


Row = TypeVar("Row", bound=models.Model)


class AssemblyQuerySet(models.QuerySet[Row]):
    """Rows of assemblies; reading only. Nothing here writes."""


class ScopedManager(models.Manager[Row]):
    """No scope, no rows; a scope shows its rows; `every_assembly` shows all."""

    def get_queryset(self) -> models.QuerySet[Row]:
        rows = super().get_queryset()
        wanted = current()
        if wanted is None:
            return rows.none()
        if wanted == EVERY:
            return rows
        # The same filter for every query of a request: it is written once and copied.
        key = (self.model, type(rows))
        known = _last_scope.get(key)
        if known is None or known[0] != wanted:
            known = _last_scope[key] = (wanted, rows.filter(assembly_id=wanted))
        return known[1].using(rows.db) if self._db else known[1].all()


_last_scope: dict[tuple[type[models.Model], type], tuple[object, models.QuerySet[Any]]] = {}


class AssemblyRow(models.Model):
    """A row that belongs to one assembly."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assembly = models.ForeignKey(
        "assemblies.Assembly", on_delete=models.PROTECT, editable=False, related_name="+", default=current_assembly_id
    )

    objects = ScopedManager.from_queryset(AssemblyQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """A row pointed to that is at hand and of this assembly, or plainly there, need not be looked for by Django."""
        found = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and (self._has_read(field) or points_to_a_row(field, self))
        }
        super().clean_fields(exclude=found.union(exclude or ()))

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Those that Django must look at."""
        return [
            (model, [one for one in constraints if not plainly_kept(one, self)])
            for model, constraints in super().get_constraints()
        ]

    def _do_insert(self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: bool) -> Any:
        if not returning_fields and not raw and inserted(self, fields, using):
            return []
        return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        found = updated(self, values, using)
        return super()._do_update(base_qs, using, pk_val, values, *rest) if found is None else found

    def _has_read(self, field: models.Field[Any, Any]) -> bool:
        row = field.get_cached_value(self, default=None)  # type: ignore[attr-defined]
        return (
            isinstance(row, AssemblyRow)
            and not row._state.adding
            and row.pk == getattr(self, field.attname)
            and row.assembly_id == self.assembly_id
        )


class RecordedQuerySet(AssemblyQuerySet[Row]):
    """Bulk writes are noted in the journal like single ones, with the values before and after."""

    def update(self, **values: Any) -> int:
        opened = running_journal(self.model)
        before = {row.pk: row_values(row) for row in self.all()}
        changed = models.QuerySet(self.model, using=self.db).filter(pk__in=before).update(**values)
        for row in self.model._base_manager.filter(pk__in=before):
            opened.note(self.model, row.pk, before[row.pk], row_values(row))
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        opened = running_journal(self.model)
        rows = [(row.pk, row_values(row)) for row in self.all()]
        result = super().delete()
        for key, values in rows:
            opened.note(self.model, key, values, None)
        return result

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        opened = running_journal(self.model)
        rows = super().bulk_create(objs, *args, **kwargs)
        for row in rows:
            opened.note(self.model, row.pk, None, row_values(row))
        return rows


@kept
def _stored(model: type[models.Model], key: UUID) -> models.QuerySet[Any]:
    return model._base_manager.filter(pk=key)


class Recorded(AssemblyRow):
    """A row whose every change is one entry of the ledger."""

    objects = ScopedManager.from_queryset(RecordedQuerySet)()  # type: ignore[assignment, misc]

    class Meta(AssemblyRow.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        opened = running_journal(type(self))
        old = None if self._state.adding else next(iter(_stored(type(self), self.pk)), None)
        super().save(*args, **kwargs)
        opened.note(type(self), self.pk, None if old is None else row_values(old), row_values(self))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        opened = running_journal(type(self))
        key, values = self.pk, row_values(self)
        result = super().delete(*args, **kwargs)
        opened.note(type(self), key, values, None)
        return result
