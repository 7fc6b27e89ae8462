"""Emptying an installation for a new sample."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import connection


def clear() -> None:
    """Remove database contents, stored files and outside checkpoints; keys and settings stay."""
    data = settings.ENV.data
    if connection.vendor == "sqlite":
        connection.close()
        for path in data.glob("sakimori.db*"):
            path.unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade")
            cursor.execute("create schema public")
    for folder in ("files", "checkpoints"):
        shutil.rmtree(data / folder, ignore_errors=True)
    (data / "sample-logins.txt").unlink(missing_ok=True)
