"""Queries that are compiled once read the same rows as those written anew, for every asset, day and assembly."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.registers.assets import queries, queries_classes
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.disposal import queries as disposal
from sakimori.registers.lending import permit_queries
from sakimori.registers.stocktaking import queries as stocktaking
from sakimori.testing import TODAY, Cast
from tests.accessibility.things import furnish_things

KEPT = {
    "whole": (queries.whole, True),
    "attachments": (queries._attachments_of, False),
    "holdings": (queries_classes._holdings_of, True),
    "loans": (permit_queries._past_of_asset, False),
    "sightings": (stocktaking._seen_of, False),
    "disposals": (disposal._past_of, False),
}


def values(rows) -> list:
    """Rows as plain values, with what they point to."""
    return [
        (sorted((key, value) for key, value in vars(row).items() if key != "_state"), str(row))
        if hasattr(row, "_state")
        else tuple(row)
        for row in rows
    ]


@pytest.mark.parametrize("name", KEPT)
def test_kept_and_fresh_queries_read_the_same(cast: Cast, name: str):
    furnish_things(cast.ctx("staff"), cast)
    make, needs_day = KEPT[name]
    read = 0
    for asset in [*Asset.objects.all(), Asset(pk=uuid4())]:
        for on in (TODAY, TODAY - timedelta(days=400)) if needs_day else (None,):
            arguments = (asset.pk, on) if needs_day else (asset.pk,)
            found = values(make(*arguments))
            assert found == values(make.__wrapped__(*arguments))
            read += len(found)
    assert read or name == "attachments"


def test_each_assembly_sees_its_own_rows(cast: Cast, neighbour: Cast):
    """The text is the same for both; the assembly is one of the values."""
    own = register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name="みなとの仕組み")
    with scope(neighbour.assembly.pk):
        other = register_asset(neighbour.ctx("staff"), kind=AssetKind.SYSTEM, name="うみかぜの仕組み")
        assert [row.name for row in queries.whole(other.pk, TODAY)] == ["うみかぜの仕組み"]
        assert not list(queries.whole(own.pk, TODAY))
    assert [row.name for row in queries.whole(own.pk, TODAY)] == ["みなとの仕組み"]
    assert not list(queries.whole(other.pk, TODAY))
    with every_assembly():
        assert len([*queries.whole(own.pk, TODAY), *queries.whole(other.pk, TODAY)]) == 2


def test_what_does_more_with_a_value_than_hand_it_on_is_written_anew(cast: Cast):
    """A day that becomes another day is not taken for itself."""
    row = register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name="仕組み")

    @kept
    def since(asset_id: UUID, on: date):
        return Asset.objects.filter(pk=asset_id, registered_on__gte=on - timedelta(days=1))

    for day, there in ((TODAY, True), (TODAY + timedelta(days=1), True), (TODAY + timedelta(days=2), False)):
        assert [found.pk for found in since(row.pk, day)] == ([row.pk] if there else [])
