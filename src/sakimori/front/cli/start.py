"""Bringing an installation to the state in which it can serve: Django loaded, tables there, a way in."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETUP_CODE = "setup-code"


def load_django() -> None:
    """Load Django with the installation's settings. Commands call this only when they need records.

    Whatever is written from here on (database, files, keys) is for this user alone.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakimori.config.settings")
    import django

    django.setup()


def bring_up_to_date(verbosity: int = 0) -> None:
    """Create or change the tables, the database's walls, the cache table; on PostgreSQL also the rights of the role.

    On PostgreSQL this runs as the user of the address (the owner), while pages run as `SAKIMORI_DATABASE_ROLE`.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    role = connection.settings_dict["OPTIONS"].pop("assume_role", "")
    connection.close()
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        if role:
            _grant(role)
    finally:
        if role:
            connection.close()
            connection.settings_dict["OPTIONS"]["assume_role"] = role
    if settings.STATIC_ROOT:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def is_up_to_date() -> bool:
    """Whether no migration waits and the cache table is there."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    return settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def _grant(role: str) -> None:
    """The role of the pages owns nothing and cannot pass row-level security."""
    from django.db import connection
    from psycopg import sql

    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute("select rolbypassrls or rolsuper from pg_roles where rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            cursor.execute(sql.SQL("create role {} nologin nobypassrls").format(name))
            cursor.execute(sql.SQL("grant {} to current_user").format(name))
        elif found[0]:
            raise SystemExit(
                f"SAKIMORI_DATABASE_ROLE: {role} は行単位の保護を越えられる役割です / may bypass row security"
            )
        for text in (
            "grant usage on schema public to {}",
            "grant select, insert, update, delete on all tables in schema public to {}",
            "grant usage, select on all sequences in schema public to {}",
        ):
            cursor.execute(sql.SQL(text).format(name))


def prepare(*, sample: bool) -> Iterator[dict[str, Any]]:
    """Make the installation ready; gives what the console needs: host, port, address, set-up code, sample log-ins.

    A sample is told to its end after that, while pages are served; the jobs wait for it.
    """
    from sakimori.foundation.access.queries import accounts_exist
    from sakimori.foundation.jobs.tick import held
    from sakimori.front.sample.build import is_broken_off, tell_sample

    if sample and is_broken_off():
        from sakimori.front.sample.clear import clear

        clear()
    if not is_up_to_date():
        bring_up_to_date()
    if sample and not accounts_exist():
        with held():
            telling = tell_sample()
            next(telling)
            yield _answer(is_telling=True)
            for _told in telling:
                pass
    else:
        yield _answer()


def _answer(*, is_telling: bool = False) -> dict[str, Any]:
    from django.conf import settings

    from sakimori.foundation.access.queries import accounts_exist

    data = Path(settings.ENV.data)
    logins = data / "sample-logins.txt"
    return {
        "host": settings.ENV.host,
        "port": settings.ENV.port,
        "address": settings.ENV.address,
        "code": "" if accounts_exist() else setup_code(data),
        "logins": logins.read_text("utf-8") if logins.is_file() else "",
        "is_telling": is_telling,
    }


def setup_code(data: Path) -> str:
    """The one-time code of first-run set-up; made once, kept beside the data until the first account exists."""
    path = data / "keys" / SETUP_CODE
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digits = f"{secrets.randbelow(10**12):012d}"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            out.write("-".join(digits[place : place + 4] for place in (0, 4, 8)))
    return path.read_text("ascii").strip()


if __name__ == "__main__":
    load_django()
    try:
        for answer in prepare(sample="--sample" in sys.argv):
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
