from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.dates import DateError, parse_date, wareki

JAPANESE_DAYS = st.dates(min_value=date(1873, 1, 1))
FULL_WIDTH = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")


def spoken_kanji(number: int) -> str:
    """An oracle of its own: spells a number below 100 digit by digit."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return ((digits[tens] if tens > 1 else "") + "十" if tens else "") + (digits[ones] if ones else "")


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 23), "令和8年11月23日", "R8.11.23"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
    ],
)
def test_era_bounds(day: date, long: str, short: str) -> None:
    assert wareki(day) == long
    assert wareki(day, short=True) == short
    assert parse_date(long) == parse_date(short) == day


@pytest.mark.parametrize(
    "text",
    [
        "令和8年4月1日",
        "R8.4.1",
        "R08/04/01",
        "r8-4-1",
        "令8.4.1",
        "令和８年４月１日",
        "Ｒ８．４．１",
        "㋿8年4月1日",
        "令和 8年 4月 1日",
        "令和八年四月一日",
        "2026-04-01",
        "2026/4/1",
        "2026年4月1日",
        "２０２６年４月１日",
        "二〇二六年四月一日",
        "二千二十六年四月一日",
        "20260401",
        "2026.4.1",
        "2026−04−01",
        "令和8年4月1日(水)",
        "令和8年4月1日（水曜日）",
        "2026-04-01T09:30:00",
        "2026/04/01 0:00:00",
        " 2026-04-01 ",
        46113,
        46113.75,
        datetime(2026, 4, 1, 12, 0),
        date(2026, 4, 1),
    ],
)
def test_every_way_of_writing_the_first_of_april(text: str | float | date) -> None:
    assert parse_date(text) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("令和五年三月二十四日", date(2023, 3, 24)),
        ("昭和二十年八月十五日", date(1945, 8, 15)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("大正15年12月25日", date(1926, 12, 25)),
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (2_958_465, date(9999, 12, 31)),
    ],
)
def test_special_days(text: str | int, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("", "empty", "例"),
        ("　", "empty", "例"),
        ("昭和65年1月1日", "era_mismatch", "平成2年1月1日"),
        ("令和1年4月30日", "era_mismatch", "平成31年4月30日"),
        ("平成31年5月1日", "era_mismatch", "令和元年5月1日"),
        ("明治5年12月2日", "before_1873", "明治6年"),
        ("1872-12-31", "before_1873", "明治6年"),
        ("令和8年2月29日", "no_such_day", "令和8年2月29日"),
        ("2026-13-01", "no_such_day", "2026-13-01"),
        ("令和0年1月1日", "no_such_day", "令和0年1月1日"),
        ("令和9999年1月1日", "no_such_day", "令和9999年1月1日"),
        ("26/4/1", "year_needs_era", "4桁"),
        ("8年4月1日", "year_needs_era", "元号"),
        ("元年5月1日", "year_needs_era", "元号"),
        ("2026/4-1", "unreadable", "2026/4-1"),
        ("4月1日", "unreadable", "4月1日"),
        ("未定", "unreadable", "未定"),
        ("令和十十年四月一日", "unreadable", "令和十十年四月一日"),
        ("46113", "unreadable", "46113"),
        ("令和8年4月1日(木)", "weekday_mismatch", "水曜日"),
        (0, "serial_range", "0"),
        (60, "serial_range", "60"),
        (-5, "serial_range", "-5"),
        (2_958_466, "serial_range", "2958466"),
        (float("nan"), "serial_range", "nan"),
        (float("inf"), "serial_range", "inf"),
        (True, "serial_range", "True"),
    ],
)
def test_refused_with_a_reason(text: str | float, code: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.code == code
    assert hint in caught.value.message_ja
    assert caught.value.message_en != caught.value.message_ja


@given(JAPANESE_DAYS)
def test_round_trip(day: date) -> None:
    written = wareki(day)
    assert parse_date(written) == day
    assert parse_date(written.translate(FULL_WIDTH)) == day
    assert parse_date(wareki(day, short=True)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2100, 12, 31)))
def test_kanji_round_trip(day: date) -> None:
    year = day.year - 2018
    text = f"令和{spoken_kanji(year) if year > 1 else '元'}年{spoken_kanji(day.month)}月{spoken_kanji(day.day)}日"
    assert parse_date(text) == day


@given(st.integers(61, 2_958_465))
def test_excel_numbers_follow_the_calendar(serial: int) -> None:
    assert parse_date(serial) == date(1900, 3, 1) + timedelta(days=serial - 61)


@given(st.text(alphabet="令和平成RH元年月日0123456789０一二十./-() T:", max_size=20))
def test_any_text_gives_a_day_or_a_date_error(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found >= date(1873, 1, 1)


def test_each_day_from_1990_to_2050_has_its_own_name() -> None:
    day, names = date(1990, 1, 1), set()
    era, year = "平成", 2
    while day <= date(2050, 12, 31):
        if day.month == 1 and day.day == 1 and day.year > 1990:
            year += 1
        if day == date(2019, 5, 1):
            era, year = "令和", 1
        expected = f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
        assert wareki(day) == expected
        names.add(expected)
        day += timedelta(days=1)
    assert len(names) == (date(2051, 1, 1) - date(1990, 1, 1)).days
