"""Rules about tables: who points to whom, walls, terms, migrations."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from sakimori.foundation.assemblies.records import AssemblyRow, Recorded
from sakimori.foundation.assemblies.walls import assembly_models, scoped_foreign_keys
from tests.architecture.sources import ROOT

LAYERS = [
    "dates",
    "evidence",
    "policytext",
    "foundation",
    "policy",
    "registers",
    "measures",
    "assurance",
    "front",
    "config",
]
FOUNDATION = [
    "assemblies",
    "people",
    "access",
    "ledger",
    "actions",
    "files",
    "lists",
    "witness",
    "duties",
    "asks",
    "approvals",
    "notices",
    "improvements",
]


def layer(model: type[models.Model]) -> tuple[int, int]:
    _root, layer_name, module, *_rest = model.__module__.split(".")
    inner = FOUNDATION.index(module) if layer_name == "foundation" and module in FOUNDATION else 0
    return LAYERS.index(layer_name), inner


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("sakimori.")]


def test_foreign_keys_point_down():
    """A key that points up is an import that the linter cannot see."""
    upward = [
        f"{model.__name__}.{f.name}"
        for model in own_models()
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey)
        and f.related_model.__module__.startswith("sakimori.")
        and layer(f.related_model) > layer(model)
    ]
    assert not upward


def test_no_hidden_tables():
    """An automatic many-to-many table knows no assembly and no ledger."""
    assert not [f"{m.__name__}.{f.name}" for m in own_models() for f in m._meta.many_to_many]


def test_every_recorded_model_has_its_official_term():
    """People read `verbose_name`; an English default would show."""
    english = [m.__name__ for m in own_models() if issubclass(m, Recorded) and str(m._meta.verbose_name).isascii()]
    assert not english


def test_every_official_term_stands_in_the_glossary():
    """One word for one thing, on the screen and in the code: what a table is called is in docs/glossary.md."""
    rows = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    cells = [row.split("|")[2] for row in rows if row.count("|") >= 4]
    terms = {term.strip() for cell in cells for term in (cell, *cell.split("・"))}
    missing = {
        model._meta.label: str(model._meta.verbose_name)
        for model in own_models()
        if not str(model._meta.verbose_name).isascii() and str(model._meta.verbose_name) not in terms
    }
    assert not missing


def test_recorded_rows_hold_no_fractions():
    """Canonical JSON refuses floats; two machines would write them differently."""
    assert not [
        f"{m.__name__}.{f.name}"
        for m in own_models()
        if issubclass(m, AssemblyRow)
        for f in m._meta.concrete_fields
        if isinstance(f, models.FloatField)
    ]


@pytest.mark.django_db
def test_no_migration_is_missing():
    """A model without its migration works on one machine only."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_no_foreign_key_reaches_into_another_assembly():
    """Managers and row-level security do not see such a row; only the trigger does."""
    kind = "same" if connection.vendor == "postgresql" else "ins"
    wanted = [f"sakimori_{kind}_{key.table}_{key.column}"[:63] for key in scoped_foreign_keys()]
    table, column = ("pg_trigger", "tgname") if connection.vendor == "postgresql" else ("sqlite_master", "name")
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table}")
        found = [row[0] for row in cursor.fetchall()]
    assert len(wanted) > 100
    assert [name for name in wanted if found.count(name) != 1] == []


def test_every_assembly_table_has_a_scoped_manager():
    """No scope, no rows: on every table, also through related objects."""
    assert all(m._meta.base_manager_name == "objects" for m in assembly_models())


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_row_level_security_holds_without_the_managers(cast, neighbour):
    """Raw SQL, as a forgotten filter would run it, sees only the assembly in scope."""
    with connection.cursor() as cursor:
        for model in assembly_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}" where assembly_id <> %s', [cast.assembly.pk])
            assert cursor.fetchone()[0] == 0, model
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(
                "insert into people_person (id, assembly_id, name, public_name, former_name, kana, email, phone, number,"
                " note, is_sample) values (%s, %s, 'x', '', '', '', '', '', '', '', false)",
                [uuid.uuid4(), neighbour.assembly.pk],
            )
