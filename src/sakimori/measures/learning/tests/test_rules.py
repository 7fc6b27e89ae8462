"""Windows, newcomers, what counts from the year before, and whom somebody means at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.dates import fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.models import Office, Person, Seat, Term
from sakimori.measures.learning import queries
from sakimori.measures.learning.population import members, with_what_is_left
from sakimori.measures.learning.rules import Window, counts_from, due_on, meant_by, new_since
from sakimori.measures.learning.tests.school import plan, required
from sakimori.measures.learning.types import Audience
from sakimori.testing import TODAY, Cast, action

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_who_finished_late_in_the_year_is_not_asked_again_in_april() -> None:
    assert counts_from(2027, 11, None) == date(2026, 11, 1)
    assert counts_from(2027, 2, None) == date(2027, 2, 1)
    assert counts_from(2027, None, None) == date(2027, 4, 1)
    assert counts_from(2026, 11, date(2023, 5, 1)) == date(2023, 5, 1)


@given(year=st.integers(2020, 2030), month=st.sampled_from([None, *range(1, 13)]), term=st.none() | DAYS)
def test_what_counts_begins_no_earlier_than_the_rule_says(year: int, month: int | None, term: date | None) -> None:
    start, found = fiscal_year_start(year), counts_from(year, month, term)
    assert found <= start or term is None
    assert found >= min(date(year - 1, 4, 1), term or start)
    if month is None and term is None:
        assert found == start


@given(opens=DAYS, length=st.integers(0, 300), days=st.integers(1, 365), first=DAYS, later=st.integers(0, 3000))
def test_nobody_has_less_time_than_the_rule_gives(opens: date, length: int, days: int, first: date, later: int) -> None:
    year = opens.year if opens.month >= 4 else opens.year - 1
    window = Window(opens, min(opens + timedelta(days=length), fiscal_year_end(year)), new_since(year, days), days)
    this = first + timedelta(days=later)
    due = due_on(window, first, this)
    if first >= window.new_since:
        assert due - timedelta(days=days) == max(first, opens)
    else:
        assert due >= window.closes_on and due >= this + timedelta(days=days)
        assert due in {window.closes_on, this + timedelta(days=days)}


@dataclass(frozen=True)
class Somebody:
    """A name at the door."""

    name: str
    kana: str = ""
    public_name: str = ""
    number: str = ""


MEGUMI, YUTAKA = Somebody("髙橋 恵", "たかはし めぐみ"), Somebody("高橋 豊", "たかはし ゆたか", number="議12")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", [MEGUMI]),
        ("７", [MEGUMI]),
        ("髙橋恵", [MEGUMI]),
        ("タカハシ　メグミ", [MEGUMI]),
        ("髙橋", [MEGUMI]),
        ("たかはし", [MEGUMI, YUTAKA]),
        ("議１２", [YUTAKA]),
        ("た", []),
        ("", []),
        ("%", []),
    ],
)
def test_whom_somebody_means(text: str, found: list[Somebody]) -> None:
    assert meant_by(text, [(MEGUMI, 7), (YUTAKA, 12)]) == found


@action("test.join-learners", permission=Permission.ASSEMBLY_MANAGE, sentence="a member joins")
def join(ctx: object, since: date, number: int) -> Person:
    """Somebody takes office."""
    person = Person.objects.create(name=f"新人 {number}", kana=f"しんじん {number}")
    seat = Seat.objects.create(term=Term.objects.get(), number=100 + number)
    Office.objects.create(person=person, seat=seat, from_date=since)
    return person


def test_the_statement_of_the_duty_says_the_same_as_the_rule(cast: Cast) -> None:
    for number, since in enumerate((date(2023, 5, 1), date(2026, 1, 30), date(2026, 1, 31), date(2026, 11, 20))):
        join(cast.system(), since, number)
    year = plan(cast)
    required(cast, year=year, closes_on=date(2026, 12, 31))
    required(cast, year=year, audience=Audience.NEWCOMERS, opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 30))
    for on in (date(2026, 11, 20), TODAY, date(2027, 3, 31)):
        wanted: dict[object, date] = {}
        for row in queries.standings(queries.required_in(2026), on):
            wanted[row.person.pk] = min(row.due, wanted.get(row.person.pk, date.max))
        rows = with_what_is_left(members(on), on, Audience.MEMBERS)
        assert {row.person_id: row.learn_by for row in rows} == {
            key: day for key, day in wanted.items() if Office.objects.filter(person=key).exists()
        }
