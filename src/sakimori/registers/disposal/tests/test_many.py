"""After an election many things come back on one day, are erased together, and only then go out again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.asks.models import Ask
from sakimori.registers.assets.types import AssetState
from sakimori.registers.disposal.models import Erasure
from sakimori.registers.lending import actions as lending
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import stick, tablet
from sakimori.testing import TODAY

MANY = ("member", "caucus_head", "deputy")


@pytest.fixture
def lent(cast):
    for number, role in enumerate(MANY, start=1):
        lending.lend(
            cast.ctx("staff"), person=cast.person[role], items=[tablet(cast, number, confidentiality="2")], due_on=TODAY
        )
    return list(Loan.objects.order_by("asset__number"))


def give_back(cast, loans, **values):
    sent = {
        "loans": [str(loan.pk) for loan in loans],
        "returned_on": TODAY.isoformat(),
        "reason": "term",
        "by_link": "on",
    }
    return cast.client("staff").post(cast.url("lending/return/many/"), sent | values)


def erase(cast, loans, **values):
    sent = {
        "loans": [str(loan.pk) for loan in loans],
        "method": "factory_reset",
        "erased_on": TODAY.isoformat(),
        "operator": "渚 美咲",
        "witness": str(cast.person["manager"].pk),
    }
    return cast.client("staff").post(cast.url("disposal/erase/"), sent | values)


def test_many_come_back_are_erased_and_may_be_lent_again(cast, lent):
    page = cast.client("staff").get(cast.url("lending/return/many/")).content.decode()
    assert all(cast.person[role].shown_name in page for role in MANY)
    assert give_back(cast, lent).status_code == 302
    assert Loan.objects.filter(returned_on=TODAY).count() == 3
    assert Ask.objects.open().filter(kind="lending.receipt").count() == 3, "each signs their own receipt"
    assert {loan.asset.state for loan in Loan.objects.select_related("asset")} == {AssetState.SPARE}
    with pytest.raises(ValidationError) as error:
        lending.lend(cast.ctx("staff"), person=cast.person["member"], items=[lent[0].asset])
    assert "消去した記録がありません" in str(error.value)
    counter = cast.client("staff").get(
        cast.url(f"lending/counter/?person={cast.person['member'].pk}&marks={lent[0].asset.number}")
    )
    assert "消去した記録がありません" in counter.content.decode()
    assert erase(cast, lent).status_code == 302
    assert Erasure.objects.count() == 3 and {row.loan_id for row in Erasure.objects.all()} == {loan.pk for loan in lent}
    lending.lend(cast.ctx("staff"), person=cast.person["member"], items=[lent[0].asset])


def test_one_that_is_not_enough_stops_all_and_is_named(cast, lent):
    give_back(cast, lent)
    refused = erase(cast, lent, witness="")
    assert refused.status_code == 422 and not Erasure.objects.exists()
    text = refused.content.decode()
    assert all(loan.asset.number in text for loan in lent) and "立会い" in text
    assert erase(cast, [], witness="").status_code == 422


def test_a_medium_needs_its_check(cast):
    lending.lend(cast.ctx("staff"), person=cast.person["member"], items=[stick(cast)], due_on=TODAY)
    loan = Loan.objects.get()
    refused = give_back(cast, [loan])
    assert refused.status_code == 422 and "ウイルス検査" in refused.content.decode()
    assert give_back(cast, [loan], malware_checked_on=TODAY.isoformat()).status_code == 302


def test_only_what_is_due_by_the_day_is_offered(cast, lent):
    client = cast.client("staff")
    assert lent[0].asset.number not in client.get(cast.url("lending/return/many/?until=2026-01-01")).content.decode()
    assert lent[0].asset.number in client.get(cast.url("lending/return/many/?until=nonsense")).content.decode()
    sent = {"loans": ["00000000-0000-0000-0000-000000000000"], "returned_on": TODAY.isoformat(), "reason": "term"}
    assert client.post(cast.url("lending/return/many/"), sent).status_code == 422
