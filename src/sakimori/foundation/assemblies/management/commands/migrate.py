"""`migrate`, with the database's own walls taken down before and put up after."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from sakimori.foundation.assemblies import walls


class Command(DjangoMigrate):
    """Django's migrate between `walls.take_down` and `walls.put_up`."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        walls.take_down(connection)
        super().handle(*args, **options)
        walls.put_up(connection)
