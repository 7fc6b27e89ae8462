"""Tables read in one statement give the same rows as each read alone, of the same types."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db.models import Count, F

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions.actions import apply_for_exception
from sakimori.measures.exceptions.panels import EXCEPTIONS_PANEL
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels_inventories import REPORTS_PANEL
from sakimori.registers.disposal.models import DisposalCase
from sakimori.registers.upkeep.models import Work
from sakimori.registers.upkeep.panels import UPKEEP_PANEL
from sakimori.testing import TODAY, Cast
from tests.accessibility.things import furnish_things


def plain(row: Any) -> list[tuple[str, Any]]:
    """A row as plain values, with what it points to; of a model only what was read of it."""
    if isinstance(row, dict):
        return sorted(row.items())
    related = [(name, plain(one)) for name, one in row._state.fields_cache.items() if one is not None]
    return sorted([*((key, one) for key, one in vars(row).items() if key != "_state"), *related])


def test_each_table_gives_what_it_gives_alone(cast: Cast, django_assert_num_queries):
    furnish_things(cast.ctx("staff"), cast)
    parts = [
        Person.objects.all(),
        Asset.objects.annotate(place_name=F("place__name")).defer("search_text"),
        Asset.objects.values("kind", "place_id").annotate(count=Count("id")),
        Appointment.objects.values("from_date", "post__title", "person_id"),
        DisposalCase.objects.only("number", "approved_on"),
        Post.objects.none(),
        Post.objects.select_related("unit").order_by("title")[:2],
    ]
    with django_assert_num_queries(1):
        found = together(*parts)
    for rows, alone in zip(found, parts, strict=True):
        assert sorted(map(plain, rows), key=repr) == sorted(map(plain, alone), key=repr)
        assert all(type(row) is type(one) for row, one in zip(rows, alone, strict=True))
    assert all(found[place] for place in (0, 1, 2, 3, 4, 6)) and not found[5]


def test_one_alone_and_rows_of_another_assembly(cast: Cast, neighbour: Cast):
    assert [sorted(map(plain, Person.objects.all()))] == [
        sorted(map(plain, rows)) for rows in together(Person.objects.all())
    ]
    with scope(neighbour.assembly.pk):
        posts, persons = together(Post.objects.all(), Person.objects.all())
        assert {row.assembly_id for row in [*posts, *persons]} == {neighbour.assembly.pk}


def test_what_panels_read_of_an_asset_is_compiled_once(cast: Cast, django_assert_num_queries):
    furnish_things(cast.ctx("staff"), cast)
    asset = Work.objects.select_related("asset").order_by("id")[0].asset
    apply_for_exception(
        cast.ctx("staff"), route=[Role.CHAIR], title="古い端末", clause_path="1", what="使う。", reason="遅れ",
        substitute="切り離す。", asset=asset, from_date=TODAY, to_date=TODAY,
    )  # fmt: skip
    reads = [read for panel in (REPORTS_PANEL, UPKEEP_PANEL, EXCEPTIONS_PANEL) for read in panel.reads]
    for key in (asset.pk, uuid4()):
        with django_assert_num_queries(1):
            found = together(*(read(key) for read in reads))
        for rows, read in zip(found, reads, strict=True):
            assert list(map(plain, rows)) == list(map(plain, read(key))) == list(map(plain, read.__wrapped__(key)))
        assert any(found[1:]) is (key == asset.pk)
