"""A database made at once from the models is the one that the migrations lead to."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys

FULL = "from django.core.management.commands.migrate import Command; from sakimori.foundation.assemblies import walls"
MAKE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
{how}
"""
# After each operation Django draws every related model anew, minutes for a tree where all belong to an assembly. No SQL
# depends on it: only the changed model is drawn, and what comes out is compared below.
LEAN = """
from django.db.migrations.state import ProjectState
ProjectState._find_reload_model = lambda self, app_label, model_name, delay=False: {(app_label, model_name)}
"""
BY_MIGRATIONS = f"{FULL}{LEAN}\ncall_command(Command(), verbosity=0, interactive=False)\nwalls.put_up(connection)"
AT_ONCE = "call_command('migrate', verbosity=0, interactive=False)"


def made(folder, how):
    script = MAKE.format(how=how)
    environment = {
        "DJANGO_SETTINGS_MODULE": "sakimori.config.settings",
        "SAKIMORI_DATA": str(folder),
        "SAKIMORI_JOBS": "off",
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
    }
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    return sqlite3.connect(folder / "sakimori.db")


def shape(database):
    """Tables with columns, indexes, references and the constraints' conditions; triggers with their text."""
    found = {}
    for name, sql in database.execute("select name, sql from sqlite_master where type = 'table'"):
        indexes = [(row[1], row[2]) for row in database.execute(f'pragma index_list("{name}")')]
        found[name] = {
            "columns": sorted(row[1:] for row in database.execute(f'pragma table_info("{name}")')),
            "indexes": sorted(
                (
                    "" if index.startswith("sqlite_autoindex") else index,
                    unique,
                    tuple(part[2] for part in database.execute(f'pragma index_info("{index}")')),
                )
                for index, unique in indexes
            ),
            "references": sorted(row[2:5] for row in database.execute(f'pragma foreign_key_list("{name}")')),
            "constraints": sorted(re.findall(r'CONSTRAINT "\w+" (?:CHECK|UNIQUE) .*?(?=, CONSTRAINT|$)', sql)),
        }
    triggers = database.execute("select name, sql from sqlite_master where type = 'trigger'")
    return found, dict(triggers.fetchall())


def test_made_at_once_is_what_the_migrations_make(tmp_path):
    first, second = tmp_path / "at-once", tmp_path / "by-migrations"
    (tables, triggers), (wanted, wanted_triggers) = (
        shape(made(folder, how)) for folder, how in ((first, AT_ONCE), (second, BY_MIGRATIONS))
    )
    assert tables.keys() == wanted.keys()
    for name in wanted:
        assert tables[name]["columns"] == wanted[name]["columns"], name
        assert tables[name]["indexes"] == wanted[name]["indexes"], name
        assert tables[name]["references"] == wanted[name]["references"], name
        assert len(tables[name]["constraints"]) == len(wanted[name]["constraints"]), name
    assert triggers == wanted_triggers
