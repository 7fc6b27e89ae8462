"""Tables read in one statement give the same rows as each read alone, of the same types."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Count, F, Q

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions.actions import apply_for_exception
from sakimori.measures.exceptions.queries import of_asset
from sakimori.registers.assets import panels
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries_inventories import reports_of
from sakimori.registers.disposal.models import DisposalCase
from sakimori.registers.upkeep import actions as upkeep
from sakimori.registers.upkeep.queries import newest_windows, newest_works
from sakimori.testing import NOW, TODAY, Cast
from tests.accessibility.things import furnish_things


def plain(row: Any) -> list[tuple[str, Any]]:
    """A row as plain values; of a model only what was read of it."""
    values = row if isinstance(row, dict) else {key: one for key, one in vars(row).items() if key != "_state"}
    return sorted(values.items())


def test_each_table_gives_what_it_gives_alone(cast: Cast, django_assert_num_queries):
    furnish_things(cast.ctx("staff"), cast)
    parts = [
        Person.objects.all(),
        Asset.objects.annotate(place_name=F("place__name")).defer("search_text"),
        Asset.objects.values("kind", "place_id").annotate(count=Count("id")),
        Appointment.objects.values("from_date", "post__title", "person_id"),
        DisposalCase.objects.only("number", "approved_on"),
        Post.objects.none(),
        Post.objects.filter(pk__in=Post.objects.order_by("title")[:2].values("pk")),
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


def test_what_panels_read_of_an_asset_is_compiled_once(cast: Cast):
    furnish_things(cast.ctx("staff"), cast)
    staff, asset = cast.ctx("staff"), Asset.objects.filter(kind="system").first() or Asset.objects.first()
    work = upkeep.plan_work(
        staff, asset=asset, kind="repair", title="修理", reason="故障", planned_on=TODAY, route=[Role.CHAIR]
    )
    upkeep.allow_window(
        staff, asset=asset, work=work, company="架空商会", operator="保守", means="回線", purpose="修理",
        from_at=NOW, until_at=NOW + timedelta(hours=1), allowed_by=cast.person["manager"],
    )  # fmt: skip
    apply_for_exception(
        staff, route=[Role.CHAIR], title="古い端末", clause_path="1", what="使う。", reason="遅れ", substitute="切り離す。",
        asset=asset, from_date=TODAY, to_date=TODAY,
    )  # fmt: skip
    reads = (
        reports_of,
        of_asset,
        lambda key: newest_works(Q(asset=key), 5),
        lambda key: newest_windows(Q(asset=key), 5),
    )
    for key in (asset.pk, uuid4()):
        assert list(panels._read(key, reads)) == list(panels._read.__wrapped__(key, reads))
        assert [len(rows) for rows in together(*(read(key) for read in reads))] == [read(key).count() for read in reads]
    assert len(list(panels._read(asset.pk, reads))) >= 3
