"""The second walls, in the database itself: same-assembly triggers, row-level security, append-only tables.

They are derived from the models, so none can be forgotten: the `migrate` command takes them down, migrates and puts
them up again. A join through a foreign key into another assembly would leak past managers and row-level security
alike, and PostgreSQL checks foreign keys without row-level security; hence the triggers (docs/security.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sakimori.foundation.assemblies.records import AssemblyRow

PREFIX = "sakimori_"

PG_SAME_ASSEMBLY = """
create or replace function {name}() returns trigger language plpgsql as $$
begin
  if (select assembly_id from "{target}" where id = new."{column}") is distinct from new.assembly_id then
    raise exception 'same-assembly: {table}.{column} points into another assembly'
      using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$"""
"""A function for each foreign key: a statement that is fixed is planned once a session, not once a row."""

PG_APPEND_ONLY = """
create or replace function sakimori_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: % may not be changed', tg_table_name using errcode = 'restrict_violation';
end $$"""

SETTING = "current_setting('app.assembly', true)"
POLICY = f"(select {SETTING}) = 'every' or assembly_id = (select nullif(nullif({SETTING}, ''), 'every')::uuid)"
"""As sub-selects the setting is read once a statement; bare, PostgreSQL reads and casts it again for every row."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column of an assembly's table that points to another assembly's table."""

    table: str
    column: str
    target: str


def assembly_models() -> list[type[AssemblyRow]]:
    """Every concrete model whose rows belong to an assembly."""
    return [model for model in apps.get_models() if issubclass(model, AssemblyRow)]


def scoped_foreign_keys() -> Iterator[ForeignKey]:
    """Every foreign key between two rows of assemblies."""
    for model in assembly_models():
        for f in model._meta.concrete_fields:
            if isinstance(f, models.ForeignKey) and issubclass(f.related_model, AssemblyRow):
                yield ForeignKey(model._meta.db_table, f.column, f.related_model._meta.db_table)


def append_only_tables() -> list[str]:
    """Tables whose rows never change once written (models that say `append_only = True`)."""
    return [m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)]


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop every wall, so that a migration may rebuild tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "select tgrelid::regclass::text, tgname from pg_trigger where not tgisinternal and tgname like %s",
                [f"{PREFIX}%"],
            )
            for table, name in cursor.fetchall():
                cursor.execute(f"drop trigger {name} on {table}")
            cursor.execute(
                "select proname from pg_proc where prorettype = 'trigger'::regtype and proname like %s", [f"{PREFIX}%"]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'drop function "{name}"')
        else:
            cursor.execute("select name from sqlite_master where type = 'trigger' and name like %s", [f"{PREFIX}%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'drop trigger "{name}"')


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create every wall for the tables that exist."""
    present = set(connection.introspection.table_names())
    keys = [k for k in scoped_foreign_keys() if k.table in present and k.target in present]
    frozen = [t for t in append_only_tables() if t in present]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(PG_APPEND_ONLY)
            statements = [*_postgresql(keys, frozen), *_row_level_security(present)]
        else:
            statements = list(_sqlite(keys, frozen))
        for statement in statements:
            cursor.execute(statement)


def _name(kind: str, table: str, column: str = "") -> str:
    # PostgreSQL cuts names at 63 characters; table and column names here are short (tests/architecture).
    return f"{PREFIX}{kind}_{table}_{column}".rstrip("_")[:63]


def _sqlite(keys: list[ForeignKey], frozen: list[str]) -> Iterator[str]:
    for k in keys:
        for event in ("insert", "update"):
            of = f' of "{k.column}", "assembly_id"' if event == "update" else ""
            # Names come from the models, never from a person.
            yield (
                f'create trigger "{_name(event[:3], k.table, k.column)}" before {event}{of} on "{k.table}" '  # noqa: S608
                f'when new."{k.column}" is not null and '
                f'(select assembly_id from "{k.target}" where id = new."{k.column}") is not new.assembly_id '
                f"begin select raise(abort, 'same-assembly: {k.table}.{k.column} points into another assembly'); end"
            )
    for table in frozen:
        for event in ("update", "delete"):
            yield (
                f'create trigger "{_name("keep_" + event[:3], table)}" before {event} on "{table}" '
                f"begin select raise(abort, 'append-only: {table} may not be changed'); end"
            )


def _postgresql(keys: list[ForeignKey], frozen: list[str]) -> Iterator[str]:
    for k in keys:
        name = _name("same", k.table, k.column)
        yield PG_SAME_ASSEMBLY.format(name=f'"{name}"', table=k.table, column=k.column, target=k.target)
        yield (
            f'create trigger "{name}" before insert or update of "{k.column}", assembly_id on "{k.table}" '
            f'for each row when (new."{k.column}" is not null) execute function "{name}"()'
        )
    for table in frozen:
        yield (
            f'create trigger "{_name("keep", table)}" before update or delete on "{table}" '
            "for each statement execute function sakimori_append_only()"
        )


def _row_level_security(present: set[str]) -> Iterator[str]:
    for model in assembly_models():
        table = model._meta.db_table
        if table not in present:
            continue
        yield f'alter table "{table}" enable row level security'
        yield f'alter table "{table}" force row level security'
        yield f'drop policy if exists sakimori_scope on "{table}"'
        yield f'create policy sakimori_scope on "{table}" using ({POLICY}) with check ({POLICY})'
