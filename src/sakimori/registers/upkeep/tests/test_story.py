"""Work at a system from plan to result; a vendor comes in from outside, and a window left open is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.notices.models import Notice
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.premises.actions import record_visit, register_place
from sakimori.registers.upkeep import actions, queries
from sakimori.registers.upkeep.dates import DATES
from sakimori.registers.upkeep.jobs import tell_of_open_windows
from sakimori.registers.upkeep.models import RemoteWindow, Work, WorkVisit
from sakimori.registers.upkeep.types import WindowState, WorkResult, WorkState
from sakimori.testing import NOW, SINCE, TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "technical.remote-access-approved"
HOUR = timedelta(hours=1)


@pytest.fixture
def system(cast):
    return register_asset(cast.ctx("staff"), kind="system", name="議会中継", zone="cloud")


def plan(cast, system, route=(), **more):
    values = {"kind": "update", "title": "配信の更新", "reason": "修正プログラムを当てる。", "planned_on": TODAY} | more
    return actions.plan_work(cast.ctx("staff"), route=route, asset=system, **values)


def allow(cast, system, **more):
    values = {
        "company": "さざなみ映像", "operator": "保守 次郎", "means": "保守用の回線", "purpose": "障害の調査",
        "from_at": NOW, "until_at": NOW + 2 * HOUR,
    }  # fmt: skip
    return actions.allow_window(cast.ctx("staff"), asset=system, allowed_by=cast.person["manager"], **(values | more))


def local(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_the_office_plans_does_and_files_a_piece_of_work(cast, system):
    staff = cast.client("staff")
    page = staff.get(cast.url(f"upkeep/new/?asset={system.pk}")).content.decode()
    assert "戻し方" in page and f'value="{system.pk}" selected' in page
    sent = {
        "asset": str(system.pk), "kind": "update", "title": "配信の更新", "reason": "修正を当てる。",
        "planned_on": (TODAY + timedelta(days=3)).isoformat(), "company": "さざなみ映像", "operator": "保守 次郎",
        "before": "版 2.1", "way_back": "前の版に戻す", "test": "試しの配信を見る", "route": "",
    }  # fmt: skip
    answer = staff.post(cast.url("upkeep/new/"), sent)
    work = Work.objects.get()
    assert answer.status_code == 302 and work.number == "R8-1" and work.state(TODAY) == WorkState.PLANNED
    assert staff.get(cast.url(f"upkeep/{work.pk}/work.pdf")).content.startswith(b"%PDF")
    moved = sent | {"planned_on": TODAY.isoformat()}
    assert staff.post(cast.url(f"upkeep/{work.pk}/edit/"), moved).status_code == 302
    days = list(DATES.between(cast.ctx("staff"), TODAY, TODAY))
    assert [(one.url_name, one.is_done) for one in days] == [("upkeep:work", False)]
    wrong = {"done_on": TODAY.isoformat(), "result": "done", "after": " "}
    assert staff.post(cast.url(f"upkeep/{work.pk}/done/"), wrong).status_code == 422
    right = wrong | {"after": "版 2.2", "tested": "配信を見た。"}
    assert staff.post(cast.url(f"upkeep/{work.pk}/done/"), right).status_code == 302
    page = staff.get(cast.url(f"upkeep/{work.pk}/")).content.decode()
    assert "版 2.2" in page and "予定どおり終わった" in page and "予定を直す" not in page
    assert "R8-1 配信の更新" in staff.get(cast.url(f"assets/{system.pk}/")).content.decode()
    table = staff.get(cast.url("upkeep/"), {"as": "csv"}).content.decode("utf-8-sig")
    assert "さざなみ映像" in table and "版 2.2" in table


def test_a_past_day_shows_what_was_known_then(cast, system):
    work = plan(cast, system, planned_on=TODAY + timedelta(days=1))
    later = cast.ctx("staff", NOW + timedelta(days=5))
    actions.record_done(later, work=work, done_on=TODAY + timedelta(days=4), result=WorkResult.PARTLY, after="半分")
    states = [[row.state_now for row in queries.works_on(TODAY + timedelta(days=day))] for day in (-1, 0, 1, 2, 4)]
    assert states == [[], [WorkState.PLANNED], [WorkState.PLANNED], [WorkState.LATE], [WorkState.DONE]]


def test_where_the_assembly_wants_it_a_change_is_decided_first(cast, system):
    work = plan(cast, system, route=[Role.SECRETARY_GENERAL])
    assert work.state(TODAY) == WorkState.WAITING and work.is_waiting
    with pytest.raises(ValidationError, match="承認の前に行った"):
        actions.record_done(cast.ctx("staff"), work=work, done_on=TODAY, result="done", after="終わった")
    decider = cast.ctx("secretary_general")
    decide_application(decider, application=work.application, is_approval=True)
    event = ApplicationDecided(work.application.pk, work.application.kind, work.pk, True)
    actions.adopt_decided_work(decider, event=event)
    work.refresh_from_db()
    assert work.state(TODAY) == WorkState.PLANNED
    with pytest.raises(ValidationError, match="承認された内容"):
        actions.change_work(cast.ctx("staff"), work=work, reason="別のこと")
    done = actions.record_done(
        cast.ctx("staff"), work=work, done_on=TODAY, result="done", after="済み", unapproved_reason="無用"
    )
    assert done.unapproved_reason == ""
    refused = plan(cast, system, route=[Role.SECRETARY_GENERAL], title="やめた変更")
    decide_application(decider, application=refused.application, is_approval=False)
    event = ApplicationDecided(refused.application.pk, refused.application.kind, refused.pk, False)
    actions.adopt_decided_work(decider, event=event)
    refused.refresh_from_db()
    assert refused.state(TODAY) == WorkState.CANCELLED
    with pytest.raises(ValidationError, match="すでに終わっています"):
        actions.cancel_work(cast.ctx("staff"), work=refused, reason="x")


def test_a_vendor_comes_in_for_a_time_and_the_door_is_closed_again(cast, system):
    staff = cast.client("staff")
    sent = {
        "asset": str(system.pk), "company": "さざなみ映像", "operator": "保守 次郎", "means": "保守用の回線",
        "purpose": "障害の調査", "from_at": local(NOW), "until_at": local(NOW + 2 * HOUR),
        "allowed_by": str(cast.person["manager"].pk),
    }  # fmt: skip
    assert staff.post(cast.url("upkeep/windows/new/"), sent).status_code == 302
    window = RemoteWindow.objects.get()
    assert window.state(NOW) == WindowState.PLANNED
    assert staff.post(cast.url(f"upkeep/windows/{window.pk}/open/"), {"opened_at": local(NOW)}).status_code == 302
    window.refresh_from_db()
    assert window.opened_by == cast.person["staff"] and window.state(NOW) == WindowState.OPEN
    with time_machine.travel(NOW + HOUR, tick=False):
        closing = {"closed_at": local(NOW + HOUR), "done": "設定を見た。"}
        assert staff.post(cast.url(f"upkeep/windows/{window.pk}/close/"), closing).status_code == 302
        page = staff.get(cast.url(f"upkeep/windows/{window.pk}/")).content.decode()
    window.refresh_from_db()
    assert window.state(NOW + HOUR) == WindowState.CLOSED
    assert "設定を見た。" in page and "閉じたことを記録する" not in page
    assert breaches(KEY, TODAY + timedelta(days=9)) == []


def test_a_window_left_open_is_found_and_told(cast, system):
    window = actions.open_window(cast.ctx("staff"), window=allow(cast, system))
    tell_of_open_windows(NOW + HOUR)
    assert not Notice.objects.filter(key__startswith="window:").exists()
    tell_of_open_windows(NOW + 3 * HOUR)
    tell_of_open_windows(NOW + 4 * HOUR)
    told = {notice.person for notice in Notice.objects.filter(key__startswith="window:")}
    assert told == {cast.person["staff"], cast.person["manager"]}
    assert Notice.objects.filter(key__startswith="window:").count() == 2
    with time_machine.travel(NOW + 3 * HOUR, tick=False):
        page = cast.client("staff").get(cast.url("upkeep/windows/")).content.decode()
        assert "1件の接続が、終了の時刻を過ぎても開いたままです" in page and "開いたまま" in page
    assert breaches(KEY, TODAY) == [] and TODAY in due_days(KEY, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    ((what, why),) = breaches(KEY, tomorrow)
    assert "さざなみ映像" in what and "閉じられていません" in why
    late = cast.ctx("staff", NOW + timedelta(days=2))
    with pytest.raises(ValidationError, match="その理由"):
        actions.close_window(late, window=window, closed_at=late.at, done="調べた。")
    actions.close_window(late, window=window, closed_at=late.at, done="調べた。", late_reason="閉じ忘れた。")
    assert breaches(KEY, TODAY + timedelta(days=2)) == []
    assert len(breaches(KEY, tomorrow)) == 1, "on the day it was open"


def test_what_a_window_refuses(cast, system):
    with pytest.raises(ValidationError, match="終了は、開始より後"):
        allow(cast, system, until_at=NOW - HOUR)
    other = register_asset(cast.ctx("staff"), kind="system", name="会議録検索", zone="cloud")
    with pytest.raises(ValidationError, match="ほかの機器"):
        allow(cast, system, work=plan(cast, other))
    window = allow(cast, system, from_at=NOW - HOUR)
    with pytest.raises(ValidationError, match="認めた時間の中"):
        actions.open_window(cast.ctx("staff"), window=window, opened_at=NOW - 2 * HOUR)
    with pytest.raises(ValidationError, match="開いていません"):
        actions.close_window(cast.ctx("staff"), window=window, closed_at=NOW, done="x")
    page = cast.client("staff").post(cast.url(f"upkeep/windows/{window.pk}/cancel/"))
    assert page.status_code == 302
    window.refresh_from_db()
    assert window.state(NOW) == WindowState.CANCELLED
    with pytest.raises(ValidationError, match="もう開けられません"):
        actions.open_window(cast.ctx("staff"), window=window)
    late = allow(cast, system, from_at=NOW - 3 * HOUR, until_at=NOW - HOUR)
    assert late.state(NOW) == WindowState.UNUSED


def test_a_visit_of_maintenance_names_its_record(cast, system):
    staff = cast.client("staff")
    room = register_place(cast.ctx("staff"), kind="office", name="執務室", from_date=SINCE)
    visit = record_visit(
        cast.ctx("staff"), place=room, visitor="保守 次郎", purpose="保守", escort=cast.person["staff"]
    )
    work = plan(cast, system)
    page = staff.get(cast.url(f"premises/visits/{visit.pk}/")).content.decode()
    choose = cast.url(f"upkeep/visits/{visit.pk}/")
    assert choose in page
    assert staff.post(choose, {"work": str(work.pk)}).status_code == 302
    page = staff.get(cast.url(f"premises/visits/{visit.pk}/")).content.decode()
    assert cast.url(f"upkeep/{work.pk}/") in page
    assert "保守 次郎" in staff.get(cast.url(f"upkeep/{work.pk}/")).content.decode()
    assert staff.get(cast.url(f"upkeep/{work.pk}/work.pdf")).content.startswith(b"%PDF")
    assert staff.post(choose, {"work": ""}).status_code == 302
    assert not WorkVisit.objects.exists()
