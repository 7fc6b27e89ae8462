"""Reads of keys and cards: who has which, what should hang in the cabinet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person
from sakimori.registers.premises.models import AccessKey, KeyLoan, Place
from sakimori.registers.premises.rules import COUNTED_KEYS


def out_on(on: date) -> Q:
    """Loans of keys that are out at the end of the day."""
    return Q(lent_on__lte=on) & (Q(returned_on__isnull=True) | Q(returned_on__gt=on))


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with who has it."""

    key: AccessKey
    loan: KeyLoan | None
    is_overdue: bool


def key_rows(on: date, place: Place | None = None) -> list[KeyRow]:
    """Keys of the day, of one place or of all, those overdue first. Two SQL statements."""
    out = KeyLoan.objects.filter(out_on(on)).select_related("person")
    keys = AccessKey.objects.filter(covers(on)).select_related("place")
    if place is not None:
        keys = keys.filter(place=place)
    found = keys.prefetch_related(Prefetch("loans", out, to_attr="out"))
    rows = [_row(key, on) for key in found.order_by("place__order", "kind", "number", "id")]
    return sorted(rows, key=lambda row: (not row.is_overdue, row.loan is None))


def _row(key: AccessKey, on: date) -> KeyRow:
    loan: KeyLoan | None = next(iter(key.out), None)  # type: ignore[attr-defined]
    return KeyRow(key, loan, loan is not None and loan.due_on is not None and loan.due_on < on)


def expected_keys(place: Place, on: date) -> int:
    """How many keys and cards must be in the cabinet: on the register, minus those lent. Two SQL statements."""
    keys = AccessKey.objects.filter(covers(on), place=place, kind__in=COUNTED_KEYS)
    return keys.count() - KeyLoan.objects.filter(out_on(on), key__in=keys).count()


def loans_of(place: Place, limit: int = 30) -> list[KeyLoan]:
    """Who had keys of the place, newest first."""
    rows = KeyLoan.objects.filter(key__place=place).select_related("key", "person")
    return list(rows.order_by("-lent_on", "-id")[:limit])


def held_by(persons: Collection[Person], on: date) -> QuerySet[KeyLoan]:
    """Keys in the hands of these people."""
    rows = KeyLoan.objects.filter(out_on(on), covers(on, "key__"), person__in=persons)
    return rows.select_related("key__place").order_by("lent_on", "id")
