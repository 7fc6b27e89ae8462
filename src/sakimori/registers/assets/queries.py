"""Reads of the asset register that other modules use; the list page has `listing`, past days have `past`."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules import first_number, next_after, prefix_of
from sakimori.registers.assets.types import AssetKind


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
