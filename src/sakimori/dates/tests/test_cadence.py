from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakimori.dates import (
    Cadence,
    CadenceKind,
    DateError,
    add_months,
    fiscal_year,
    fiscal_year_end,
    fiscal_year_label,
    fiscal_year_start,
    next_due,
    next_paper_number,
    paper_number,
)

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))
CADENCES = st.one_of(
    st.builds(Cadence, st.just(CadenceKind.MONTHS), st.integers(1, 120)),
    st.builds(Cadence, st.just(CadenceKind.PER_EVENT), st.integers(0, 365)),
    st.builds(Cadence, st.sampled_from([CadenceKind.ONCE, CadenceKind.CONTINUOUS, CadenceKind.FISCAL_YEAR])),
    st.just(Cadence(CadenceKind.OPEN)),
)


@pytest.mark.parametrize(
    ("year", "label"),
    [(2026, "令和8年度"), (2019, "令和元年度"), (2018, "平成30年度"), (1989, "平成元年度"), (1988, "昭和63年度")],
)
def test_fiscal_year_names(year: int, label: str) -> None:
    assert fiscal_year_label(year) == label


@given(DAYS)
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    year = fiscal_year(day)
    assert fiscal_year_start(year) <= day <= fiscal_year_end(year)
    assert fiscal_year_end(year) + timedelta(days=1) == fiscal_year_start(year + 1)


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], "R8-1"),
        (["R8-1", "R8-9", "R8-10", "R7-31"], "R8-11"),
        (["2026-01", "2026-03", "2025-40"], "R8-4"),  # as they were once given
        (["2026-03", "R8-4"], "R8-5"),
        (["R8-x", "R8", "8", "R8-2-7", "訓練R8-9"], "R8-1"),
    ],
)
def test_papers_are_numbered_by_fiscal_year(taken: list[str], number: str) -> None:
    assert next_paper_number(taken, date(2026, 4, 1)) == next_paper_number(taken, date(2027, 3, 31)) == number


def test_the_number_of_a_paper_bears_the_era_of_its_fiscal_year() -> None:
    assert [paper_number(year, 3) for year in (2026, 2019, 2018, 1988)] == ["R8-3", "R1-3", "H30-3", "S63-3"]


@given(CADENCES)
def test_written_and_read_again(cadence: Cadence) -> None:
    assert Cadence.parse(str(cadence)) == cadence
    assert cadence.label_ja()
    assert cadence.label_en()


@pytest.mark.parametrize(
    ("word", "stored", "label"),
    [
        ("once", "once", "一度"),
        ("monthly", "months:1", "毎月"),
        ("yearly", "fiscal_year", "毎年度"),
        ("per event", "per_event:0", "その都度"),
        ("per_event:30", "per_event:30", "その都度(30日以内)"),
        ("as decided", "open", "必要に応じて"),
        ("As needed", "open", "必要に応じて"),
        ("months:24", "months:24", "2年ごと"),
        ("continuous", "continuous", "常時"),
    ],
)
def test_words_of_the_duty_list(word: str, stored: str, label: str) -> None:
    assert str(Cadence.parse(word)) == stored
    assert Cadence.parse(word).label_ja() == label


@pytest.mark.parametrize("text", ["", "often", "months", "months:0", "months:-1", "months:9999", "once:2", "open:1"])
def test_unknown_cadences_are_refused(text: str) -> None:
    with pytest.raises(DateError) as caught:
        Cadence.parse(text)
    assert caught.value.code == "cadence"
    assert "fiscal_year" in caught.value.message_ja


def test_counts_belong_to_counted_kinds_only() -> None:
    with pytest.raises(DateError):
        Cadence(CadenceKind.ONCE, 3)


@pytest.mark.parametrize(
    ("last", "start", "cadence", "due"),
    [
        (None, date(2026, 4, 1), "once", date(2026, 4, 1)),
        (date(2026, 4, 2), date(2026, 4, 1), "once", None),
        (None, date(2026, 4, 1), "continuous", None),
        (None, date(2026, 4, 1), "open", None),
        (None, date(2026, 4, 1), "per_event:30", date(2026, 5, 1)),
        (date(2026, 3, 31), date(2026, 4, 1), "per_event:30", date(2026, 5, 1)),
        (date(2026, 4, 1), date(2026, 4, 1), "per_event:30", None),
        (None, date(2026, 1, 31), "months:1", date(2026, 2, 28)),
        (date(2026, 6, 15), date(2026, 4, 1), "months:3", date(2026, 9, 15)),
        (date(2026, 3, 15), date(2026, 4, 1), "months:3", date(2026, 6, 15)),
        (date(2020, 1, 1), date(2026, 4, 1), "months:12", date(2027, 4, 1)),
        (None, date(2026, 4, 1), "fiscal_year", date(2027, 3, 31)),
        (None, date(2027, 3, 31), "fiscal_year", date(2027, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), "fiscal_year", date(2028, 3, 31)),
        (date(2027, 3, 31), date(2026, 4, 1), "fiscal_year", date(2028, 3, 31)),
        (date(2020, 5, 1), date(2026, 4, 1), "fiscal_year", date(2027, 3, 31)),
    ],
)
def test_next_due(last: date | None, start: date, cadence: str, due: date | None) -> None:
    assert next_due(last, start, Cadence.parse(cadence)) == due


@given(st.none() | DAYS, DAYS, CADENCES)
def test_nothing_is_due_before_the_duty_applies(last: date | None, start: date, cadence: Cadence) -> None:
    due = next_due(last, start, cadence)
    assert due is None or due >= start


@given(DAYS, st.integers(1, 240))
def test_months_keep_the_day_or_the_months_end(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
