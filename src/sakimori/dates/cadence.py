"""How often a duty recurs, and the day by which it is next due."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sakimori.dates.errors import DateError
from sakimori.dates.fiscal import fiscal_year, fiscal_year_end


class CadenceKind(StrEnum):
    """The kinds of recurrence; the values are what is stored and exchanged."""

    ONCE = "once"
    CONTINUOUS = "continuous"
    PER_EVENT = "per_event"
    MONTHS = "months"
    FISCAL_YEAR = "fiscal_year"
    OPEN = "open"


_COUNTED: Final = re.compile(r"(per_event|months):(\d{1,4})")
_ALIASES: Final = {
    "per_event": "per_event:0",
    "per event": "per_event:0",
    "monthly": "months:1",
    "quarterly": "months:3",
    "half-yearly": "months:6",
    "yearly": "fiscal_year",
    "as decided": "open",
    "as needed": "open",
    "as_needed": "open",
    "as_decided": "open",
}


@dataclass(frozen=True, slots=True)
class Cadence:
    """A recurrence. `count` is days after the event for `per_event`, months for `months`, else 0.

    Stored as text: `once`, `continuous`, `per_event:30`, `months:3`, `fiscal_year`, `open`.
    """

    kind: CadenceKind
    count: int = 0

    def __post_init__(self) -> None:
        lowest = {CadenceKind.MONTHS: 1, CadenceKind.PER_EVENT: 0}.get(self.kind)
        if (lowest is None and self.count != 0) or (lowest is not None and not lowest <= self.count <= 1200):
            raise DateError("cadence", text=f"{self.kind.value}:{self.count}")

    def __str__(self) -> str:
        if self.kind in (CadenceKind.MONTHS, CadenceKind.PER_EVENT):
            return f"{self.kind.value}:{self.count}"
        return self.kind.value

    @classmethod
    def parse(cls, text: str) -> Cadence:
        """Reads the stored form and the words of the duty list (`yearly`, `per event`, `as decided` …)."""
        plain = _ALIASES.get(text.strip().lower(), text.strip().lower())
        counted = _COUNTED.fullmatch(plain)
        if counted is not None:
            return cls(CadenceKind(counted[1]), int(counted[2]))
        try:
            return cls(CadenceKind(plain))
        except ValueError as error:
            raise DateError("cadence", text=text.strip()[:40]) from error

    def label_ja(self) -> str:
        """As an office would say it: 毎月, 3か月ごと, 毎年度, その都度(30日以内) …"""
        if self.kind is CadenceKind.MONTHS:
            if self.count % 12 == 0:
                return "1年ごと" if self.count == 12 else f"{self.count // 12}年ごと"
            return "毎月" if self.count == 1 else f"{self.count}か月ごと"
        if self.kind is CadenceKind.PER_EVENT:
            return f"その都度({self.count}日以内)" if self.count else "その都度"
        return {"once": "一度", "continuous": "常時", "fiscal_year": "毎年度", "open": "必要に応じて"}[self.kind.value]

    def label_en(self) -> str:
        """The same in English."""
        if self.kind is CadenceKind.MONTHS:
            return "every month" if self.count == 1 else f"every {self.count} months"
        if self.kind is CadenceKind.PER_EVENT:
            return f"each time, within {self.count} days" if self.count else "each time"
        return {"once": "once", "continuous": "always", "fiscal_year": "every fiscal year", "open": "as needed"}[
            self.kind.value
        ]


def add_months(d: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that day is missing (民法第143条第2項)."""
    index = d.year * 12 + d.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(d.day, calendar.monthrange(year, month + 1)[1]))


def next_due(last: date | None, start: date, cadence: Cadence) -> date | None:
    """The day by which the duty must next be done; None where nothing is due on a day.

    `last` is when it was last done (None: never), `start` when the duty began to apply or, for `once` and `per_event`,
    the day of what called for it. A deed before `start` does not answer a later event. A recurring duty that was done
    before `start` counts while it lasts; one that had already run out by `start` begins anew there.
    """
    match cadence.kind:
        case CadenceKind.CONTINUOUS | CadenceKind.OPEN:
            return None
        case CadenceKind.ONCE | CadenceKind.PER_EVENT:
            if last is not None and last >= start:
                return None
            return start + timedelta(days=cadence.count)
        case CadenceKind.MONTHS:
            due = add_months(start if last is None else last, cadence.count)
            return due if due >= start else add_months(start, cadence.count)
        case CadenceKind.FISCAL_YEAR:
            year = fiscal_year(start) if last is None else fiscal_year(last) + 1
            return fiscal_year_end(max(year, fiscal_year(start)))
