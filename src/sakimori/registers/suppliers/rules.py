"""Pure decisions: corporate numbers, which rule a contract is under, days by which to act."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sakimori.registers.suppliers.types import NEW_RULE_FROM, Rule

CORPORATE_DIGITS: Final = 13
REMINDERS: Final = (90, 60, 30)
"""Days before an end, a renewal or an expiry on which the office is reminded (VEN-5)."""


def plain_number(text: str) -> str:
    """A corporate number as it is kept: half-width digits without blanks and hyphens."""
    return re.sub(r"[\s\-‐‑‒–—―−ー]+", "", unicodedata.normalize("NFKC", text))


def is_corporate_number(text: str) -> bool:
    """Whether it has 13 digits and the first is the right check digit (9 less the weighted sum modulo 9)."""
    if not re.fullmatch(r"[1-9][0-9]{12}", text):
        return False
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(text[1:])))
    return int(text[0]) == 9 - weighted % 9


@dataclass(frozen=True, slots=True)
class RuleFound:
    """Which rule holds on a day, and since when the term runs that decides it."""

    rule: Rule
    since: date
    is_renewed: bool
    changes_on: date | None
    """When the rule will change by itself: the next day on which the term is renewed, where that is known."""


def rule_of(on: date, from_date: date, renewed_from: date | None, next_term: date | None) -> RuleFound:
    """A contract keeps the earlier rule as long as its term began before the day the new one came into force.

    `renewed_from` is the newest renewal by the day; `next_term` the day after the end where it renews by itself.
    """
    since = renewed_from or from_date
    is_new = on >= NEW_RULE_FROM and since >= NEW_RULE_FROM
    coming = next_term if not is_new and next_term is not None and next_term >= NEW_RULE_FROM else None
    return RuleFound(Rule.NEW if is_new else Rule.OLD, since, renewed_from is not None, coming)


def notice_day(to_date: date | None, notice_days: int | None) -> date | None:
    """The last day on which one may say that the contract shall not be renewed."""
    if to_date is None or notice_days is None:
        return None
    return to_date - timedelta(days=notice_days)


def months_later(day: date, months: int) -> date:
    """The last day of a term of so many months that begins on the day after `day`."""
    first = day + timedelta(days=1)
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    for last in (first.day, 30, 29, 28):
        try:
            return date(year, month, last) - timedelta(days=1)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")
