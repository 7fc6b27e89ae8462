"""Rows that a column of a register can mean, each by words that no other row has."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sakimori.foundation.exchange.columns import Option
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.queries import caucuses
from sakimori.foundation.people.types import UnitKind


def caucus_options(on: date) -> list[Option]:
    """Caucuses of a day."""
    return [_unit(unit) for unit in caucuses(on)]


def unit_options(on: date) -> list[Option]:
    """Every unit of a day."""
    return [_unit(unit) for unit in Unit.objects.on(on).order_by("kind", "order", "id")]


def joined_options() -> list[Option]:
    """Caucuses and committees of all times; one whose name came back later is told apart by its first day."""
    rows = list(Unit.objects.filter(kind__in=[UnitKind.CAUCUS, UnitKind.COMMITTEE]).order_by("kind", "order", "id"))
    many = Counter(unit.name for unit in rows)
    return [
        Option(unit.pk, f"{unit.name}（{unit.from_date.isoformat()}）") if many[unit.name] > 1 else _unit(unit)
        for unit in rows
    ]


def _unit(unit: Unit) -> Option:
    return Option(unit.pk, unit.name, (unit.short_name,) if unit.short_name else ())


def person_options() -> list[Option]:
    """Everybody known; namesakes are told apart by number or reading."""
    rows = list(Person.objects.order_by("kana", "name", "id"))
    many = Counter(person.shown_name for person in rows)
    return [
        Option(
            person.pk,
            f"{person.shown_name}（{person.number or person.kana}）"
            if many[person.shown_name] > 1
            else person.shown_name,
            (person.name,) if many[person.shown_name] == 1 else (),
        )
        for person in rows
    ]
