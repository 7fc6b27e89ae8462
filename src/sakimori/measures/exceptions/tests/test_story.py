"""An exception from its application to its end: decided, warned of, reopened, extended by a new decision, told in lists."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.improvements.actions import plan_improvement
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions import actions, queries
from sakimori.measures.exceptions.dates import DATES
from sakimori.measures.exceptions.jobs import watch_exceptions
from sakimori.measures.exceptions.models import ExceptionReview, RuleException
from sakimori.measures.exceptions.types import Ending, Stage
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.registers.assets.actions import register_asset
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "operation.exceptions-valid"
WORDS = {
    "title": "控室の古いパソコンを使う",
    "clause_path": "6(6)",
    "what": "更新の終わった基本ソフトのパソコンを使う。",
    "reason": "会計の仕組みが新しい機種で動かない。",
    "substitute": "ネットワークから切り離し、鍵のかかる部屋で使う。",
}


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def apply(cast, role="staff", at=NOW, **more):
    values = WORDS | {"from_date": TODAY, "to_date": TODAY + timedelta(days=90), "covers": "会派控室"} | more
    return actions.apply_for_exception(cast.ctx(role, at), route=[Role.CHAIR], **values)


def decide(cast, found, *, is_approval=True, at=NOW):
    chair = cast.ctx("chair", at)
    decide_application(chair, application=found.application, is_approval=is_approval)
    # Reactions follow the commit, which a test never makes.
    event = ApplicationDecided(found.application.pk, found.application.kind, found.pk, is_approval)
    actions.adopt_decided_exception(chair, event=event)
    found.refresh_from_db()
    return found


def test_the_office_applies_the_chair_decides_and_it_stands_in_the_list(cast):
    path = adopt(cast, days_ago=30).clauses.get(heading="遵守義務").path
    staff = cast.client("staff")
    laptop = register_asset(cast.ctx("staff"), kind="device", category="laptop", name="控室のPC")
    page = staff.get(cast.url(f"exceptions/new/?asset={laptop.pk}")).content.decode()
    assert "代わりに行うこと" in page and f'value="{laptop.pk}" selected' in page
    sent = WORDS | {
        "kind": "deviation", "asset": str(laptop.pk), "warn_days": "30", "route": "chair", "clause_path": path,
        "from_date": TODAY.isoformat(), "to_date": (TODAY + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    answer = staff.post(cast.url("exceptions/new/"), sent)
    found = RuleException.objects.get()
    assert answer.status_code == 302 and answer["Location"] == cast.url(f"exceptions/{found.pk}/")
    assert found.number == "R8-1" and found.stage(TODAY) == Stage.WAITING
    assert "決裁待ち" in staff.get(cast.url("exceptions/")).content.decode()
    assert staff.get(cast.url(f"exceptions/{found.pk}/exception.pdf")).content.startswith(b"%PDF")
    application = cast.client("chair").get(cast.url(f"applications/{found.application_id}/")).content.decode()
    assert cast.url(f"exceptions/{found.pk}/") in application
    decide(cast, found)
    page = staff.get(cast.url(f"exceptions/{found.pk}/")).content.decode()
    assert "まで有効です" in page and "承認書の PDF" in page
    assert staff.get(cast.url("exceptions/list.pdf")).content.startswith(b"%PDF")
    rows = staff.get(cast.url("exceptions/"), {"as": "csv"}).content.decode("utf-8-sig")
    assert "控室のPC" in rows and cast.person["chair"].shown_name in rows
    assert "例外措置" in staff.get(cast.url(f"assets/{laptop.pk}/")).content.decode()
    days = list(DATES.between(cast.ctx("staff"), TODAY, TODAY + timedelta(days=120)))
    assert [(one.day, one.is_done) for one in days] == [(TODAY + timedelta(days=90), False)]


def test_a_past_day_shows_what_was_known_then(cast):
    found = decide(cast, apply(cast))
    actions.end_exception(cast.ctx("staff", later(10)), found=found, ending=Ending.KEPT_AGAIN, note="更新を見た。")
    yesterday, then = TODAY - timedelta(days=1), TODAY + timedelta(days=5)
    assert queries.exceptions_on(yesterday, "all") == []
    (row,) = queries.exceptions_on(then)
    assert (row.stage_now, row.ended_on, row.ending) == (Stage.IN_FORCE, None, "")
    (row,) = queries.exceptions_on(TODAY + timedelta(days=11), "all")
    assert row.stage_now == Stage.ENDED
    assert queries.exceptions_on(TODAY + timedelta(days=11)) == []


def test_the_end_is_told_before_and_reopens_the_fault(cast):
    found = decide(cast, apply(cast, to_date=TODAY + timedelta(days=40), warn_days=14))
    watch_exceptions(later(25))
    assert not Notice.objects.filter(key__startswith=f"exception:{found.pk}").exists()
    watch_exceptions(later(26))
    told = Notice.objects.filter(key__startswith=f"exception:{found.pk}")
    assert {notice.person for notice in told.all()} == {
        cast.person[name] for name in ("staff", "manager", "secretary_general")
    }
    watch_exceptions(later(27))
    assert told.count() == 3, "each of them hears it once"
    watch_exceptions(later(41))
    found.refresh_from_db()
    assert found.reopened_on == TODAY + timedelta(days=41) and found.stage(found.reopened_on) == Stage.REOPENED
    mending = found.improvement
    assert mending is not None
    assert (mending.origin, mending.owner, mending.due_on) == (
        Origin.EXCEPTION, cast.person["manager"], TODAY + timedelta(days=71)
    )  # fmt: skip
    assert told.count() == 6
    watch_exceptions(later(42))
    assert Improvement.objects.count() == 1
    with time_machine.travel(later(42), tick=False):
        page = cast.client("staff").get(cast.url("exceptions/")).content.decode()
        assert "1件の期限が切れています" in page and "期限切れ・対応待ち" in page
        one = cast.client("staff").get(cast.url(f"exceptions/{found.pk}/")).content.decode()
        assert cast.url(f"audits/improvements/{mending.pk}/") in one
        ended = cast.client("staff").post(
            cast.url(f"exceptions/{found.pk}/end/"), {"ending": "kept_again", "note": "新しい機種に替えた。"}
        )
    assert ended.status_code == 302
    assert breaches(KEY, TODAY + timedelta(days=42)) == []
    assert [what for what, _why in breaches(KEY, TODAY + timedelta(days=41))] == ["R8-1 控室の古いパソコンを使う"]


def test_a_corrective_action_that_is_under_way_is_not_opened_twice(cast):
    own = Improvement.objects.count()
    found = decide(cast, apply(cast, to_date=TODAY + timedelta(days=2)))
    watch_exceptions(later(3))
    found.refresh_from_db()
    assert Improvement.objects.count() == own + 1
    following = actions.ask_to_extend(
        cast.ctx("staff", later(4)), found=found, to_date=TODAY + timedelta(days=30), reason="納品が遅れた。",
        substitute=found.substitute, route=[Role.CHAIR],
    )  # fmt: skip
    plan_improvement(cast.ctx("staff"), improvement=found.improvement, owner=None, cause="", measure="入れ替える。")
    decide(cast, following, at=later(5))
    watch_exceptions(later(31))
    following.refresh_from_db()
    assert following.reopened_on == TODAY + timedelta(days=31)
    assert Improvement.objects.count() == own + 1


def test_an_extension_is_a_new_decision_and_joins_without_a_gap(cast):
    found = decide(cast, apply(cast))
    sent = {
        "to_date": (TODAY + timedelta(days=200)).isoformat(), "reason": "納品の遅れ", "substitute": "切り離す。",
        "route": "chair",
    }  # fmt: skip
    answer = cast.client("staff").post(cast.url(f"exceptions/{found.pk}/extend/"), sent)
    following = RuleException.objects.get(extends=found)
    assert answer["Location"] == cast.url(f"exceptions/{following.pk}/")
    assert following.from_date == found.to_date + timedelta(days=1) and following.stage(TODAY) == Stage.WAITING
    again = cast.client("staff").post(cast.url(f"exceptions/{found.pk}/extend/"), sent)
    assert again.status_code == 422 and "すでに申請しています" in again.content.decode()
    found.refresh_from_db()
    assert found.ended_on is None, "until it is decided, nothing is extended"
    decide(cast, following)
    found.refresh_from_db()
    assert (found.ending, found.stage(TODAY), found.stage(found.to_date)) == (
        Ending.EXTENDED, Stage.IN_FORCE, Stage.IN_FORCE
    )  # fmt: skip
    day_after = found.to_date + timedelta(days=1)
    assert found.stage(day_after) == Stage.ENDED and following.stage(day_after) == Stage.IN_FORCE
    assert breaches(KEY, day_after) == []
    watch_exceptions(NOW + timedelta(days=91))
    found.refresh_from_db()
    assert found.reopened_on is None


def test_used_in_an_emergency_it_is_decided_without_delay(cast):
    begun = TODAY - timedelta(days=3)
    with pytest.raises(ValidationError, match="承認の前に使い始めた"):
        apply(cast, from_date=begun)
    found = apply(cast, from_date=begun, is_emergency=True)
    assert found.stage(TODAY) == Stage.URGENT
    assert breaches(KEY, TODAY) == [] and due_days(KEY, TODAY) == {begun + timedelta(days=14)}
    ((_what, why),) = breaches(KEY, begun + timedelta(days=15))
    assert "まだ承認されていません" in why
    decide(cast, found, is_approval=False)
    assert found.stage(TODAY) == Stage.REFUSED
    ((_what, why),) = breaches(KEY, TODAY)
    assert "承認されませんでした" in why
    actions.end_exception(cast.ctx("staff"), found=found, ending=Ending.WITHDRAWN, note="使うのをやめた。")
    assert breaches(KEY, TODAY) == []


def test_the_list_is_gone_through_every_year(cast):
    found = decide(cast, apply(cast, to_date=TODAY + timedelta(days=360)))
    following = actions.ask_to_extend(
        cast.ctx("staff"), found=found, to_date=TODAY + timedelta(days=700), reason="続く", substitute="続ける",
        route=[Role.CHAIR],
    )  # fmt: skip
    decide(cast, following)
    on = TODAY + timedelta(days=400)
    ((_what, why),) = breaches(KEY, on)
    assert "例外の一覧を見直す期限" in why
    with time_machine.travel(later(400), tick=False):
        staff = cast.client("staff")
        assert "いま有効な例外" in staff.get(cast.url("exceptions/reviews/")).content.decode()
        sent = {"reviewed_on": on.isoformat(), "meeting": "事務局", "note": "続ける。"}
        assert staff.post(cast.url("exceptions/reviews/"), sent).status_code == 302
    assert ExceptionReview.objects.get().count == 1
    assert breaches(KEY, on) == []
    ((_what, _why),) = breaches(KEY, on - timedelta(days=1))


def test_a_member_applies_for_themselves_and_sees_only_their_own(cast):
    path = adopt(cast, days_ago=30).clauses.get(heading="遵守義務").path
    member = cast.client("member")
    sent = {name: WORDS[name] for name in ("title", "what", "reason", "substitute")} | {
        "clause_path": path, "from_date": TODAY.isoformat(), "to_date": (TODAY + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    assert member.post(cast.url("exceptions/mine/new/"), sent).status_code == 302
    own = RuleException.objects.get()
    assert own.person == cast.person["member"] and own.application.route == ["secretary_general", "chair"]
    assert own.title in member.get(cast.url("exceptions/mine/")).content.decode()
    assert member.get(cast.url(f"exceptions/{own.pk}/")).status_code == 200
    other = apply(cast)
    assert member.get(cast.url(f"exceptions/{other.pk}/")).status_code == 404
    assert member.get(cast.url(f"exceptions/{other.pk}/exception.pdf")).status_code == 404
    assert member.get(cast.url("exceptions/")).status_code == 403
    with pytest.raises(PermissionDenied):
        apply(cast, "member")


def test_a_decision_on_paper_is_recorded(cast, django_capture_on_commit_callbacks):
    found = apply(cast)
    url = cast.url(f"exceptions/{found.pk}/decision/")
    sent = {
        "is_approval": "yes", "person": str(cast.person["chair"].pk), "decided_on": TODAY.isoformat(),
        "decision_number": "議議第99号", "note": "毎月、事務局が見る。",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert cast.client("manager").post(url, sent).status_code == 302
    found.refresh_from_db()
    assert found.granted_on == TODAY
    page = cast.client("manager").get(cast.url(f"exceptions/{found.pk}/")).content.decode()
    assert "毎月、事務局が見る。" in page
    assert cast.client("manager").get(url).status_code == 404, "there is nothing left to decide"


def test_what_is_refused_at_the_door(cast):
    for wrong in (
        {"clause_path": ""},
        {"covers": ""},
        {"to_date": TODAY + timedelta(days=400)},
        {"to_date": TODAY - timedelta(days=1)},
        {"is_emergency": True, "from_date": TODAY + timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            apply(cast, **wrong)
    found = apply(cast)
    with pytest.raises(ValidationError, match="有効な例外"):
        actions.ask_to_extend(
            cast.ctx("staff"), found=found, to_date=TODAY + timedelta(days=120), reason="x", substitute="y",
            route=[Role.CHAIR],
        )  # fmt: skip
    with pytest.raises(ValidationError):
        actions.end_exception(cast.ctx("staff"), found=found, ending=Ending.EXTENDED, note="x")
    actions.end_exception(cast.ctx("staff"), found=found, ending=Ending.WITHDRAWN, note="要らなくなった。")
    with pytest.raises(ValidationError, match="すでに終わっています"):
        actions.end_exception(cast.ctx("staff"), found=found, ending=Ending.WITHDRAWN, note="x")


def test_the_list_tells_what_changed_between_two_days(cast):
    decide(cast, apply(cast))
    found = apply(cast, title="印刷", to_date=TODAY + timedelta(days=60))
    decide(cast, found, at=later(3))
    actions.end_exception(cast.ctx("staff", later(9)), found=found, ending=Ending.KEPT_AGAIN, note="終わった。")
    with time_machine.travel(later(10), tick=False):
        staff, url = cast.client("staff"), cast.url("exceptions/")
        page = staff.get(url, {"show": "all", "since": (TODAY + timedelta(days=1)).isoformat()}).content.decode()
        assert "変わったもの 1件" in page and "決裁待ち → 終了" in page and "加わったもの" not in page
        earlier = staff.get(url, {"since": (TODAY - timedelta(days=1)).isoformat()}).content.decode()
        assert "加わったもの 1件" in earlier
        assert "変わったこと</h2>" not in staff.get(url, {"since": "きのう"}).content.decode()
