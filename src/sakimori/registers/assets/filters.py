"""The filters of the list. Each is a condition in SQL and the same question about one row, for lists of past days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, Subquery

from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person
from sakimori.foundation.people.queries import persons_named
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import holders
from sakimori.registers.assets.texts import plain
from sakimori.registers.assets.types import Confidentiality

NONE = "none"
"""In a filter: the rows where nothing is entered."""
ABOVE_ONE = [level.value for level in Confidentiality if level != Confidentiality.C1]
MOST_PERSONS = 20
"""A single letter is part of many names."""
SAME = ("kind", "category", "owner_kind", "zone")
POINTED = ("unit", "place")


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the register to show; all of it stands in the address. Empty means: whatever."""

    text: str = ""
    kind: str = ""
    category: str = ""
    state: str = ""
    """A state, `gone` (disposed of or given back), `all`; empty: everything still on the register."""
    unit: str = ""
    place: str = ""
    owner_kind: str = ""
    zone: str = ""
    group: str = ""
    """Class at a glance: `1`, `2up`, `personal`, `none`."""
    custodian: str = ""
    """`none`: nobody in office looks after it."""
    lent: str = ""
    """`yes`, `no`."""
    holder: str = ""
    """Who has it: part of a name, or the key of a person."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter in both languages."""

    q: Q
    holds: Callable[[Asset], bool]


def conditions(wanted: Filters, on: date) -> Iterator[Condition]:
    """The conditions on an asset's own columns."""
    yield _state(wanted.state, on)
    for word in wanted.text.split():
        yield _contains(plain(word))
    for name in SAME:
        value = getattr(wanted, name)
        if value:
            yield _same(name, "" if value == NONE else value)
    for name in POINTED:
        value = getattr(wanted, name)
        if value:
            yield _same(f"{name}_id", None if value == NONE else UUID(value))
    if wanted.group:
        yield _group(wanted.group)
    if wanted.custodian == NONE:
        yield Condition(~kept_on(on), _Keepers(on).lacks)


def lending(wanted: Filters, on: date) -> Q:
    """The conditions that another module answers; loans are dated rows, so any day is the same SQL."""
    found, asked = Q(), holders()
    if asked is None:
        return found
    if wanted.lent:
        found &= asked.lent(on) if wanted.lent == "yes" else ~asked.lent(on)
    if wanted.holder:
        held = Q(pk__in=[])
        for person in _persons(wanted.holder):
            held |= asked.held_by(person, on)
        found &= held
    return found


def _persons(text: str) -> list[UUID]:
    """The persons meant by a key or by part of a name."""
    try:
        return [UUID(text)]
    except ValueError:
        words = text.split()
        rows = persons_named(words[0]) if words else Person.objects.none()
        for word in words[1:]:
            rows &= persons_named(word)
        return list(rows.order_by("kana", "id").values_list("pk", flat=True)[:MOST_PERSONS])


def _state(state: str, on: date) -> Condition:
    if state == "all":
        return Condition(Q(), lambda asset: True)
    if state == "gone":
        return Condition(Q(ended_on__lte=on), lambda asset: asset.ended_on is not None and asset.ended_on <= on)
    if state:
        return _same("state", state)
    there = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return Condition(there, lambda asset: asset.ended_on is None or asset.ended_on > on)


def _contains(word: str) -> Condition:
    return Condition(Q(search_text__contains=word), lambda asset: word in asset.search_text)


def _same(name: str, value: object) -> Condition:
    wanted = Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return Condition(wanted, lambda asset: getattr(asset, name) == value)


def _group(group: str) -> Condition:
    if group == "personal":
        return Condition(Q(has_personal_data=True), lambda asset: asset.has_personal_data is True)
    if group == "2up":
        return Condition(Q(confidentiality__in=ABOVE_ONE), lambda asset: asset.confidentiality in ABOVE_ONE)
    return _same("confidentiality", "" if group == NONE else group)


def kept_on(on: date) -> Q:
    """Condition on Asset: somebody in office looks after it on the day; also across assemblies.

    The post counts when it is held, the named person while in office or appointed.
    """
    held = Appointment.objects.filter(covers(on))
    sitting = Office.objects.filter(covers(on))
    return (
        Q(custodian_post__in=Subquery(held.values("post")))
        | Q(custodian__in=Subquery(held.values("person")))
        | Q(custodian__in=Subquery(sitting.values("person")))
    )


@dataclass(slots=True)
class _Keepers:
    """Posts that are held and persons in office on a day; read when the first row asks. Two SQL statements."""

    on: date
    _found: tuple[set[UUID], set[UUID]] | None = field(default=None, init=False)

    def lacks(self, asset: Asset) -> bool:
        """Whether nobody in office looks after the asset."""
        if self._found is None:
            held = list(Appointment.objects.filter(covers(self.on)).values_list("post_id", "person_id"))
            sitting = Office.objects.filter(covers(self.on)).values_list("person_id", flat=True)
            self._found = {post for post, _person in held}, {person for _post, person in held} | set(sitting)
        posts, persons = self._found
        return asset.custodian_post_id not in posts and asset.custodian_id not in persons
