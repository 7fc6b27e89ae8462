"""Saved views: one's own or shared, only what belongs to the list, only for whoever may read it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.actions import MOST_VIEWS, save_view
from sakimori.foundation.lists.models import SavedView
from sakimori.foundation.lists.tables import LONGEST_VALUE, Shown, Table, table_of
from sakimori.testing import TODAY, Cast

KEYS = "premises/keys/"


def save(cast: Cast, role: str = "staff", path: str = KEYS, **values):
    sent = {"path": cast.url(path), "name": "返していない鍵", "query": "q=鍵", **values}
    return cast.client(role).post(cast.url("lists/save/"), sent, follow=True)


def page(cast: Cast, role: str, path: str = KEYS) -> str:
    return cast.client(role).get(cast.url(path)).content.decode()


def test_a_view_is_ones_own_or_shared_within_the_assembly(cast: Cast, neighbour: Cast):
    """The office keeps two views of the keys; one of them is for everybody who may read the register."""
    assert "一覧を保存しました" in save(cast).content.decode()
    save(cast, name="みんなの鍵", query="q=通用口&page=3", is_shared="on")
    assert {"返していない鍵", "みんなの鍵"} <= {view.name for view in SavedView.objects.all()}
    assert "返していない鍵" in page(cast, "staff")
    assert "返していない鍵" not in page(cast, "city_it")
    assert "みんなの鍵" in page(cast, "city_it")
    assert "みんなの鍵" not in page(cast, "staff", "premises/ports/"), "a view belongs to its list"
    assert "みんなの鍵" not in page(neighbour, "staff")
    refused = save(cast, "city_it", name="監査", is_shared="on").content.decode()
    assert "管理する人だけ" in refused
    shared, own = SavedView.objects.get(name="みんなの鍵"), SavedView.objects.get(name="返していない鍵")
    drop = {"path": cast.url(KEYS)}
    assert cast.client("city_it").post(cast.url(f"lists/{shared.pk}/drop/"), drop).status_code == 403
    assert cast.client("city_it").post(cast.url(f"lists/{own.pk}/drop/"), drop).status_code == 404
    assert cast.client("staff").post(cast.url(f"lists/{shared.pk}/drop/"), drop).status_code == 302
    assert SavedView.objects.get() == own


def test_the_same_name_again_replaces_the_view(cast: Cast):
    save(cast)
    save(cast, query="q=カード")
    assert [view.query for view in SavedView.objects.all()] == [QueryDict("q=カード").urlencode()]


@pytest.mark.parametrize(
    "path",
    ["/", "/a/kaigan-shi/premises/keys/", "//elsewhere.example/a", "https://elsewhere.example/", "", "accounts/"],
)
def test_only_a_list_of_this_assembly_can_be_kept(cast: Cast, neighbour: Cast, path: str):
    sent = {"path": path, "name": "外へ", "query": ""}
    assert cast.client("staff").post(cast.url("lists/save/"), sent).status_code == 404
    assert not SavedView.objects.exists()


def test_who_may_not_read_a_list_may_not_keep_it(cast: Cast):
    """Members have pages of their own, but not the register of keys."""
    assert cast.client("member").post(cast.url("lists/save/"), {"path": cast.url(KEYS), "name": "x"}).status_code == 403


def test_hostile_names_and_addresses_stay_harmless(cast: Cast):
    name = '"><script>alert(1)</script>'
    query = "q=%3Cscript%3E&next=https://elsewhere.example&as=xlsx&page=9&csrfmiddlewaretoken=x&on=2026-01-01"
    answer = save(cast, name=name, query=query).content.decode()
    assert "<script>alert" not in answer
    assert SavedView.objects.get().query == "q=%3Cscript%3E&on=2026-01-01"
    assert "&lt;script&gt;alert(1)" in page(cast, "staff")
    for wrong in ("", " ", "長" * 61, "a\x00b"):
        assert save(cast, name=wrong).status_code == 200
    assert SavedView.objects.count() == 1
    table = table_of("premises:keys")
    assert table is not None
    assert table.query(QueryDict(f"q={'x' * (LONGEST_VALUE + 1)}&kind=%00")) == ""


def test_not_more_views_than_stand_in_a_row(cast: Cast):
    table, ctx = table_of("premises:keys"), cast.ctx("staff")
    assert table is not None
    for number in range(MOST_VIEWS):
        save_view(ctx, table=table, name=f"{number}", query="")
    with pytest.raises(ValidationError, match=str(MOST_VIEWS)):
        save_view(ctx, table=table, name="もう一つ", query="")
    save_view(ctx, table=table, name="3", query="q=a")


def test_words_find_width_case_and_eras():
    table = Table(
        "test:list",
        "試し",
        Permission.ASSET_MANAGE,
        (Shown("name", "名称", lambda row: row[0], pick=True), Shown("day", "日", lambda row: row[1], Kind.DATE)),
    )
    row = ("ＵＳＢメモリ", TODAY)
    for words in (["usb"], ["r8.11.23"], ["令和8年11月23日"], ["2026-11"], ["usb", "2026"]):
        assert table.fits(row, words, {}), words
    assert not table.fits(row, ["ssd"], {})
    assert table.fits(row, [], {"name": "ＵＳＢメモリ"})
    assert not table.fits(row, [], {"name": "SSD"})


def test_parameters_of_a_list_must_differ():
    with pytest.raises(ValueError, match="differ"):
        Table("test:list", "試し", Permission.ASSET_MANAGE, own=("q",))
