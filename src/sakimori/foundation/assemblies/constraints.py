"""Constraints that a row plainly keeps need not be asked of the database one by one before it is written.

Django composes and runs a statement for each constraint of a row that is cleaned. A check of the row's own columns is
decided here without SQL; a plain unique constraint by a statement that is composed once. Whatever seems broken, or is
not understood, is left to Django, so messages and exceptions are its own; the database holds all of them anyway.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections, models, router
from django.db.models import F, Q

from sakimori.foundation.assemblies.scope import EVERY, current

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq, "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le,
}  # fmt: skip


class _NotUnderstood(Exception):
    """A condition that only the database can decide."""


def plainly_kept(constraint: models.BaseConstraint, row: models.Model) -> bool:
    """Whether the row surely keeps the constraint; False means: ask Django."""
    try:
        if isinstance(constraint, models.CheckConstraint):
            return _holds(constraint.condition, row) is not False
        if isinstance(constraint, models.UniqueConstraint):
            return _is_alone(constraint, row)
    except (_NotUnderstood, FieldDoesNotExist, TypeError, ValueError, ValidationError):
        pass
    return False


def points_to_a_row(column: models.ForeignKey[Any, Any], row: models.Model) -> bool:
    """Whether the key surely leads to a row of the assembly in scope; False means: ask Django."""
    key, place, target = getattr(row, column.attname), current(), column.related_model
    # Django lets a manager that is scoped look for it; targets without an assembly are few, and left to it.
    if (
        not isinstance(key, UUID)
        or not isinstance(place, UUID)
        or isinstance(target, str)
        or column.get_limit_choices_to()
    ):
        return False
    if not hasattr(target, "assembly_id") or not column.target_field.primary_key:
        return False
    connection = connections[router.db_for_write(target, instance=row)]
    with connection.cursor() as cursor:
        params = [target._meta.pk.get_db_prep_value(one, connection) for one in (key, place)]
        cursor.execute(_there(target, connection.vendor), params)
        return cursor.fetchone() is not None


@functools.cache
def _there(model: type[models.Model], _vendor: str) -> str:
    quote = connections[router.db_for_write(model)].ops.quote_name
    key = quote(str(model._meta.pk.column))
    return f"select 1 from {quote(model._meta.db_table)} where {key} = %s and {quote('assembly_id')} = %s"  # noqa: S608


def _holds(condition: object, row: models.Model) -> bool | None:
    """The condition in SQL's logic: None where a column without a value leaves it open."""
    if isinstance(condition, tuple):
        lookup, wanted = condition
        return _compares(lookup, wanted, row)
    if not isinstance(condition, Q) or condition.negated or condition.connector not in {Q.AND, Q.OR}:
        raise _NotUnderstood
    found = [_holds(child, row) for child in condition.children]
    decisive = condition.connector == Q.OR
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def _compares(lookup: str, wanted: Any, row: models.Model) -> bool | None:
    name, _separator, how = lookup.partition("__")
    column = row._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise _NotUnderstood
    value = getattr(row, column.attname)
    if how == "isnull":
        return (value is None) is bool(wanted)
    if how == "in" and not isinstance(wanted, F):
        return None if value is None else value in [column.to_python(one) for one in wanted]
    if isinstance(wanted, F):
        wanted = getattr(row, row._meta.get_field(wanted.name).attname)  # type: ignore[union-attr, attr-defined]
    elif hasattr(wanted, "resolve_expression") or wanted is None:
        raise _NotUnderstood
    else:
        wanted = column.to_python(wanted)
    how = how or "exact"
    # How texts are ordered is the database's matter.
    if how not in ORDER or (how != "exact" and isinstance(value, str)):
        raise _NotUnderstood
    return None if value is None or wanted is None else ORDER[how](value, wanted)


def _is_alone(constraint: models.UniqueConstraint, row: models.Model) -> bool:
    place = current()
    if (
        constraint.condition
        or constraint.expressions
        or constraint.nulls_distinct is not None
        or place in {None, EVERY}
    ):
        return False
    model = type(row)
    columns = [model._meta.get_field(name) for name in constraint.fields]
    connection = connections[router.db_for_write(model, instance=row)]
    values = [getattr(row, column.attname) for column in columns]  # type: ignore[union-attr]
    if None in values:
        return True
    params = [
        column.get_db_prep_value(value, connection)  # type: ignore[union-attr]
        for column, value in zip((*columns, model._meta.pk, model._meta.pk), (*values, row.pk, place), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_others(model, constraint.fields, connection.vendor), params)
        return cursor.fetchone() is None


@functools.cache
def _others(model: type[models.Model], names: tuple[str, ...], _vendor: str) -> str:
    """Whether another row of the assembly in scope has the same values."""
    quote = connections[router.db_for_write(model)].ops.quote_name
    same = " and ".join(f"{quote(str(model._meta.get_field(name).column))} = %s" for name in names)  # type: ignore[union-attr]
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    return f"select 1 from {table} where {same} and {key} <> %s and {quote('assembly_id')} = %s limit 1"  # noqa: S608
