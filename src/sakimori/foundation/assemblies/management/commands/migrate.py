"""`migrate`, with the database's own walls taken down before and put up after; an empty database is made in one go."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from sakimori.foundation.assemblies import walls

PARTIAL = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")
"""Options with which only a part is wanted, or nothing at all."""


class Command(DjangoMigrate):
    """Django's migrate between `walls.take_down` and `walls.put_up`."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not any(options.get(name) for name in PARTIAL) and not connection.introspection.table_names():
            make_at_once(connection)
            emit_post_migrate_signal(options["verbosity"], options["interactive"], connection.alias)
            return
        walls.take_down(connection)
        super().handle(*args, **options)
        walls.put_up(connection)


def make_at_once(connection: BaseDatabaseWrapper) -> None:
    """Every table from the models as they are, every migration noted as applied.

    The first start is ten times faster: running the migrations, Django renders the models anew for each of them, and
    nearly all of ours are related to each other. A test holds the result against that of the migrations; none of
    ours writes rows.
    """
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and model._meta.can_migrate(connection):
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).disk_migrations:
        recorder.record_applied(app, name)
    walls.put_up(connection)
