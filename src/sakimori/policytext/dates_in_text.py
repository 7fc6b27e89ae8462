"""Dates inside running text, with their places; 同年, 同月 and 同日 lean on the date before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sakimori.dates.wareki import ERAS
from sakimori.policytext.numerals import ASCII_WIDTH, KANJI, number_value

_N = rf"[0-9]{{1,4}}|[{KANJI}]{{1,7}}"
_DATE = re.compile(
    rf"(?P<same_day>同日|即日)|(?:(?P<same>同[ 　]*年|同[ 　]*(?=(?:{_N})[ 　]*月))|(?P<era>令和|平成"
    rf"|昭和|大正|明治|(?<![A-Za-z])[RHSTM](?=[ 　]*[0-9元])\.?)?"
    rf"[ 　]*(?P<year>元|{_N})[ 　]*(?P<mark>年|[./-]))[ 　]*(?P<month>{_N})[ 　]*(?P<mark2>月"
    rf"|[./-])[ 　]*(?P<day>{_N})(?P<end>[ 　]*日)?"
    rf"|(?P<same_month>同月)[ 　]*(?P<day2>{_N})[ 　]*日"
)
_ERAS = {mark: era.year_one for era in ERAS for mark in (era.name, era.letter)}


@dataclass(frozen=True, slots=True)
class Found:
    day: date
    start: int
    end: int


def dates_in(text: str, before: date | None = None) -> Iterator[Found]:
    """Every date of the text in order. `before` is what a leading 同日 means; one that means nothing is left out."""
    folded = text.translate(ASCII_WIDTH)
    for match in _DATE.finditer(folded):
        found = _day(match, before)
        if found is not None:
            before = found
            yield Found(found, match.start(), match.end())


def _day(match: re.Match[str], before: date | None) -> date | None:
    if match["same_day"]:
        return before
    if match["same_month"]:
        return _build(before.year, before.month, number_value(match["day2"])) if before else None
    if match["same"]:
        year = before.year if before else None
    else:
        if (match["mark"] == "年") != bool(match["end"]) or (match["mark"] == "年") != (match["mark2"] == "月"):
            return None
        year = _year(match["era"], match["year"])
    return _build(year, number_value(match["month"]), number_value(match["day"]))


def _year(era: str | None, year: str) -> int | None:
    value = 1 if year == "元" else number_value(year)
    if value is None:
        return None
    if era is None:
        return value if value > 1800 else None
    return _ERAS[era.rstrip(".")] + value - 1


def _build(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
