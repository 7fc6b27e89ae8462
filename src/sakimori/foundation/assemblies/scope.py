"""Whose rows are seen. Without a scope an assembly's tables look empty; inside one only its own rows are there.

A scope is entered in few places: the middleware of pages, signed links, the API's token check, jobs, commands.
On PostgreSQL the scope is told to row-level security as well, for the length of a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

EVERY = "every"

_current: ContextVar[UUID | str | None] = ContextVar("assembly_scope", default=None)


class NoScope(RuntimeError):
    """Something that needs one assembly ran outside any scope."""


def current() -> UUID | str | None:
    """The assembly in scope, `EVERY`, or None."""
    return _current.get()


def current_assembly_id() -> UUID:
    """The one assembly in scope. Raises NoScope where there is none."""
    value = _current.get()
    if not isinstance(value, UUID):
        raise NoScope("no assembly in scope: enter scope(assembly_id) first")
    return value


@contextmanager
def scope(assembly_id: UUID) -> Iterator[None]:
    """See and write the rows of this assembly only."""
    with _entered(assembly_id):
        yield


@contextmanager
def every_assembly() -> Iterator[None]:
    """See the rows of all assemblies. Only modules on the list in tests/architecture may import this."""
    with _entered(EVERY):
        yield


@contextmanager
def as_if(value: UUID | str) -> Iterator[None]:
    """Write queries for this scope without reading anything: the database is not told."""
    token = _current.set(value)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def _entered(value: UUID | str) -> Iterator[None]:
    token = _current.set(value)
    try:
        if connection.vendor != "postgresql":
            yield
            return
        before = ""
        with transaction.atomic():
            before = _tell_database(str(value))
            yield
            # A failed transaction restores the setting by itself; a finished inner one must do it here.
            _tell_database(before)
    finally:
        _current.reset(token)


def _tell_database(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting('app.assembly', true), ''), set_config('app.assembly', %s, true)", [value]
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""
