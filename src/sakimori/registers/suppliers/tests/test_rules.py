"""Corporate numbers, the rule that holds for a contract, days of terms."""

from __future__ import annotations

from datetime import date

import pytest

from sakimori.registers.suppliers.rules import is_corporate_number, months_later, notice_day, plain_number, rule_of
from sakimori.registers.suppliers.types import Rule


def test_a_corporate_number_has_a_check_digit():
    assert is_corporate_number("7000012050002")  # the National Tax Agency, which gives out the numbers
    assert not is_corporate_number("5000012050002")
    assert not is_corporate_number("700001205000")
    assert not is_corporate_number("70000120500021")
    assert not is_corporate_number("700001205000x")


def test_a_number_is_read_as_people_write_it():
    assert plain_number("７-0000-1205-0002") == "7000012050002"


@pytest.mark.parametrize(
    ("on", "started", "renewed", "next_term", "rule", "changes"),
    [
        # Before the day the ordinance is in force everything is under the earlier rule.
        (date(2026, 11, 23), date(2026, 4, 1), None, None, Rule.OLD, None),
        # Running on the day: it stays so until renewed.
        (date(2027, 7, 1), date(2027, 4, 1), None, None, Rule.OLD, None),
        (date(2028, 3, 31), date(2027, 4, 1), None, date(2028, 4, 1), Rule.OLD, date(2028, 4, 1)),
        (date(2028, 4, 1), date(2027, 4, 1), date(2028, 4, 1), None, Rule.NEW, None),
        # Renewed before the day, though after the promulgation: still the earlier rule.
        (date(2027, 8, 1), date(2024, 7, 1), date(2027, 6, 30), None, Rule.OLD, None),
        # Begun on the day itself.
        (date(2027, 7, 1), date(2027, 7, 1), None, None, Rule.NEW, None),
        # Signed ahead: until then it is not under the new rule.
        (date(2027, 6, 30), date(2027, 7, 1), None, None, Rule.OLD, None),
    ],
)
def test_a_contract_keeps_the_earlier_rule_until_it_is_renewed(on, started, renewed, next_term, rule, changes):
    found = rule_of(on, started, renewed, next_term)
    assert (found.rule, found.changes_on) == (rule, changes)


def test_the_last_day_to_say_no():
    assert notice_day(date(2027, 3, 31), 60) == date(2027, 1, 30)
    assert notice_day(None, 60) is None
    assert notice_day(date(2027, 3, 31), None) is None


def test_a_term_of_months_ends_on_the_day_before():
    assert months_later(date(2027, 3, 31), 12) == date(2028, 3, 31)
    assert months_later(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert months_later(date(2027, 1, 30), 1) == date(2027, 2, 27)  # from 31 January for a month
