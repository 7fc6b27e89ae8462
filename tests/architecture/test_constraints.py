"""What is decided about a row's checks without the database is what the database says."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time
from itertools import chain
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Q

from sakimori.foundation.assemblies.constraints import plainly_kept
from sakimori.foundation.assemblies.records import AssemblyRow

CHECKS = [
    (model, constraint)
    for model in apps.get_models()
    if issubclass(model, AssemblyRow)
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]
TURNS = 25


def lookups(condition):
    """Column name and wanted value of every comparison."""
    if isinstance(condition, tuple):
        return [(condition[0].split("__")[0], condition[1])]
    return list(chain.from_iterable(lookups(child) for child in condition.children if isinstance(child, tuple | Q)))


def values_of(column, wanted):
    """A few values around those that the condition names; none as well."""
    if isinstance(column, models.ForeignKey | models.UUIDField):
        found = [UUID(int=1), UUID(int=2)]
    elif isinstance(column, models.DateTimeField):
        found = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3)]
    elif isinstance(column, models.DateField):
        found = [date(2026, 11, day) for day in (1, 2, 3)]
    elif isinstance(column, models.TimeField):
        found = [time(hour) for hour in (8, 12, 17)]
    elif isinstance(column, models.BooleanField):
        return [True, False]
    elif isinstance(column, models.IntegerField):
        found = list(range(-1, 13))
    else:
        found = ["", "other"]
    literal = [one for one in wanted if isinstance(one, str | int) and not isinstance(one, bool)]
    several = [part for one in wanted if isinstance(one, list | tuple | set) for part in one]
    return [*found, *literal, *several, *([None] if column.null else [])]


def test_there_are_many():
    assert len(CHECKS) > 60


def test_checks_without_the_database_say_what_the_database_says(db):
    chance, decided, wrong = random.Random(7), 0, []
    for model, constraint in CHECKS:
        wanted = {}
        for name, value in lookups(constraint.condition):
            wanted.setdefault(name, []).append(value)
            if isinstance(value, F):
                wanted.setdefault(value.name, [])
        for _ in range(TURNS):
            row = model(assembly_id=UUID(int=3))
            for name, named in wanted.items():
                column = model._meta.get_field(name)
                setattr(row, column.attname, chance.choice(values_of(column, named)))
            if plainly_kept(constraint, row):
                decided += 1
                against = row._get_field_expression_map(meta=model._meta, exclude=set())
                if not Q(constraint.condition).check(against):
                    wrong.append((constraint.name, {name: getattr(row, name, None) for name in wanted}))
    assert not wrong
    assert decided > len(CHECKS) * 3


FOREIGN = [~Q(title="x"), Q(title__regex="x"), Q(title__gt="x"), Q(nothing=1), Q(title=F("nothing"))]


@pytest.mark.parametrize("condition", FOREIGN)
def test_what_is_not_understood_is_left_to_the_database(condition):
    model = next(model for model, _constraint in CHECKS if any(f.name == "title" for f in model._meta.fields))
    row = model(title="y", assembly_id=UUID(int=3))
    assert not plainly_kept(models.CheckConstraint(condition=condition, name="any"), row)
