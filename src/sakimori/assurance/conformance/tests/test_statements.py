"""A kept statement says the same as one that is built anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sakimori.assurance.conformance.engine import _tally_sql, _template, shape_of
from sakimori.assurance.conformance.statements import execute, template_of
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.assemblies.scope import EVERY, every_assembly
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import built_duties
from sakimori.testing import TODAY


@pytest.mark.parametrize("key", built_duties())
def test_every_duty_keeps_its_statement_and_it_agrees(cast, neighbour, key):
    adopt(cast, decided_on=TODAY - timedelta(days=20))
    settle_duty(cast.ctx("manager"), duty="policy.published", days=4)
    for index in range(shape_of(key)[0]):
        for day in (TODAY, TODAY - timedelta(days=300), date(2028, 2, 29), TODAY + timedelta(days=45)):
            one = _template(key, index, False)
            assert one is not None
            assert one.run(day, cast.assembly.pk) == execute(*_tally_sql(key, index, day))
            with every_assembly():
                every = _template(key, index, True)
                assert sorted(every.run(day, EVERY), key=str) == sorted(execute(*_tally_sql(key, index, day)), key=str)


def test_a_statement_that_does_not_follow_the_day_is_not_kept(db):
    def by_month(day):
        return "select 1 where x = %s", [day.replace(day=1)]

    assert template_of(by_month, every=True) is None


def test_a_statement_that_follows_the_fiscal_year_is_kept(db):
    def by_year(day):
        year = fiscal_year(day)
        return "select %s, %s, %s", [year, fiscal_year_start(year), fiscal_year_end(year - 1)]

    kept = template_of(by_year, every=True)
    for day in (date(2026, 3, 31), date(2026, 4, 1)):
        filled = [str(value) for value in kept.statement.filled([day, EVERY])]
        assert filled == [str(value) for value in by_year(day)[1]]
