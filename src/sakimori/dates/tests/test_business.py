from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.dates import add_business_days, business_days_between, is_business_day
from sakimori.dates.business import national_holidays

DAY = timedelta(days=1)
ONE_OFF = {
    date(1990, 11, 12),
    date(1993, 6, 9),
    date(2019, 5, 1),
    date(2019, 10, 22),
}
MOVED_FOR_THE_GAMES = {
    2020: {(7, 23), (7, 24), (8, 10)},
    2021: {(7, 22), (7, 23), (8, 8)},
}


def monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + DAY * ((-first.weekday()) % 7 + 7 * (nth - 1))


def equinox(year: int, base: float) -> int:
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)


def holidays_by_law(year: int) -> set[date]:
    """国民の祝日に関する法律 written out again from the act and its amendments, as an oracle for the library in use."""
    days = {
        date(year, 1, 1),
        date(year, 1, 15) if year < 2000 else monday(year, 1, 2),
        date(year, 2, 11),
        date(year, 3, equinox(year, 20.8431)),
        date(year, 4, 29),
        date(year, 5, 3),
        date(year, 5, 5),
        date(year, 9, equinox(year, 23.2488)),
        date(year, 9, 15) if year < 2003 else monday(year, 9, 3),
        date(year, 11, 3),
        date(year, 11, 23),
    }
    if year >= 2007:
        days.add(date(year, 5, 4))
    if year in MOVED_FOR_THE_GAMES:
        days |= {date(year, month, day) for month, day in MOVED_FOR_THE_GAMES[year]}
    else:
        days.add(date(year, 10, 10) if year < 2000 else monday(year, 10, 2))
        if year >= 1996:
            days.add(date(year, 7, 20) if year < 2003 else monday(year, 7, 3))
        if year >= 2016:
            days.add(date(year, 8, 11))
    if year <= 2018:
        days.add(date(year, 12, 23))
    if year >= 2020:
        days.add(date(year, 2, 23))
    days |= {day for day in ONE_OFF if day.year == year}
    return days | substitutes(days, year)


def substitutes(days: set[date], year: int) -> set[date]:
    """第3条第2項 (振替休日) and 第3項 (a day between two holidays)."""
    more: set[date] = set()
    for day in days:
        if day.weekday() == 6:
            moved = day + DAY
            while year >= 2007 and moved in days:
                moved += DAY
            if moved not in days:
                more.add(moved)
    for day in days:
        between = day + DAY
        if between + DAY in days and between not in days and between.weekday() != 6 and between not in more:
            more.add(between)
    return more


@pytest.mark.parametrize("year", range(1990, 2051))
def test_holidays_agree_with_the_act(year: int) -> None:
    assert set(national_holidays(year)) == holidays_by_law(year)


def test_each_day_from_1990_to_2050() -> None:
    day = date(1990, 1, 1)
    while day <= date(2050, 12, 31):
        year_end = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
        expected = day.weekday() < 5 and not year_end and day not in holidays_by_law_cached(day.year)
        assert is_business_day(day) == expected, day
        day += DAY


_LAW: dict[int, set[date]] = {}


def holidays_by_law_cached(year: int) -> set[date]:
    return _LAW.setdefault(year, holidays_by_law(year))


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 24)),
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2027, 1, 4), -1, date(2026, 12, 28)),
        (date(2026, 5, 2), 0, date(2026, 5, 7)),
        (date(2026, 4, 30), 2, date(2026, 5, 7)),
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
    ],
)
def test_adding(start: date, days: int, expected: date) -> None:
    assert add_business_days(start, days) == expected


def test_the_assemblys_own_closing_day() -> None:
    anniversary = date(2026, 8, 3)
    assert is_business_day(anniversary)
    assert not is_business_day(anniversary, {anniversary})
    assert add_business_days(date(2026, 7, 31), 1, {anniversary}) == date(2026, 8, 4)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_adding_is_counting(start: date, days: int) -> None:
    end = add_business_days(start, days)
    assert is_business_day(end)
    assert business_days_between(start, end) == days
    assert business_days_between(end, start) == 0
    assert add_business_days(end, -days) <= start
