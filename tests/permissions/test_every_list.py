"""Every list: filtered by its address, kept under a name, taken out exactly as shown, as of a past day (AST-15, LED-5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
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


def test_every_list_can_be_filtered_kept_taken_out_and_seen_of_a_past_day(town: Cast):
    """One town for all lists: furnishing it takes longer than looking at a list."""
    client = town.client("secretary_general")
    for name, table in LISTS.items():
        url = address(town, table)
        page = client.get(url).content.decode()
        assert "この一覧を Excel で書き出す" in page, name
        assert client.get(url, {"as": "xlsx"}).content.startswith(b"PK"), name
        assert_filters(client, url, table, page)
        if "on" in table.parameters:
            past = client.get(url, {"on": (TODAY - timedelta(days=400)).isoformat()})
            assert past.status_code == 200, name
            assert "の状況です" in past.content.decode() or "の終わりの台帳です" in past.content.decode(), name
            assert client.get(url, {"on": "きのう"}).status_code == 200, name
        kept = next(iter(table.parameters))
        client.post(town.url("lists/save/"), {"path": url, "name": f"名前 {name}", "query": f"{kept}=1&strange=1"})
        assert SavedView.objects.get(name=f"名前 {name}").query == f"{kept}=1", name
        assert f"名前 {name}" in client.get(url).content.decode()


def assert_filters(client: Client, url: str, table: Table, page: str) -> None:
    """Its headings go out, and each filter leaves nothing where nothing fits."""
    rows = client.get(url, {"as": "csv"}).content.decode("utf-8-sig").splitlines()
    headings = rows[0].split(",")
    assert all(str(column.label) in headings for column in table.columns), url
    if table.searched:
        assert len(_lines(client, url, q="どこにもない言葉")) == 1, url
    for pick in table.picks:
        assert f'name="{pick.key}"' in page, url
        assert len(_lines(client, url, **{pick.key: "ありえない"})) == 1, (url, pick.key)


def _lines(client: Client, url: str, **filters: str) -> list[str]:
    return client.get(url, {"as": "csv", **filters}).content.decode("utf-8-sig").splitlines()


def test_a_list_is_taken_out_by_those_who_may_read_it(town: Cast):
    for name, table in LISTS.items():
        url = address(town, table)
        for role in (Role.MEMBER, Role.AUDITOR, Role.STAFF):
            client = town.client(role.value)
            seen, taken = client.get(url), client.get(url, {"as": "csv"})
            assert seen.status_code == taken.status_code, (name, role)
