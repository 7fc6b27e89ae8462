"""The year to hang on a wall: A3 on one sheet, A4 on two. No name of a person stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import pgettext

from sakimori.dates import is_business_day
from sakimori.dates.business import national_holidays
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import day_text, reader_language, year_text
from sakimori.foundation.papers.render import render
from sakimori.foundation.people.models import Period
from sakimori.foundation.people.types import SITTINGS, PeriodKind
from sakimori.front.calendar.queries import Entry, Month

SIZES = {"a3": (12, 12.5, 3), "a4": (6, 19, 2)}
"""Sheet → months on it, full-width characters of a line, lines of a day."""


def wall_pdf(ctx: Context, year: int, months: Sequence[Month], size: str) -> bytes:
    """The fiscal year as columns of months."""
    on_sheet, wide, most = SIZES[size]
    columns = [_month(month, wide, most) for month in months]
    language = reader_language()
    data = {
        "title": _t("%(year)s 年間の予定") % {"year": year_text(year)},
        "assembly": ctx.assembly.name,
        "printed": day_text(ctx.today),
        "size": size,
        "sheets": [columns[start : start + on_sheet] for start in range(0, len(columns), on_sheet)],
        "key": [
            ["sitting", _t("会期")],
            ["period", _t("予算要求・選挙など")],
            ["off", _t("土日・祝日・閉庁日")],
        ],
    }
    return render("front/calendar/papers/wall.typ", data, lang=language)


def _month(month: Month, wide: float, most: int) -> dict[str, Any]:
    by_day: dict[date, list[Entry]] = {}
    for entry in month.entries:
        by_day.setdefault(entry.day, []).append(entry)
    last = (month.first + timedelta(days=31)).replace(day=1)
    days = [month.first + timedelta(days=number) for number in range((last - month.first).days)]
    closed = {day for day in days if _covering(day, month.periods, (PeriodKind.CLOSED,))}
    return {
        "title": month.title,
        "days": [
            {
                "number": day.day,
                "weekday": _weekdays()[day.weekday()],
                "is_off": not is_business_day(day, closed),
                "is_sitting": bool(_covering(day, month.periods, SITTINGS)),
                "is_period": bool(_covering(day, month.periods, (PeriodKind.BUDGET, PeriodKind.ELECTION))),
                "lines": _lines(day, month.periods, by_day.get(day, ()), wide, most),
            }
            for day in days
        ],
    }


def _covering(day: date, periods: Iterable[Period], kinds: Sequence[PeriodKind]) -> list[Period]:
    return [one for one in periods if one.kind in kinds and one.covers(day)]


def _lines(day: date, periods: Iterable[Period], entries: Sequence[Entry], wide: float, most: int) -> list[str]:
    """Holiday, the first day of a period, what falls due; what does not fit is counted."""
    texts = []
    if name := national_holidays(day.year).get(day):
        texts.append(_short(name, wide))
    texts += [_short(one.name, wide) for one in periods if one.from_date == day]
    # What is most pressing comes first: a day may have more than fits.
    waiting = sorted(entries, key=lambda entry: entry.is_done)
    texts += [_short("・" + _named(entry), wide) for entry in waiting]
    if len(texts) <= most:
        return texts
    return [*texts[: most - 1], _t("ほか%(n)s件") % {"n": len(texts) - most + 1}]


def _named(entry: Entry) -> str:
    return entry.title if entry.count == 1 else f"{entry.title}×{entry.count}"


def _short(text: str, wide: float) -> str:
    """Cut to the width of the column; a letter of the Latin alphabet is half as wide."""
    used, kept = 0.0, ""
    for mark in text:
        used += 0.55 if mark.isascii() else 1
        if used > wide:
            return kept[:-1] + "…"
        kept += mark
    return kept


def _weekdays() -> list[str]:
    # Alone, these words mean month, fire, water … and are other texts.
    return [
        pgettext("weekday", "月"),
        pgettext("weekday", "火"),
        pgettext("weekday", "水"),
        pgettext("weekday", "木"),
        pgettext("weekday", "金"),
        pgettext("weekday", "土"),
        pgettext("weekday", "日"),
    ]
