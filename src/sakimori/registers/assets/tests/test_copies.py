"""Numbered copies: handed out, collected, shredded; nothing is forgotten (AST-10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sakimori.registers.assets import actions, queries_classes
from sakimori.registers.assets.models import Asset, NumberedCopy
from sakimori.registers.assets.tests.test_classes import classed
from sakimori.testing import TODAY, Cast

YESTERDAY = TODAY - timedelta(days=1)


def paper(cast: Cast) -> Asset:
    return classed(cast, "3C", name="秘密会の資料")


def numbers(rows) -> list[int]:
    return [row.number for row in rows]


def test_numbers_go_on_from_the_last_copy(cast: Cast):
    ctx, row = cast.ctx("staff"), paper(cast)
    people = [cast.person["chair"], cast.person["member"]]
    assert numbers(actions.hand_out(ctx, asset=row, persons=people, due_on=TODAY)) == [1, 2]
    assert numbers(actions.hand_out(ctx, asset=row, others=["説明員 甲", " "])) == [3]
    assert numbers(actions.hand_out(ctx, asset=paper(cast), persons=people[:1])) == [1]


@pytest.mark.parametrize(
    ("values", "field"),
    [({}, "persons"), ({"others": ["甲"], "due_on": YESTERDAY}, "due_on"), ({"others": ["甲"] * 501}, "persons")],
)
def test_what_cannot_be_handed_out_is_said(cast: Cast, values, field: str):
    with pytest.raises(ValidationError) as caught:
        actions.hand_out(cast.ctx("staff"), asset=paper(cast), **values)
    assert set(caught.value.message_dict) == {field}


def overdue(on: date) -> list[int]:
    return numbers([row for row in queries_classes.copies_on(on) if row.is_out and row.due_on and row.due_on < on])


def test_collected_then_shredded_and_what_is_late(cast: Cast):
    ctx, row = cast.ctx("staff"), paper(cast)
    first, second, third = actions.hand_out(
        ctx, asset=row, others=["甲", "乙", "丙"], given_on=YESTERDAY - timedelta(days=1), due_on=YESTERDAY
    )
    assert overdue(TODAY) == [1, 2, 3]
    assert overdue(YESTERDAY) == []
    actions.settle_copies(ctx, copies=[first], step="collected", on=YESTERDAY)
    actions.settle_copies(ctx, copies=[second], step="shredded")
    assert overdue(TODAY) == [3]
    (found,) = queries_classes.by_paper(queries_classes.copies_on(TODAY))
    assert (found.given, found.out, found.to_shred) == (3, 1, 1)
    first.refresh_from_db()
    for wrong in ({"copies": [first], "on": YESTERDAY - timedelta(days=1)}, {"copies": []}):
        with pytest.raises(ValidationError):
            actions.settle_copies(ctx, step="shredded", **wrong)
    with pytest.raises(ValidationError):
        actions.settle_copies(ctx, copies=[third], step="shredded", on=TODAY + timedelta(days=1))
    assert actions.settle_copies(ctx, copies=[first, second, third], step="shredded") == 2
    assert not [copy for copy in queries_classes.copies_on(TODAY) if copy.is_out]
    assert sum(copy.is_out for copy in queries_classes.copies_on(YESTERDAY)) == 2, "as it stood that day"


def test_a_hand_out_by_page_with_its_papers(cast: Cast):
    row, staff = paper(cast), cast.client("staff")
    base = cast.url(f"assets/{row.pk}/copies")
    assert "番号付きの写しは、まだ配っていません" in staff.get(f"{base}/").content.decode()
    sent = {
        "persons": [str(cast.person["chair"].pk), str(cast.person["caucus_head"].pk)],
        "others": "説明員 甲\n\n説明員 乙",
        "given_on": YESTERDAY.isoformat(),
        "due_on": YESTERDAY.isoformat(),
        "note": "委員会",
    }
    assert staff.post(f"{base}/new/", sent | {"others": "長" * 81}).status_code == 422
    assert staff.post(f"{base}/new/", {"given_on": TODAY.isoformat()}).status_code == 422
    assert staff.post(f"{base}/new/", sent).status_code == 302
    page = staff.get(f"{base}/").content.decode()
    assert page.count("期限切れ") == 4
    assert "𠮷田 豊" in page
    assert staff.get(cast.url(f"assets/{row.pk}/copies.pdf")).content.startswith(b"%PDF")
    keys = [str(key) for key in NumberedCopy.objects.filter(number__lte=3).values_list("pk", flat=True)]
    assert staff.post(f"{base}/", {"on": TODAY.isoformat(), "step": "collected"}).status_code == 422
    answer = staff.post(f"{base}/", {"copies": keys, "on": TODAY.isoformat(), "step": "collected"})
    assert answer.status_code == 302
    overview = staff.get(cast.url("assets/copies/")).content.decode()
    assert "第4号" in overview
    assert "第3号" not in overview
    assert "配付4部・未回収1部・裁断待ち3部" in overview


def test_who_only_reads_settles_nothing(cast: Cast):
    row = paper(cast)
    copy = actions.hand_out(cast.ctx("staff"), asset=row, others=["甲"])[0]
    sent = {"copies": [str(copy.pk)], "on": TODAY.isoformat(), "step": "collected"}
    cast.client("city_it").post(cast.url(f"assets/{row.pk}/copies/"), sent)
    copy.refresh_from_db()
    assert copy.collected_on is None
