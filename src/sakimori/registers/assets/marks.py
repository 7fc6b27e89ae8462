"""What a scanner reads or somebody types: label link or code, number, serial, the lender's number."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.texts import clean_number


def find_many(marks: Iterable[str]) -> dict[str, Asset]:
    """Assets by what was read, as typed or scanned; what is none is left out. One SQL statement."""
    wanted = {mark: clean_number(mark.strip().rstrip("/").rpartition("/")[2]) for mark in marks}
    # People type small letters for what is printed in capitals.
    values = {form for value in wanted.values() if value for form in (value, value.upper())}
    rows = Asset.objects.filter(
        Q(finder_code__in=values) | Q(number__in=values) | Q(serial__in=values) | (Q(owner_number__in=values))
    ).select_related("place", "unit")
    known: dict[str, Asset] = {}
    for asset in rows:
        for key in (asset.owner_number, asset.serial, asset.number, asset.finder_code):
            if key:
                known[key] = asset
    return {
        mark: found
        for mark, value in wanted.items()
        if (found := known.get(value) or known.get(value.upper())) is not None
    }
