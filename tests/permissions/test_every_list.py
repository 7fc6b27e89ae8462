"""Every list: filtered by its address, kept under a name, taken out exactly as shown, as of a past day (AST-15, LED-5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from sakimori.foundation.lists.models import SavedView
from sakimori.foundation.lists.tables import Table, tables
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.models import InventorySource
from sakimori.registers.stocktaking.models import StockTake
from sakimori.testing import TODAY, Cast
from tests.accessibility.things import furnish_things

LISTS = {table.address: table for table in tables()}
OF_ONE = {"stocktaking:take": ("take_id", StockTake), "assets:reported": ("source_id", InventorySource)}


def address(cast: Cast, table: Table) -> str:
    values = {"assembly": cast.assembly.slug}
    try:
        return reverse(table.address, kwargs=values)
    except NoReverseMatch:
        name, model = OF_ONE[table.address]
        return reverse(table.address, kwargs={**values, name: model.objects.first().pk})


@pytest.fixture
def town(cast: Cast) -> Cast:
    furnish_things(cast.ctx("staff"), cast)
    return cast


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_filtered_kept_taken_out_and_seen_of_a_past_day(town: Cast, name: str):
    table, client = LISTS[name], town.client("secretary_general")
    url = address(town, table)
    page = client.get(url).content.decode()
    assert "この一覧を Excel で書き出す" in page
    assert client.get(url, {"as": "xlsx"}).content.startswith(b"PK")
    rows = client.get(url, {"as": "csv"}).content.decode("utf-8-sig").splitlines()
    headings = rows[0].split(",")
    assert all(str(column.label) in headings for column in table.columns)
    if table.searched:
        assert (
            len(client.get(url, {"as": "csv", "q": "どこにもない言葉"}).content.decode("utf-8-sig").splitlines()) == 1
        )
    for pick in table.picks:
        assert f'name="{pick.key}"' in page
        assert len(client.get(url, {"as": "csv", pick.key: "ありえない"}).content.decode().splitlines()) == 1
    if "on" in table.parameters:
        past = client.get(url, {"on": (TODAY - timedelta(days=400)).isoformat()})
        assert past.status_code == 200
        assert "の状況です" in past.content.decode() or "の終わりの台帳です" in past.content.decode()
        assert client.get(url, {"on": "きのう"}).status_code == 200
    kept = next(iter(table.parameters))
    client.post(town.url("lists/save/"), {"path": url, "name": "名前", "query": f"{kept}=1&strange=1"})
    assert SavedView.objects.get().query == f"{kept}=1"
    assert "名前" in client.get(url).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_taken_out_by_those_who_may_read_it(town: Cast, name: str):
    url = address(town, LISTS[name])
    for role in (Role.MEMBER, Role.AUDITOR, Role.STAFF):
        client = town.client(role.value)
        seen, taken = client.get(url), client.get(url, {"as": "csv"})
        assert seen.status_code == taken.status_code, role
