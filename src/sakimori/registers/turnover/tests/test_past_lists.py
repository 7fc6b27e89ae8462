"""Lists of a past day: the address names it, the page says so, and nothing can be changed there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sakimori.registers.lending import actions as lending
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import tablet
from sakimori.registers.premises.actions import end_place, lend_key, register_key, register_place, take_back_key
from sakimori.registers.premises.models import KeyLoan
from sakimori.registers.premises.types import KeyKind, PlaceKind
from sakimori.testing import TODAY

THEN, BETWEEN = TODAY - timedelta(days=10), TODAY - timedelta(days=5)


def page(cast, path):
    return cast.client("staff").get(cast.url(path)).content.decode()


def test_loans_of_a_past_day(cast):
    thing = tablet(cast)
    lending.lend(cast.ctx("staff"), person=cast.person["member"], items=[thing], lent_on=THEN, due_on=BETWEEN)
    lending.take_back(cast.ctx("staff"), loans=[Loan.objects.get()], returned_on=TODAY)
    assert thing.number not in page(cast, "lending/")
    past = page(cast, f"lending/?on={TODAY - timedelta(days=1)}")
    assert thing.number in past and "の状況です" in past and "期限切れ" in past and "窓口で渡す" not in past
    assert thing.number not in page(cast, f"lending/?on={THEN - timedelta(days=1)}")


def test_places_and_keys_of_a_past_day(cast):
    ctx = cast.ctx("staff")
    room = register_place(ctx, kind=PlaceKind.OFFICE, name="旧事務室", from_date=THEN)
    key = register_key(ctx, place=room, kind=KeyKind.KEY, number="K-7", from_date=THEN)
    lend_key(ctx, key=key, person=cast.person["member"], lent_on=THEN)
    take_back_key(ctx, loan=KeyLoan.objects.get(), returned_on=BETWEEN)
    end_place(ctx, place=room, last_day=BETWEEN)
    assert "旧事務室" not in page(cast, "premises/") and "旧事務室" in page(cast, f"premises/?on={BETWEEN}")
    member = cast.person["member"].shown_name
    assert member in page(cast, f"premises/keys/?on={THEN}")
    assert member not in page(cast, f"premises/keys/?on={BETWEEN}").split("<main")[1]


@pytest.mark.parametrize(
    "path", ["lending/", "lending/permits/", "premises/", "premises/keys/", "organization/persons/"]
)
@pytest.mark.parametrize("on", ["nonsense", "2099-01-01", "", "2026-02-30"])
def test_a_day_that_is_none_means_today(cast, path, on):
    assert "の状況です" not in page(cast, f"{path}?on={on}")
