"""The hand-over book tells a successor what to do first and why things are as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.papers.book import book_of
from sakimori.foundation.people.types import EndReason, Role
from sakimori.front.handover import chapters
from sakimori.registers.organization import actions as organization
from sakimori.registers.organization.types import ContactKind, ItemOutcome
from sakimori.testing import TODAY


def section(sections, title):
    return next(row for row in sections if title in str(row.title))


def test_the_book_is_made_from_todays_records(cast):
    ctx = cast.ctx("manager")
    settle_duty(
        ctx,
        duty="organization.contacts-checked",
        days=180,
        ground=Ground.POLICY,
        reason="半期ごとの訓練に合わせる",
        decided_on=TODAY,
        decision="議会運営委員会",
    )
    organization.save_contact(ctx, kind=ContactKind.WINDOW, name="統一窓口", phone_day="0120-000-111")
    organization.record_meeting(
        ctx,
        name="議会運営委員会",
        held_on=TODAY,
        items=[
            {"title": "代理の順", "outcome": ItemOutcome.AGREED, "decision": "副議長が代わる", "clause_path": "6(1)"},
            {"title": "端末の更新", "outcome": ItemOutcome.CONTINUED},
        ],
    )
    page = cast.client("manager").get(cast.url("handover/"))
    text = page.content.decode()
    for words in (
        "半期ごとの訓練に合わせる",
        "0120-000-111",
        "副議長が代わる",
        "端末の更新",
        cast.person[Role.CHAIR].shown_name,
        "方針を定めている",
    ):
        assert words in text
    paper = cast.client("manager").get(cast.url("handover/book.pdf"))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_what_ends_within_thirty_days_is_named_and_what_ends_later_is_not(cast):
    ctx = cast.ctx("manager")
    held = cast.post[Role.CITY_IT].appointments.get()
    organization.end_appointment(ctx, appointment=held, last_day=TODAY + timedelta(days=25), reason=EndReason.TRANSFER)
    rows = section(chapters.due_first(ctx), "はじめの30日").rows
    assert any(cast.post[Role.CITY_IT].title in line for line in rows)
    organization.end_appointment(ctx, appointment=held, last_day=TODAY + timedelta(days=31), reason=EndReason.TRANSFER)
    rows = section(chapters.due_first(ctx), "はじめの30日").rows
    assert not any(cast.post[Role.CITY_IT].title in line for line in rows)


def test_an_exception_is_told_with_its_reason(cast):
    ctx = cast.ctx("manager").because("人手が足りず、局長が兼ねる")
    organization.change_person(ctx, person=cast.person[Role.STAFF], note="兼務")
    rows = section(chapters.why_so(cast.ctx("manager")), "例外").rows
    assert rows[0][2] == "人手が足りず、局長が兼ねる"


@pytest.mark.parametrize(("role", "status"), [("chair", 200), ("auditor", 403), ("member", 403), ("city_it", 403)])
def test_who_may_read_it(cast, role, status):
    assert cast.client(role).get(cast.url("handover/")).status_code == status


def test_numbers_only_for_those_who_may_see_them(cast):
    organization.save_contact(cast.ctx("staff"), kind=ContactKind.WINDOW, name="統一窓口", phone_day="0120-000-111")
    assert "0120-000-111" in cast.client("chair").get(cast.url("handover/")).content.decode()
    reader = replace(cast.actor("chair"), limited_to=frozenset({Permission.LEDGER_READ, Permission.ORGANIZATION_READ}))
    assert "0120-000-111" not in str(book_of(replace(cast.ctx("chair"), actor=reader)))
    assert "0120-000-111" in str(book_of(cast.ctx("chair")))


def test_the_neighbours_book_stays_closed(cast, neighbour):
    assert cast.client("manager").get(neighbour.url("handover/")).status_code == 404


def test_statements_do_not_grow_with_the_records(cast, sql_count, django_assert_num_queries):
    ctx = cast.ctx("manager")
    for number in range(2):
        organization.save_contact(ctx, kind=ContactKind.VENDOR, name=f"委託先{number}", phone_day="0120-000-111")
        organization.record_meeting(ctx, name="議運", held_on=TODAY, items=[{"title": f"議題{number}"}])
    book_of(ctx)  # The first look evaluates the duties that were touched.
    before = sql_count()
    book_of(ctx)
    first = sql_count() - before
    for number in range(9):
        organization.save_contact(ctx, kind=ContactKind.VENDOR, name=f"業者{number}", phone_day="0120-000-111")
        organization.record_meeting(ctx, name="議運", held_on=TODAY, items=[{"title": f"件{number}"}])
    book_of(ctx)
    with django_assert_num_queries(first):
        book_of(ctx)


def test_many_people_with_one_thing_to_do_are_one_line(cast):
    assert chapters.named(["海野", "岬"]) == "海野、岬"
    assert chapters.named(list("甲乙丙丁戊己庚")) == "甲、乙、丙、丁、戊 ほか2"
