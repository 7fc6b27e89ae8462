"""A ledger is understood whatever language it was written in and whatever language its reader's screen has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from sakimori.foundation.exchange.cells import CellProblem, read_cell
from sakimori.foundation.exchange.columns import TEXT_KINDS, Column, Kind, Option, Register, Row
from sakimori.foundation.exchange.header import known_names
from sakimori.foundation.exchange.offers import offer_of, offers
from sakimori.foundation.exchange.readers import RowAction, preview
from sakimori.foundation.exchange.text import heading
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.measures.assessments.tables import questions_register
from sakimori.registers.lending.types import Condition
from sakimori.testing import TODAY, Cast
from tests.accessibility.things import furnish_things

BOTH_WAYS = [("ja", "en"), ("en", "ja")]
PLAIN: dict[Kind, Callable[[int], Any]] = {
    Kind.TEXT: lambda number: f"X-{number}",
    Kind.NAME: lambda number: f"山田 {number}",
    Kind.KANA: lambda number: "やまだ" + "あ" * number,
    Kind.DATE: lambda number: TODAY - timedelta(days=number),
    Kind.INTEGER: lambda number: number + 1,
    Kind.BOOL: lambda number: bool(number % 2),
    Kind.EMAIL: lambda number: f"a{number}@example.jp",
    Kind.PHONE: lambda number: f"03-0000-{number:04}",
}


def makes() -> dict[str, Callable[[date], Register]]:
    """Every register that goes out or comes back."""
    return {offer.name: offer.make for offer in offers()} | {"questions": lambda _on: questions_register()}


def filled(register: Register) -> list[Row]:
    """Rows in which every value of every choice stands at least once."""
    options = {column.key: column.options() for column in register.columns}
    most = max(2, *(len(found) for found in options.values()))
    return [
        {column.key: value(column, options[column.key], number) for column in register.columns}
        | ({register.id_key: f"id-{number}"} if register.id_key else {})
        for number in range(most)
    ]


def value(column: Column, options: Sequence[Option], number: int) -> Any:
    if column.kind in (Kind.CHOICE, Kind.REFERENCE):
        return options[number % len(options)].value if options else None
    made = PLAIN[column.kind](number)
    return column.tidy(made) if column.kind in TEXT_KINDS else made


@pytest.mark.parametrize(("written", "read"), BOTH_WAYS)
def test_what_is_written_in_one_language_is_read_in_the_other(cast: Cast, written: str, read: str):
    furnish_things(cast.ctx("staff"), cast)
    for name, make in makes().items():
        with override(written):
            register = make(TODAY)
            rows = filled(register)
            out = replace(register, export_rows=lambda rows=rows: rows)
            sent = [write_xlsx(out, with_wareki=True), write_csv(out, with_wareki=True).content]
        for content in sent:
            with override(read):
                found = preview(replace(make(TODAY), export_rows=lambda rows=rows: rows, check_row=None), content)
            assert (name, found.unknown_columns, found.missing_columns, found.errors) == (name, (), (), ())
            assert (name, [str(error) for error in found.cell_errors]) == (name, [])
            assert {(name, row.action, row.changed) for row in found.rows} == {(name, RowAction.SAME, ())}


def test_japanese_ledgers_are_taken_in_on_an_english_screen(cast: Cast):
    furnish_things(cast.ctx("staff"), cast)
    loans = offer_of("loans")
    assert loans is not None
    with override("en"):
        column = loans.make(TODAY).by_key["condition"]
        options = column.options()
        for condition in Condition:
            with override("ja"):
                label = str(condition.label)
            assert read_cell(column, label, options) == condition.value


def test_a_term_that_means_two_columns_or_values_is_not_guessed():
    """One column is called in English what another is called in Japanese: nobody knows which is meant."""

    def in_words(ja: str, en: str) -> Any:
        return lazystr_of(lambda: en if get_language() == "en" else ja)

    first, second = in_words("甲", "Rank"), in_words("Rank", "Order")
    register = Register(
        "test.words", "語", (Column("one", first), Column("two", second, aliases=("順",))), ("one",), tuple
    )
    options = [Option(1, first), Option(2, second)]
    for language in ("ja", "en"):
        with override(language):
            names = known_names(register)
            assert heading("Rank") not in names
            assert (names["甲"], names["order"], names["順"]) == ("one", "two", "two")
            chosen = Column("of", "選", Kind.CHOICE, options=lambda: options)
            assert [read_cell(chosen, text, options) for text in ("甲", "Order")] == [1, 2]
            with pytest.raises(CellProblem):
                read_cell(chosen, "Rank", options)
    taught = replace(register, learned={heading("Rank"): "two"})
    assert known_names(taught)[heading("Rank")] == "two"


lazystr_of = lazy(lambda say: say(), str)
