"""Both duties: what breaches them, by when something must be done, and how it stood on past days."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.people.models import Appointment
from sakimori.measures.services import actions
from sakimori.measures.services.duties import AI, CLOUD
from sakimori.measures.services.known import AI_EXAMPLES, AI_RULES
from sakimori.measures.services.models import CloudService
from sakimori.measures.services.tests.things import CLOSED, at, completed, permitted
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches, due_days

MONTH = timedelta(days=30)


@action("test.leave-post", permission=Permission.ORGANIZATION_MANAGE, sentence="職を離れました")
def leave_post(ctx, *, post, day):
    for row in Appointment.objects.filter(post=post):
        row.to_date = day
        row.save()


def adopt(cast, day=TODAY):
    return actions.adopt_ai_rules(
        cast.ctx("staff", at=at(day)),
        text=AI_RULES,
        examples=AI_EXAMPLES,
        decided_on=day,
        effective_on=day,
        decision="議会運営委員会",
    )


def test_class_two_needs_everything_and_past_days_know_when(cast):
    start = TODAY - MONTH
    service = permitted(cast, day=start, **CLOSED)
    completed(cast, service, TODAY - timedelta(days=10))
    assert breaches(CLOUD, TODAY) == []
    assert due_days(CLOUD, TODAY) == {start + timedelta(days=364)}
    assert breaches(CLOUD, TODAY - timedelta(days=11)) == [
        (service.name, "足りないもの: 管理者、責任の分担、データの置き場所、やめるときの段取りと消し方。")
    ]
    assert breaches(CLOUD, start - timedelta(days=1)) == []
    assert breaches(CLOUD, start + timedelta(days=365)) == [(service.name, "足りないもの: 有効な許可。")]


def test_a_manager_who_left_is_no_manager(cast):
    service = completed(cast, permitted(cast, **CLOSED))
    leave_post(cast.ctx("staff"), post=cast.post["manager"], day=TODAY)
    assert breaches(CLOUD, TODAY) == []
    assert breaches(CLOUD, TODAY + timedelta(days=1)) == [(service.name, "足りないもの: 管理者。")]


def test_class_one_needs_terms_that_were_read(cast):
    day = TODAY - MONTH
    service = permitted(cast, day=day)
    assert breaches(CLOUD, TODAY) == [(service.name, "規約を読んだ記録がありません。")]
    ctx = cast.ctx("staff", at=at(day))
    copy = actions.take_terms(ctx, service=service, taken_on=day, text="規約")
    actions.review_terms(ctx, copy=copy, reviewed_on=day, outcome="fine")
    assert breaches(CLOUD, TODAY) == []
    assert breaches(CLOUD, day - timedelta(days=1)) == []


def test_new_terms_of_class_two_are_to_be_read(cast):
    day = TODAY - timedelta(days=40)
    service = completed(cast, permitted(cast, day=day, **CLOSED), day)
    copy = actions.take_terms(cast.ctx("staff", at=at(day)), service=service, taken_on=day, text="新しい規約")
    assert breaches(CLOUD, TODAY) == [(service.name, "規約が変わってから、まだ読まれていません。")]
    assert breaches(CLOUD, day + MONTH) == []
    actions.review_terms(cast.ctx("staff"), copy=copy, reviewed_on=TODAY, outcome="fine")
    assert breaches(CLOUD, TODAY) == []
    assert breaches(CLOUD, TODAY - timedelta(days=1)) != []


def test_a_revoked_permission_counts_until_its_day(cast):
    day = TODAY - MONTH
    service = completed(cast, permitted(cast, day=day, **CLOSED), day)
    actions.revoke_request(cast.ctx("staff"), request=service.requests.get(), reason="事故")
    assert breaches(CLOUD, TODAY) == [(service.name, "足りないもの: 有効な許可。")]
    assert breaches(CLOUD, TODAY - timedelta(days=1)) == []


def test_a_permission_for_less_does_not_cover_more(cast):
    service = completed(cast, permitted(cast, terms="contract"))
    actions.edit_service(cast.ctx("staff"), service=service, limit="2")
    assert breaches(CLOUD, TODAY) == [(service.name, "足りないもの: 有効な許可。")]


def test_what_is_found_is_settled_within_two_weeks(cast):
    day = TODAY - timedelta(days=20)
    found = actions.note_found(cast.ctx("staff", at=at(day)), name="なかよし", source="other", kind="cloud")
    assert breaches(CLOUD, day + timedelta(days=14)) == []
    assert due_days(CLOUD, day) == {day + timedelta(days=14)}
    assert [name for name, _why in breaches(CLOUD, TODAY)] == ["なかよし"]
    actions.close_found(cast.ctx("staff"), found=found, state="stopped", note="やめた")
    assert breaches(CLOUD, TODAY) == []
    assert [name for name, _why in breaches(CLOUD, TODAY - timedelta(days=1))] == ["なかよし"]


def test_after_the_end_the_erasure_is_proved(cast):
    day = TODAY - timedelta(days=40)
    service = completed(cast, permitted(cast, day=day, **CLOSED), day)
    actions.end_service(cast.ctx("staff", at=at(day)), service=service, ended_on=day, end_reason="替えた")
    assert breaches(CLOUD, day + MONTH) == []
    assert breaches(CLOUD, TODAY) == [(service.name, "やめたあと、データを消したことを確かめていません。")]
    actions.prove_erasure(cast.ctx("staff"), service=service, erased_on=TODAY, erasure_note="画面で確かめた")
    assert breaches(CLOUD, TODAY) == []
    assert breaches(CLOUD, TODAY - timedelta(days=1)) != []


def test_ai_needs_a_permission_a_limit_and_rules(cast):
    service = permitted(cast, "ことば箱", kind="ai")
    assert breaches(AI, TODAY) == [("ことば箱", "生成AIの利用ルールがありません。")]
    adopt(cast)
    assert breaches(AI, TODAY) == []
    actions.edit_service(cast.ctx("staff"), service=service, limit="")
    assert breaches(AI, TODAY) == [("ことば箱", "入れてよい情報の区分が決まっていません。")]
    bare = actions.register_service(
        cast.ctx("staff"), kind="ai", name="もう一つ", purpose="要約", limit="1", started_on=TODAY
    )
    assert (bare.name, "有効な許可がありません。") in breaches(AI, TODAY)
    assert breaches(AI, TODAY - timedelta(days=1)) == []


def test_the_rules_are_looked_at_every_year(cast):
    day = TODAY - timedelta(days=366)
    adopt(cast, day)
    assert [name for name, _why in breaches(AI, TODAY)] == ["生成AIの利用ルール"]
    assert breaches(AI, TODAY - timedelta(days=1)) == []
    adopt(cast)
    assert breaches(AI, TODAY) == []


def test_one_statement_serves_every_assembly(cast, neighbour, sql_count):
    permitted(cast)
    with every_assembly():
        assert [name for name, _why in breaches(CLOUD, TODAY)] == ["みなぎ文書"]
    assert CloudService.objects.count() == 1
