"""Rows written one at a time by statements composed once: Django would compose the same text for every save."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from sakimori.foundation.assemblies.scope import EVERY, current

Column: TypeAlias = "models.Field[Any, Any]"


class _NotPlain(Exception):
    """A value that is an expression, or a column with a form of its own: Django composes these."""


def inserted(row: models.Model, columns: Sequence[Column], using: str) -> bool:
    """Insert the row; False where Django must do it."""
    connection = connections[using]
    try:
        params, marks = _filled([(one, one.pre_save(row, add=True)) for one in columns], connection)
    except _NotPlain:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_insert(type(row), tuple(columns), marks, connection.vendor), params)
    return True


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that hold plain values only."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    columns = tuple(model._meta.local_concrete_fields)
    filled = [_filled([(one, one.pre_save(row, add=True)) for one in columns], connection) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_insert(model, columns, filled[0][1], connection.vendor), [params for params, _ in filled])


def updated(row: models.Model, values: Sequence[tuple[Column, Any, Any]], using: str) -> bool | None:
    """Update the row in scope; whether there was one. None where Django must do it."""
    place, connection = current(), connections[using]
    if not values or place is None or row._meta.select_on_save:
        return None
    try:
        params, marks = _filled([(one, value) for one, _model, value in values], connection)
    except _NotPlain:
        return None
    key = row._meta.pk
    params.append(key.get_db_prep_save(row.pk, connection))
    if place != EVERY:
        params.append(key.get_db_prep_save(place, connection))
    columns = tuple(one for one, _model, _value in values)
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), columns, marks, connection.vendor, is_every=place == EVERY), params)
        return bool(cursor.rowcount)


def _filled(values: Sequence[tuple[Column, Any]], connection: BaseDatabaseWrapper) -> tuple[list[Any], tuple[str, ...]]:
    params, marks = [], []
    for column, value in values:
        if hasattr(value, "resolve_expression"):
            raise _NotPlain
        if isinstance(column, models.BinaryField):
            marks.append(connection.ops.binary_placeholder_sql(value))  # type: ignore[call-arg]
        elif hasattr(column, "get_placeholder"):
            raise _NotPlain
        else:
            marks.append("%s")
        params.append(column.get_db_prep_save(value, connection))
    return params, tuple(marks)


@functools.cache
def _insert(model: type[models.Model], columns: tuple[Column, ...], marks: tuple[str, ...], _vendor: str) -> str:
    quote = connections[router.db_for_write(model)].ops.quote_name
    names = ", ".join(quote(str(one.column)) for one in columns)
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({', '.join(marks)})"  # noqa: S608


@functools.cache
def _update(
    model: type[models.Model], columns: tuple[Column, ...], marks: tuple[str, ...], _vendor: str, *, is_every: bool
) -> str:
    quote = connections[router.db_for_write(model)].ops.quote_name
    values = ", ".join(f"{quote(str(one.column))} = {mark}" for one, mark in zip(columns, marks, strict=True))
    where = f"{quote(str(model._meta.pk.column))} = %s" + ("" if is_every else f" AND {quote('assembly_id')} = %s")
    return f"UPDATE {quote(model._meta.db_table)} SET {values} WHERE {where}"  # noqa: S608
