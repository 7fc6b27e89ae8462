"""When limits end: over long holidays, with the assembly's own closing days, and for any start at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.dates import is_business_day
from sakimori.measures.incidents.clocks import Limit, day_in_japan, due_at, last_day
from sakimori.measures.incidents.types import Unit

TOKYO = ZoneInfo("Asia/Tokyo")
OPEN_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(TOKYO))


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        # 年末年始: 29 December to 3 January are closed, 1 January 2027 is a Friday.
        (date(2026, 12, 28), Limit(1, Unit.BUSINESS), date(2027, 1, 4)),
        (date(2026, 12, 25), Limit(3, Unit.BUSINESS), date(2027, 1, 5)),
        (date(2026, 12, 30), Limit(3, Unit.BUSINESS), date(2027, 1, 6)),
        (date(2027, 1, 3), Limit(1, Unit.BUSINESS), date(2027, 1, 4)),
        # Golden Week 2027: Thu 29 April; Mon 3, Tue 4, Wed 5 May.
        (date(2027, 4, 28), Limit(1, Unit.BUSINESS), date(2027, 4, 30)),
        (date(2027, 4, 28), Limit(3, Unit.BUSINESS), date(2027, 5, 7)),
        (date(2027, 5, 2), Limit(1, Unit.BUSINESS), date(2027, 5, 6)),
        # Golden Week 2026: Sunday 3 May moves to Wednesday 6 May (振替休日).
        (date(2026, 5, 1), Limit(1, Unit.BUSINESS), date(2026, 5, 7)),
        # Silver Week 2026: Mon 21, Tue 22 (sandwiched), Wed 23 September.
        (date(2026, 9, 18), Limit(1, Unit.BUSINESS), date(2026, 9, 24)),
        (date(2026, 9, 18), Limit(3, Unit.BUSINESS), date(2026, 9, 28)),
        # Days run through holidays; the first day is day one where the ground says so.
        (date(2026, 12, 28), Limit(5, Unit.DAYS, counts_first_day=True), date(2027, 1, 1)),
        (date(2026, 12, 28), Limit(5, Unit.DAYS), date(2027, 1, 2)),
        # A thirtieth day on which offices are closed moves to the next open one.
        (date(2026, 12, 4), Limit(30, Unit.DAYS, counts_first_day=True, to_open_day=True), date(2027, 1, 4)),
        (date(2026, 12, 4), Limit(30, Unit.DAYS, counts_first_day=True), date(2027, 1, 2)),
        (date(2027, 4, 4), Limit(30, Unit.DAYS, counts_first_day=True, to_open_day=True), date(2027, 5, 6)),
        (date(2026, 11, 23), Limit(30, Unit.DAYS, counts_first_day=True, to_open_day=True), date(2026, 12, 22)),
        (date(2026, 11, 2), Limit(60, Unit.DAYS, counts_first_day=True, to_open_day=True), date(2027, 1, 4)),
        (date(2026, 11, 27), Limit(0, Unit.DAYS), date(2026, 11, 27)),
    ],
)
def test_last_days(start, limit, last):
    assert last_day(start, limit) == last


def test_own_closing_days_count_as_closed():
    own = {date(2026, 11, 24)}
    assert last_day(date(2026, 11, 20), Limit(1, Unit.BUSINESS), own) == date(2026, 11, 25)
    assert last_day(date(2026, 10, 26), Limit(30, Unit.DAYS, counts_first_day=True, to_open_day=True), own) == date(
        2026, 11, 25
    )


def test_hours_run_through_the_night_and_days_end_at_midnight_in_japan():
    late = datetime(2026, 12, 31, 23, 50, tzinfo=TOKYO)
    assert due_at(late, Limit(30, Unit.MINUTES)) == datetime(2027, 1, 1, 0, 20, tzinfo=TOKYO)
    assert due_at(late, Limit(1, Unit.HOURS)) == datetime(2027, 1, 1, 0, 50, tzinfo=TOKYO)
    assert due_at(late, Limit(1, Unit.DAYS)) == datetime(2027, 1, 1, 23, 59, tzinfo=TOKYO)
    # 15:30 UTC on the 31st is the morning after in Japan.
    assert day_in_japan(datetime(2026, 12, 31, 15, 30, tzinfo=UTC)) == date(2027, 1, 1)


@settings(deadline=None)  # a new year of holidays is read from its table once
@given(OPEN_MOMENTS, st.integers(1, 80), st.sampled_from(list(Unit)), st.booleans(), st.booleans())
def test_limits_never_end_before_they_begin_and_grow_with_their_amount(start, amount, unit, first, moves):
    limit, longer = Limit(amount, unit, first, moves), Limit(amount + 1, unit, first, moves)
    assert due_at(start, limit) >= start
    assert due_at(start, longer) >= due_at(start, limit)
    assert due_at(start, limit).tzinfo == UTC


@settings(deadline=None)  # a new year of holidays is read from its table once
@given(OPEN_MOMENTS, st.integers(1, 40))
def test_open_days_end_on_open_days_and_are_as_many(start, amount):
    begin = day_in_japan(start)
    last = last_day(begin, Limit(amount, Unit.BUSINESS))
    assert is_business_day(last)
    span = (last - begin).days
    assert sum(is_business_day(begin + timedelta(days=n)) for n in range(1, span + 1)) == amount


@settings(deadline=None)  # a new year of holidays is read from its table once
@given(OPEN_MOMENTS, st.integers(1, 90))
def test_a_moved_last_day_is_the_first_open_one(start, amount):
    begin = day_in_japan(start)
    plain = last_day(begin, Limit(amount, Unit.DAYS))
    moved = last_day(begin, Limit(amount, Unit.DAYS, to_open_day=True))
    assert is_business_day(moved)
    assert not any(is_business_day(plain + timedelta(days=n)) for n in range((moved - plain).days))
