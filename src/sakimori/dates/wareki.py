"""Japanese eras (和暦): writing and reading dates as offices write them.

Era bounds: the imperial edicts of 明治45年7月30日 and 大正15年12月25日 and the era name orders of 1989 and 2019
(昭和64年政令第1号, 平成31年政令第143号). On the two days of 1912 and 1926 both names are right; we write the new one.
Dates before 明治6年1月1日 belong to the lunisolar calendar and are refused (明治5年太政官布告第337号).
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sakimori.dates.errors import DateError


@dataclass(frozen=True, slots=True)
class Era:
    """An era. `last` is the last day that may carry its name; `first` the first that we write with it."""

    name: str
    letter: str
    first: date
    last: date
    year_one: int


ERAS: Final = (
    Era("令和", "R", date(2019, 5, 1), date.max, 2019),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1989),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1926),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25), 1912),
    Era("明治", "M", date(1873, 1, 1), date(1912, 7, 30), 1868),
)
WEEKDAYS: Final = "月火水木金土日"

_BY_MARK: Final = {mark: era for era in ERAS for mark in (era.name, era.name[0], era.letter)}
_KANJI_DIGITS: Final = {mark: value for value, mark in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_NUMBER: Final = r"\d{1,4}|[〇零一二三四五六七八九十百千]{1,7}"
_ERA: Final = r"(?P<era>令和|平成|昭和|大正|明治|[令平昭大明RHSTMrhstm])?\s*"
_TAIL: Final = (
    r"(?:\s*\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?"
    r"(?:[ T]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_LONG: Final = re.compile(
    rf"{_ERA}(?P<year>元|{_NUMBER})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日{_TAIL}"
)
_SHORT: Final = re.compile(
    rf"{_ERA}(?P<year>元|\d{{1,4}})(?P<mark>[./-])\s*(?P<month>\d{{1,2}})(?P=mark)\s*(?P<day>\d{{1,2}}){_TAIL}"
)
_COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_DASHES: Final = str.maketrans("‐‑‒–—―−", "-------")

_EXCEL_ZERO: Final = date(1899, 12, 30)
_EXCEL_LAST: Final = 2_958_465
"""9999-12-31 in Excel's 1900 date system."""
_EXCEL_FALSE_LEAP_DAY: Final = 60
"""Excel believes that 1900 had a 29 February; numbers below are one day further from day zero."""


def era_of(day: date) -> Era:
    """The era whose name is written for this day. Raises `DateError` (before_1873)."""
    for era in ERAS:
        if day >= era.first:
            return era
    raise DateError("before_1873", text=day.isoformat())


def wareki(d: date, *, short: bool = False) -> str:
    """`令和8年11月23日`, the first year as `令和元年`; with `short` `R8.11.23`. Raises `DateError` (before_1873)."""
    era = era_of(d)
    year = d.year - era.year_one + 1
    if short:
        return f"{era.letter}{year}.{d.month}.{d.day}"
    return f"{era.name}{'元' if year == 1 else year}年{d.month}月{d.day}日"


def wareki_month(d: date) -> str:
    """`令和8年11月`: the month of the day. Raises `DateError` (before_1873)."""
    return wareki(d).rpartition("月")[0] + "月"


def parse_date(text: str | float | date) -> date:
    """The day that a person or a spreadsheet wrote.

    Reads 令和8年4月1日, R8.4.1, R08/04/01, 令和元年5月1日, 令和五年三月二十四日, 2026-04-01, 2026/4/1, 2026年4月1日,
    20260401, with full-width characters, a weekday in brackets (which must fit) and a time of day (dropped).
    A number is Excel's day number (1900 system). Raises `DateError`.
    """
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        return _from_serial(text)
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if not plain:
        raise DateError("empty")
    found = _LONG.fullmatch(plain) or _SHORT.fullmatch(plain) or _COMPACT.fullmatch(plain)
    shown = text.strip()[:40]
    if found is None:
        raise DateError("unreadable", text=shown)
    parts = found.groupdict()
    day = _build(parts.get("era"), parts["year"], parts["month"], parts["day"], shown)
    weekday = parts.get("weekday")
    if weekday is not None and WEEKDAYS[day.weekday()] != weekday:
        raise DateError("weekday_mismatch", text=shown, right=WEEKDAYS[day.weekday()])
    return day


def _build(era_mark: str | None, year_text: str, month_text: str, day_text: str, shown: str) -> date:
    month, day = _number(month_text, shown), _number(day_text, shown)
    if era_mark is None:
        year = 0 if year_text == "元" else _number(year_text, shown)
        if year < 1000:
            raise DateError("year_needs_era", text=shown)
        found = _calendar_day(year, month, day, shown)
        era_of(found)
        return found
    era = _BY_MARK[era_mark.upper()]
    era_year = 1 if year_text == "元" else _number(year_text, shown)
    if not 1 <= era_year <= date.max.year - era.year_one + 1:
        raise DateError("no_such_day", text=shown)
    found = _calendar_day(era.year_one + era_year - 1, month, day, shown)
    if not era.first <= found <= era.last:
        raise DateError("era_mismatch", text=shown, right=wareki(found))
    return found


def _calendar_day(year: int, month: int, day: int, shown: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DateError("no_such_day", text=shown) from error


def _number(text: str, shown: str) -> int:
    """An Arabic, positional (二〇二六) or spoken (二千二十六) number."""
    if text.isdigit():
        return int(text)
    if not any(mark in _KANJI_UNITS for mark in text):
        return int("".join(str(_KANJI_DIGITS[mark]) for mark in text))
    total, digit, last_unit = 0, None, 10_000
    for mark in text:
        if mark in _KANJI_DIGITS:
            if digit is not None or mark in "〇零":
                raise DateError("unreadable", text=shown)
            digit = _KANJI_DIGITS[mark]
            continue
        unit = _KANJI_UNITS[mark]
        if unit >= last_unit:
            raise DateError("unreadable", text=shown)
        total += unit * (1 if digit is None else digit)
        digit, last_unit = None, unit
    return total + (digit or 0)


def _from_serial(number: float) -> date:
    whole = int(number) if math.isfinite(number) else 0
    if isinstance(number, bool) or not 1 <= whole <= _EXCEL_LAST or whole == _EXCEL_FALSE_LEAP_DAY:
        raise DateError("serial_range", text=str(number))
    return _EXCEL_ZERO + timedelta(days=whole + (1 if whole < _EXCEL_FALSE_LEAP_DAY else 0))
