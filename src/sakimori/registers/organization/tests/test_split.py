"""The assembly decides who has which part of a duty; my part, the table and the board follow; and it goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.duties.actions import adopt_split
from sakimori.foundation.duties.models import DutySplit
from sakimori.foundation.duties.queries import splits_on
from sakimori.foundation.duties.types import Holders, Part
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people.types import Role
from sakimori.registers.organization.raci import raci
from sakimori.testing import TODAY

KEY = "policy.published"
TITLE = "方針を遅滞なく公表している"


def sent(**changed):
    return {
        "responsible": ["manager"],
        "responsible_post": "",
        "accountable": "chair",
        "consulted": ["deputy", "city_it"],
        "consulted_post": "",
        "informed": ["member"],
        "informed_post": "",
        "from_date": TODAY.isoformat(),
        "reason": "公表は管理者の仕事と決めた",
        "decision": "議運 第5回",
    } | changed


def test_the_split_is_decided_for_a_duty_and_everything_follows(cast):
    deputy, staff = cast.client("deputy"), cast.client("secretary_general")
    pages = cast.url("organization/roles/")
    staffs_before = cast.client("staff").get(pages).content.decode()
    assert TITLE in staffs_before.split("全体の分担")[0]
    url = cast.url(f"organization/roles/{KEY}/edit/")
    assert "この分担に決める" in staff.get(url).content.decode()
    post = cast.post["auditor"]
    values = sent(accountable=f"post:{cast.post['deputy'].pk}", informed_post=str(post.pk))
    assert staff.post(url, values).status_code == 302
    entry = Entry.objects.order_by("-sequence").first()
    assert entry.action == "duties.adopt-split"

    mine = deputy.get(pages).content.decode()
    answers = mine.split("あなたが責任を負うこと")[1].split("</ul>")[0]
    assert TITLE in answers
    assert "議会が決めた分担" in mine
    assert str(cast.post["auditor"].title) in mine
    does = cast.client("staff").get(pages).content.decode().split("あなたの分")[1].split("</ul>")[0]
    assert TITLE not in does

    shown = staff.get(cast.url(f"organization/roles/{KEY}/")).content.decode()
    assert "公表は管理者の仕事と決めた" in shown
    assert "議運 第5回" in shown


def test_back_to_the_shipped_split_keeps_both_decisions(cast):
    ctx = cast.ctx("manager")
    shipped = next(row for row in raci({}) if row.duty.key == KEY)
    parts = {
        Part.RESPONSIBLE: Holders(frozenset({Role.MANAGER, Role.STAFF}), cast.post["deputy"]),
        Part.ACCOUNTABLE: Holders(post=cast.post["chair"]),
    }
    adopt_split(ctx, duty=KEY, parts=parts, reason="試行", from_date=TODAY - timedelta(days=30))
    adopted = next(row for row in raci(splits_on(TODAY)) if row.duty.key == KEY)
    assert adopted.adopted
    assert adopted.parts_of(frozenset({Role.STAFF})) == {Part.RESPONSIBLE}
    assert adopted.parts_of(frozenset(), frozenset({cast.post["chair"].pk})) == {Part.ACCOUNTABLE}
    assert [part for part, _post in adopted.posts] == [Part.RESPONSIBLE, Part.ACCOUNTABLE]
    url = cast.url(f"organization/roles/{KEY}/shipped/")
    manager = cast.client("manager")
    assert manager.post(url, {"from_date": TODAY.isoformat(), "reason": ""}).status_code == 422
    assert manager.post(url, {"from_date": TODAY.isoformat(), "reason": "試行が終わった"}).status_code == 302
    assert next(row for row in raci(splits_on(TODAY)) if row.duty.key == KEY) == shipped
    assert next(row for row in raci(splits_on(TODAY - timedelta(days=1))) if row.duty.key == KEY).adopted
    assert [row.reason for row in DutySplit.objects.order_by("from_date")] == ["試行", "試行が終わった"]
    assert "試行が終わった" in manager.get(cast.url(f"organization/roles/{KEY}/")).content.decode()


def test_a_decision_of_the_same_day_replaces_and_a_later_one_stays(cast):
    ctx, later = cast.ctx("manager"), TODAY + timedelta(days=10)
    one = {Part.RESPONSIBLE: Holders(frozenset({Role.STAFF})), Part.ACCOUNTABLE: Holders(frozenset({Role.CHAIR}))}
    adopt_split(ctx, duty=KEY, parts=one, reason="先の日から", from_date=later)
    adopt_split(ctx, duty=KEY, parts=one, reason="誤り")
    adopt_split(ctx, duty=KEY, parts=one, reason="正しい")
    found = list(DutySplit.objects.order_by("from_date").values_list("reason", "from_date", "to_date"))
    assert found == [("正しい", TODAY, later - timedelta(days=1)), ("先の日から", later, None)]


@pytest.mark.parametrize(
    "changed",
    [
        {"responsible": []},
        {"accountable": ""},
        {"reason": ""},
        {"accountable": "post:00000000-0000-0000-0000-000000000000"},
    ],
    ids=["nobody does it", "nobody answers", "no reason", "no such post"],
)
def test_what_is_missing_is_said_and_nothing_written(cast, changed):
    url = cast.url(f"organization/roles/{KEY}/edit/")
    refused = cast.client("manager").post(url, sent() | changed)
    assert refused.status_code == 422
    assert not DutySplit.objects.exists()


def test_only_one_answers_and_only_who_may_decides(cast, neighbour):
    both = Holders(frozenset({Role.CHAIR}), cast.post["deputy"])
    with pytest.raises(ValidationError, match="一つだけ"):
        adopt_split(
            cast.ctx("manager"),
            duty=KEY,
            parts={Part.RESPONSIBLE: both, Part.ACCOUNTABLE: both},
            reason="二人",
        )
    assert cast.client("member").get(cast.url(f"organization/roles/{KEY}/")).status_code == 200
    assert cast.client("member").get(cast.url(f"organization/roles/{KEY}/edit/")).status_code == 403
    assert cast.client("manager").get(cast.url("organization/roles/ghosts/edit/")).status_code == 404
    theirs = sent(responsible_post=str(neighbour.post["chair"].pk))
    assert cast.client("manager").post(cast.url(f"organization/roles/{KEY}/edit/"), theirs).status_code == 422
