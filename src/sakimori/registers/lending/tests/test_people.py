"""Something should be done before a thing is handed over: a warning that a reason overrides (TRN-5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sakimori.registers.lending import actions, people
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import tablet
from sakimori.testing import Cast

TEXT = "新任の方の研修が済んでいません。"


@pytest.fixture
def untaught(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The member has something left to do."""
    key = cast.person["member"].pk

    def source(persons: object, on: date) -> dict[object, str]:
        return {person.pk: TEXT for person in persons if person.pk == key}  # type: ignore[attr-defined]

    monkeypatch.setattr(people, "_sources", [source])
    return


def test_the_counter_warns_and_takes_a_reason(cast: Cast, untaught: None) -> None:
    asset, client = tablet(cast), cast.client("staff")
    url = cast.url(f"lending/counter/?person={cast.person['member'].pk}&marks={asset.number}")
    assert TEXT in client.get(url).content.decode()
    sent = {"marks": asset.number, "due_on": "2027-04-30", "how": "paper", "step": "done"}
    answer = client.post(url, sent)
    assert answer.status_code == 422 and "それでも渡す理由" in answer.content.decode()
    assert not Loan.objects.exists()
    assert client.post(url, sent | {"despite_reason": "初登庁の会議に要るため"}).status_code == 302
    loan = Loan.objects.get()
    assert loan.despite_reason == "初登庁の会議に要るため"
    assert "初登庁の会議に要るため" in client.get(cast.url(f"lending/loans/{loan.pk}/")).content.decode()


def test_nothing_is_asked_of_those_who_are_done(cast: Cast, untaught: None) -> None:
    url = cast.url(f"lending/counter/?person={cast.person['chair'].pk}")
    assert "despite_reason" not in cast.client("staff").get(url).content.decode()


def test_many_at_once_need_one_reason_which_lies_only_with_those_it_is_about(cast: Cast, untaught: None) -> None:
    rows = [actions.Row(cast.person[who], tablet(cast, n)) for n, who in enumerate(("member", "chair"), start=1)]
    with pytest.raises(ValidationError) as refused:
        actions.lend_many(cast.ctx("staff"), rows=rows)
    assert TEXT in " ".join(refused.value.message_dict["despite_reason"])
    actions.lend_many(cast.ctx("staff"), rows=rows, despite_reason="研修会は来週")
    assert {loan.person_id: loan.despite_reason for loan in Loan.objects.all()} == {
        cast.person["member"].pk: "研修会は来週",
        cast.person["chair"].pk: "",
    }
