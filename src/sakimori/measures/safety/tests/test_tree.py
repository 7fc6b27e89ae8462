"""Who calls whom: made from posts and caucuses, put right by hand, printed, and what came of calls."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.papers.handovers import Leaving
from sakimori.foundation.people.models import Post
from sakimori.foundation.people.types import EndReason
from sakimori.measures.safety import actions
from sakimori.measures.safety.chapters import pack_chapter
from sakimori.measures.safety.dates import DATES
from sakimori.measures.safety.handovers import HANDOVERS
from sakimori.measures.safety.models import CallLine, CallNote
from sakimori.measures.safety.tests.crowd import crowd
from sakimori.measures.safety.tree_queries import tree_of
from sakimori.registers.organization.actions import end_service
from sakimori.testing import NOW, TODAY


@pytest.fixture
def tree(cast):
    actions.make_tree(cast.ctx("staff"))
    return tree_of(TODAY)


def callers():
    return dict(CallLine.objects.values_list("person__name", "caller__name"))


def test_the_tree_follows_posts_and_caucuses(cast, tree):
    name = {role: person.name for role, person in cast.person.items()}
    assert callers() == {
        name["secretary_general"]: None,
        name["chair"]: name["secretary_general"],
        name["caucus_head"]: name["secretary_general"],
        name["deputy"]: name["chair"],
        name["manager"]: name["secretary_general"],
        name["staff"]: name["manager"],
        name["member"]: name["caucus_head"],
    }
    assert tree.missing == [] and tree.nodes[0].depth == 0
    assert len(tree.nodes) == 7


def test_everybody_is_called_once_however_many(cast):
    crowd(cast.system(), cast, 27)
    assert actions.make_tree(cast.ctx("staff")) == 34
    assert len(tree_of(TODAY).nodes) == 34


def test_lines_put_right_by_hand_stay_and_newcomers_are_added(cast, tree):
    office = cast.client("staff")
    member, deputy = cast.person["member"], cast.person["deputy"]
    sent = {"caller": str(deputy.pk), "place": "3"}
    assert office.post(cast.url(f"safety/tree/{member.pk}/"), sent).status_code == 302
    crowd(cast.system(), cast, 2)
    assert len(tree_of(TODAY).missing) == 2
    office.post(cast.url("safety/tree/make/"))
    assert callers()[member.name] == deputy.name
    assert tree_of(TODAY).missing == []
    office.post(cast.url("safety/tree/make/"), {"anew": "yes"})
    assert callers()[member.name] == cast.person["caucus_head"].name


def test_a_circle_is_refused(cast, tree):
    with pytest.raises(ValidationError):
        actions.change_line(
            cast.ctx("staff"), person=cast.person["secretary_general"], caller=cast.person["member"], place=0
        )
    with pytest.raises(ValidationError):
        actions.change_line(cast.ctx("staff"), person=cast.person["chair"], caller=cast.person["chair"], place=0)


def test_whoever_leaves_is_seen_and_goes_out(cast, tree):
    head = cast.person["caucus_head"]
    end_service(cast.ctx("staff"), person=head, last_day=TODAY, reason=EndReason.RESIGNATION)
    tomorrow = TODAY + timedelta(days=1)
    assert tree_of(tomorrow).gone == 1
    actions.make_tree(cast.ctx("staff", NOW + timedelta(days=1)))
    assert head.name not in callers()
    assert tree_of(tomorrow).missing == [] and tree_of(tomorrow).gone == 0


def test_out_of_the_tree_the_callees_go_to_the_caller(cast, tree):
    cast.client("staff").post(cast.url(f"safety/tree/{cast.person['caucus_head'].pk}/leave/"))
    assert callers()[cast.person["member"].name] == cast.person["secretary_general"].name


def test_a_call_is_logged_with_who_made_it(cast, tree):
    office = cast.client("staff")
    member = cast.person["member"]
    office.post(cast.url(f"safety/tree/{member.pk}/call/"), {"result": "wrong", "note": "古い番号"})
    call = CallNote.objects.get()
    assert (call.person, call.caller, call.result) == (member, cast.person["staff"], "wrong")
    log = office.get(cast.url("safety/tree/calls/")).content.decode()
    assert "古い番号" in log


def test_the_tree_on_paper(cast, tree):
    answer = cast.client("chair").get(cast.url("safety/tree/tree.pdf"))
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content))
    assert all(
        person.shown_name in text
        for role, person in cast.person.items()
        if role not in {"auditor", "city_it", "caucus_head"}
    )
    assert cast.client("member").get(cast.url("safety/tree/")).status_code == 403


def test_what_is_handed_over(cast, tree):
    head = cast.person["caucus_head"]
    rows = HANDOVERS[0].rows(cast.ctx("staff"), Leaving(Post.objects.get(pk=cast.post["caucus_head"].pk), head, TODAY))
    assert [row.label for row in rows] == ["髙橋 恵 さんへの電話", "連絡網の中の本人の欄"]


def test_the_monthly_test_stands_in_the_calendar(cast):
    assert list(DATES.between(cast.ctx("staff"), date(2026, 11, 1), date(2026, 12, 31))) == []
    actions.save_setting(cast.ctx("staff"), test_day=10)
    check = actions.start_check(cast.ctx("staff"), kind="test", title="訓練")
    actions.close_check(cast.ctx("staff"), check=check, closing=actions.Closing(nothing_because="できていた"))
    found = list(DATES.between(cast.ctx("staff"), date(2026, 11, 1), date(2027, 1, 9)))
    assert [(one.day, one.is_done) for one in found] == [(date(2026, 11, 10), True), (date(2026, 12, 10), False)]
    assert [one.day for one in DATES.between(cast.ctx("staff"), date(2027, 2, 20), date(2027, 2, 25))] == [
        TODAY + timedelta(days=90)
    ]


def test_the_tree_in_the_nightly_pack_shows_numbers_only_where_few_may_open_it(cast):
    crowd(cast.system(), cast, 2)
    actions.make_tree(cast.ctx("staff"))
    (plain,) = pack_chapter(cast.ctx("staff"))
    (restricted,) = pack_chapter(cast.ctx("staff"), True)
    assert len(plain.rows) == len(restricted.rows) == 8
    assert "0999-20" not in str(plain.rows) and "0999-20" in str(restricted.rows)
    assert cast.person["secretary_general"].shown_name in str(plain.paragraphs[0])
