"""Reads of the asset register that other modules use; the list page has `listing`, past days have `past`."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Length, NullIf

from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person, Post, Unit
from sakimori.foundation.people.queries import people_in_office
from sakimori.registers.assets.filters import kept_on
from sakimori.registers.assets.models import Asset, Attachment
from sakimori.registers.assets.rules import first_number, next_after, prefix_of
from sakimori.registers.assets.types import AssetKind, OwnerKind
from sakimori.registers.premises.models import Place

KINDS = ("unit", "place")


def on_register(on: date) -> QuerySet[Asset]:
    """Assets registered by the day and not disposed of or given back by then."""
    return Asset.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), registered_on__lte=on)


def in_use(on: date) -> QuerySet[Asset]:
    """Assets that had to be looked after on the day: in use, spare or in repair; not lost and not waiting to go."""
    return Asset.objects.filter(Q(left_use_on__isnull=True) | Q(left_use_on__gt=on), registered_on__lte=on)


def by_code(code: str) -> Asset | None:
    """The asset with this code on its label; what people type may have blanks, hyphens or small letters."""
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return Asset.objects.filter(finder_code=plain).select_related("unit", "place").first()


def next_number(kind: AssetKind | str) -> str:
    """The next free number of a kind.

    It goes on from the newest numbers of that kind, so an assembly changes its prefix by typing one number by hand.
    """
    newest = Asset.objects.filter(kind=kind).order_by("-registered_on", "-id").values_list("number", flat=True)[:20]
    prefix = next((found for found in map(prefix_of, newest) if found is not None), None)
    if prefix is None:
        prefix = prefix_of(first_number(kind)) or ""
    same = Asset.objects.filter(number__startswith=prefix).order_by(Length("number").desc(), "-number")
    for number in same.values_list("number", flat=True)[:200]:
        if prefix_of(number) == prefix:
            return next_after(number) or first_number(kind)
    return f"{prefix}{first_number(kind)[-4:]}"


Choice = tuple[str, str]
"""Key and words of a row to choose."""


def units_and_places(on: date) -> tuple[list[Choice], list[Choice]]:
    """Units and places of the day to choose from. One SQL statement for both: the list is read often."""
    units = Unit.objects.filter(covers(on)).values_list(Value("unit"), "pk", "name", "order")
    places = Place.objects.filter(covers(on)).values_list(Value("place"), "pk", "name", "order")
    rows = sorted(units.union(places, all=True), key=lambda row: (row[3], row[2]))
    unit_rows, place_rows = ([(str(key), name) for which, key, name, _order in rows if which == kind] for kind in KINDS)
    return unit_rows, place_rows


def offered(on: date, asset: Asset | None = None) -> dict[str, list[Any]]:
    """Rows that an asset may point to on the day: units, places, posts, persons. Four SQL statements.

    What the asset points to already stays a choice, also when it is over: correcting a number must not change it.
    """
    units, places, posts, persons = Q(covers(on)), Q(covers(on)), Q(covers(on)), Q(pk__in=people_in_office(on))
    if asset is not None:
        units, places = units | Q(pk=asset.unit_id), places | Q(pk=asset.place_id)
        posts, persons = posts | Q(pk=asset.custodian_post_id), persons | Q(pk=asset.custodian_id)
    return {
        "units": list(Unit.objects.filter(units).order_by("kind", "order", "name", "id")),
        "places": list(Place.objects.filter(places).order_by("order", "name", "id")),
        "posts": list(Post.objects.filter(posts).select_related("unit").order_by("unit__order", "order", "id")),
        "persons": list(Person.objects.filter(persons).order_by("kana", "name", "id")),
    }


def with_custodian(rows: QuerySet[Asset], on: date) -> QuerySet[Asset]:
    """With `is_kept`: somebody in office looks after the asset on the day; `post_holder`: who holds the custodian's post
    (the first of them, null where nobody does), `post_holders`: how many do."""
    held = Appointment.objects.filter(covers(on), post=OuterRef("custodian_post")).order_by("from_date", "id")
    name = Coalesce(NullIf("person__public_name", Value("")), "person__name")
    many = held.order_by().values("post").annotate(count=Count("id")).values("count")
    return rows.annotate(
        is_kept=ExpressionWrapper(kept_on(on), BooleanField()),
        post_holder=Subquery(held.values(shown=name)[:1]),
        post_holders=Coalesce(Subquery(many), 0),
    )


@kept
def whole(asset_id: UUID, on: date) -> QuerySet[Asset]:
    """One asset with what it points to and who looks after it, for whoever may read the register."""
    rows = Asset.objects.filter(pk=asset_id).select_related("unit", "place", "custodian", "custodian_post")
    return with_custodian(rows, on)


@kept
def _attachments_of(asset_id: UUID) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(asset=asset_id, removed_on__isnull=True).select_related("file")
    return rows.order_by("-added_on", "-id")


def attachments_of(asset: Asset) -> list[Attachment]:
    """Files of an asset that were not taken off, newest first."""
    return list(_attachments_of(asset.pk))


def borrowed(on: date) -> QuerySet[Asset]:
    """What belongs to others and is in the assembly's hands on the day (AST-9), by owner."""
    rows = on_register(on).filter(owner_kind__in=[OwnerKind.CITY, OwnerKind.LESSOR])
    return rows.select_related("unit", "place", "custodian", "custodian_post").order_by(
        "owner_kind", "owner_name", "number"
    )
