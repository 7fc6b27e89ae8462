"""The year as the office sees it: what falls due, when the assembly sits, and the same in a calendar program."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.foundation.asks.actions import open_campaign
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.people.models import Period
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.types import PeriodKind
from sakimori.front.calendar import actions, queries
from sakimori.front.calendar.ics import WholeDay, calendar
from sakimori.front.calendar.models import CalendarFeed
from sakimori.front.home.tests.acts import store
from sakimori.testing import TODAY

DUE = date(2026, 12, 10)


def sit(cast, first=date(2026, 12, 1), last=date(2026, 12, 18), kind=PeriodKind.REGULAR):
    return actions.keep_period(cast.ctx("staff"), kind=kind, name="第4回定例会", from_date=first, to_date=last)


def mend(cast, due=DUE):
    return open_improvement(
        cast.ctx("staff"), title="施錠の徹底", finding="書庫が開いていた。", origin=Origin.CHECK, due_on=due,
        owner=cast.person["manager"],
    )  # fmt: skip


def page(cast, role, path="calendar/", **more):
    answer = cast.client(role).get(cast.url(path), **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_date_within_a_sitting_is_marked(cast):
    mend(cast)
    sit(cast)
    shown = page(cast, "staff")
    assert "会期中（第4回定例会）" in shown and "会期中に当たっています" in shown
    assert shown.index("令和8年4月") < shown.index("令和8年12月") < shown.index("令和9年3月")
    assert shown.count('aria-current="date"') == 1


def test_everybody_sees_only_what_they_may_see(cast):
    mend(cast)
    assert "施錠の徹底" in page(cast, "staff") and "施錠の徹底" in page(cast, "chair")
    assert "施錠の徹底" not in page(cast, "member") and "施錠の徹底" not in page(cast, "city_it")


def test_the_address_chooses_year_and_kind(cast):
    mend(cast)
    assert "施錠の徹底" not in page(cast, "staff", "calendar/?year=2027")
    assert "施錠の徹底" not in page(cast, "staff", "calendar/?show=organization")
    assert "施錠の徹底" in page(cast, "staff", "calendar/?show=improvements&show=nonsense")
    for nonsense in ("9999", "-1", "x", "２０２６"):
        assert "令和8年度" in page(cast, "staff", f"calendar/?year={nonsense}")


def test_what_is_proposed_avoids_sittings_weekends_and_closing_days(cast):
    sit(cast)
    sit(cast, date(2026, 12, 21), date(2026, 12, 21), PeriodKind.CLOSED)
    assert free_day(date(2026, 11, 24)) == date(2026, 11, 24)
    assert free_day(DUE) == date(2026, 12, 22)
    budget = sit(cast, date(2026, 12, 22), date(2026, 12, 25), PeriodKind.BUDGET)
    assert free_day(DUE) == date(2026, 12, 22), "people answer in the time of the budget, too"
    adopt(cast)
    assert f'value="{free_day(TODAY + timedelta(days=30))}"' in page(cast, "staff", "policy/acknowledgement/")
    actions.drop_period(cast.ctx("staff"), period=budget)
    assert Period.objects.count() == 2


def test_a_year_long_sitting_leaves_the_day_as_it_is(cast):
    sit(cast, date(2026, 4, 1), date(2027, 12, 31))
    assert free_day(DUE) == DUE


def test_periods_are_kept_in_the_browser(cast):
    staff = cast.client("staff")
    sent = {"kind": "regular", "name": "第4回定例会", "from_date": "2026-12-18", "to_date": "2026-12-01"}
    refused = staff.post(cast.url("calendar/periods/"), sent)
    assert refused.status_code == 422 and "終了日は開始日以後" in refused.content.decode()
    assert staff.post(cast.url("calendar/periods/"), sent | {"to_date": "2026-12-25"}).status_code == 302
    period = Period.objects.get()
    staff.post(cast.url(f"calendar/periods/{period.pk}/"), sent | {"name": "定例会", "to_date": "2026-12-24"})
    period.refresh_from_db()
    assert (period.name, period.to_date) == ("定例会", date(2026, 12, 24))
    assert staff.post(cast.url(f"calendar/periods/{period.pk}/drop/")).status_code == 302
    assert not Period.objects.exists()


def test_a_feed_shows_what_its_owner_may_see_and_no_names(cast):
    mend(cast)
    sit(cast)
    made = cast.client("staff").post(cast.url("calendar/feeds/"), {"name": "共有カレンダー"}).content.decode()
    path = re.search(r"(/c/[^<\"]+\.ics)", made).group(1)
    answer = Client().get(path)
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar") and "施錠の徹底" in text
    assert "DTSTART;VALUE=DATE:20261210" in text and "DTEND;VALUE=DATE:20261219" in text, "the sitting's last day"
    assert not any(person.name in text for person in cast.person.values())
    assert answer["Cache-Control"] == "private, no-store"
    member = cast.client("member").post(cast.url("calendar/feeds/"), {"name": "スマートフォン"}).content.decode()
    theirs = Client().get(re.search(r"(/c/[^<\"]+\.ics)", member).group(1)).content.decode()
    assert "施錠の徹底" not in theirs.replace("\r\n ", "")


def test_a_stopped_expired_or_tampered_feed_is_unknown(cast, neighbour):
    token = actions.make_feed(cast.ctx("staff"), name="端末")
    path = f"/c/{cast.assembly.slug}/{token}.ics"
    assert Client().get(path).status_code == 200
    assert Client().get(path.replace(token[:4], "zzzz")).status_code == 404
    assert Client().get(path.replace(cast.assembly.slug, neighbour.assembly.slug)).status_code == 404
    feed = CalendarFeed.objects.get()
    assert cast.client("manager").post(cast.url(f"calendar/feeds/{feed.pk}/stop/")).status_code == 404
    assert cast.client("staff").post(cast.url(f"calendar/feeds/{feed.pk}/stop/")).status_code == 302
    assert Client().get(path).status_code == 404
    late = actions.make_feed(cast.ctx("staff"), name="端末")
    row = CalendarFeed.objects.get(revoked_at__isnull=True)
    row.expires_on = TODAY - timedelta(days=1)
    store(cast.ctx("staff"), row=row)
    assert Client().get(f"/c/{cast.assembly.slug}/{late}.ics").status_code == 404


def test_who_has_left_gets_nothing(cast):
    token = actions.make_feed(cast.ctx("member"), name="端末")
    for office in cast.person["member"].offices.all():
        office.to_date = TODAY - timedelta(days=1)
        store(cast.ctx("manager"), row=office)
    assert Client().get(f"/c/{cast.assembly.slug}/{token}.ics").status_code == 404


def test_nobody_keeps_more_than_five(cast):
    for number in range(5):
        actions.make_feed(cast.ctx("staff"), name=str(number))
    with pytest.raises(ValidationError):
        actions.make_feed(cast.ctx("staff"), name="6")


def test_the_number_of_statements_does_not_grow(cast, django_assert_num_queries):
    """Every source of dates reads its tables once, however much falls due."""
    mend(cast, DUE)
    queries.year_of(cast.ctx("staff"), 2026)
    with CaptureQueriesContext(connection) as few:
        queries.year_of(cast.ctx("staff"), 2026)
    for number in range(1, 5):
        mend(cast, DUE + timedelta(days=number))
    open_campaign(
        cast.ctx("staff"), kind="policy.acknowledge", title="確認", subject=cast.person["member"],
        people=list(cast.person.values())[:5], due_on=DUE,
    )  # fmt: skip
    queries.year_of(cast.ctx("staff"), 2026)
    with django_assert_num_queries(len(few)):
        months = queries.year_of(cast.ctx("staff"), 2026)
    entries = [entry for month in months for entry in month.entries]
    assert sum(entry.source == "improvements" for entry in entries) == 5
    assert next(entry for entry in entries if entry.title == "確認").count == 5


DAY = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(st.text(min_size=1, max_size=300), DAY, st.integers(0, 40))
def test_any_title_survives_the_feed(title, first, days):
    whole = WholeDay("a@b", first, first + timedelta(days=days), title)
    feed = calendar("名前", [whole], datetime(2026, 11, 23, tzinfo=UTC))
    lines = feed.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines) and lines[-1] == ""
    unfolded = feed.decode().replace("\r\n ", "").split("\r\n")
    found = next(line for line in unfolded if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    back = re.sub(r"\\(.)", lambda mark: "\n" if mark.group(1) == "n" else mark.group(1), found)
    kept = "".join(mark for mark in title.replace("\r\n", "\n") if mark == "\n" or mark.isprintable())
    assert back == kept
    assert f"DTEND;VALUE=DATE:{first + timedelta(days=days + 1):%Y%m%d}" in unfolded
