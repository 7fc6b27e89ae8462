"""Reports: filed once, told at once, anonymous where wanted, handled to the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.access.context import Actor, Channel, context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.notices.models import Notice
from sakimori.measures.intake import actions, queries
from sakimori.measures.intake.models import Report
from sakimori.measures.intake.types import PICTURES, Means, Nature, State, picture_for
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.testing import NOW, TODAY

GRANTED = frozenset({Permission.INCIDENT_REPORT, Permission.FILE_STORE})


def stranger(cast, at=NOW):
    return context(cast.assembly, Actor(granted=GRANTED), Channel.LINK, at=at)


def filed(cast, ctx=None, **values):
    given = {"once": uuid4(), "kind": IncidentKind.LOST_DEVICE, "means": Means.DOOR, "text": "電車に置き忘れた。"}
    return actions.file_report(ctx or stranger(cast), **(given | values))


def test_a_report_is_taken_once_and_the_office_hears_of_it(cast):
    once = uuid4()
    first, again = filed(cast, once=once), filed(cast, once=once)
    assert first == again
    assert Report.objects.count() == 1
    assert queries.report_by_receipt(first.receipt.lower()) == first.report
    told = {notice.person.shown_name for notice in Notice.objects.select_related("person")}
    assert told == {"浜口 隆", "灯 直樹", "渚 美咲"}
    assert all("置き忘れ" not in notice.subject + notice.body for notice in Notice.objects.all())


def test_nobody_is_known_of_an_anonymous_near_miss(cast):
    report = filed(
        cast, nature=Nature.NEAR_MISS, is_anonymous=True, person=cast.person["member"], contact="髙橋"
    ).report
    assert (report.person, report.contact) == (None, "")
    assert Entry.objects.order_by("-sequence").first().actor == "anonymous"
    with pytest.raises(ValueError, match="knows nobody"):
        filed(cast, cast.ctx("member"), nature=Nature.NEAR_MISS, is_anonymous=True)
    with pytest.raises(ValidationError):  # only a near miss may be without anybody
        filed(cast, nature=Nature.HAPPENED, is_anonymous=True)


def test_a_stranger_may_do_nothing_else(cast):
    report = filed(cast).report
    for act in (
        lambda ctx: actions.take_up(ctx, report, case_id=uuid4()),
        lambda ctx: actions.close_without_case(ctx, report, reason="x"),
        lambda ctx: actions.answer_reporter(ctx, report=report, answer="x"),
        lambda ctx: actions.open_door(ctx),
        lambda ctx: actions.restrict_report(ctx, report=report, is_restricted=True),
    ):
        with pytest.raises(PermissionDenied):
            act(stranger(cast))


def test_taken_up_and_closed(cast):
    staff, case = cast.ctx("staff"), uuid4()
    report = filed(cast).report
    assert list(queries.untouched(TODAY)) == [report]
    tomorrow = replace(staff, at=NOW + timedelta(days=1))
    actions.take_up(tomorrow, report, case_id=case)
    assert not queries.untouched(TODAY + timedelta(days=1)).exists()
    assert list(queries.untouched(TODAY)) == [report]  # that evening nobody had begun
    assert not queries.untouched(TODAY - timedelta(days=1)).exists()
    assert list(queries.of_case(case)) == [report]
    assert actions.note_case_closed(tomorrow, case_id=case, answer="見つかりました。") == 1
    report.refresh_from_db()
    assert (report.state, report.answer, report.closed_on) == (State.CASE, "見つかりました。", tomorrow.today)


def test_closing_needs_a_reason_and_happens_once(cast):
    staff, report = cast.ctx("staff"), filed(cast).report
    with pytest.raises(ValidationError):
        actions.close_without_case(staff, report, reason=" ")
    actions.close_without_case(staff, report, reason="自宅にあった。", answer="よかったです。")
    with pytest.raises(ValidationError):
        actions.close_without_case(staff, report, reason="もう一度")
    assert report.state == State.CLOSED


def test_two_reports_of_the_same_matter(cast):
    staff, case = cast.ctx("staff"), uuid4()
    first, second, third = (filed(cast).report for _ in range(3))
    assert queries.like(staff, first) == [second, third]
    actions.merge_reports(staff, report=third, into=second)
    actions.merge_reports(staff, report=second, into=first)
    third.refresh_from_db()
    assert third.same_as == first
    with pytest.raises(ValidationError):
        actions.merge_reports(staff, report=first, into=second)
    with pytest.raises(ValidationError):
        actions.take_up(staff, second, case_id=case)
    actions.take_up(staff, first, case_id=case)
    assert {row.pk for row in queries.of_case(case)} == {first.pk, second.pk, third.pk}


def test_restricted_reports_are_not_in_the_list_of_everybody(cast):
    report = filed(cast).report
    actions.restrict_report(cast.ctx("manager"), report=report, is_restricted=True)
    assert report not in queries.reports(cast.ctx("staff"))
    assert report in queries.reports(cast.ctx("manager"))


def test_every_kind_has_a_picture():
    assert len(PICTURES) == 8
    assert {picture.kinds[0] for picture in PICTURES} <= set(IncidentKind)
    for kind in IncidentKind:
        assert kind in picture_for(kind).kinds
    assert picture_for(IncidentKind.RANSOMWARE).key == "screen"
