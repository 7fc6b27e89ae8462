"""The assembly words what borrowers pledge; what was signed or sent keeps its own words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from sakimori.foundation.asks.actions import make_links
from sakimori.registers.lending import actions
from sakimori.registers.lending.models import Pledge, PledgeTerms
from sakimori.registers.lending.pledges import STATEMENT, terms_in_force
from sakimori.registers.lending.tests.test_pages import body, handed, text_of
from sakimori.registers.lending.tests.things import tablet
from sakimori.testing import TODAY, Cast

OWN = "1. 端末は議会のために使います。\n2. なくしたら当日中に知らせます。"
SENT = {"text": OWN, "from_date": TODAY.isoformat(), "decided_by": "議会運営委員会", "reason": "議員の意見による"}


def page(cast: Cast, path: str, role: str = "staff") -> str:
    return body(cast.client(role).get(cast.url(path)))


def test_another_wording_goes_into_forms_counter_and_links(cast):
    (old,) = handed(cast, tablet(cast, 1))
    assert "選挙運動には使いません" in page(cast, "lending/pledge/")
    staff = cast.client("staff")
    assert staff.post(cast.url("lending/pledge/new/"), SENT).status_code == 302
    shown = page(cast, "lending/pledge/")
    for words in ("当日中に知らせます", "議会運営委員会", "議員の意見による", "はじめから入っていた文"):
        assert words in shown, words
    old.pledge.refresh_from_db()
    assert old.pledge.statement == STATEMENT
    assert "選挙運動" in page(cast, "lending/mine/", "member"), "members see what they signed"
    assert "当日中" in page(cast, "lending/mine/", "chair")
    assert "当日中" in page(cast, f"lending/counter/?person={cast.person['chair'].pk}")
    form = text_of(staff.get(cast.url("lending/papers/?kind=pledge&blank=on")))
    assert "当日中に知らせます" in form
    actions.hand_out(cast.ctx("staff"), person=cast.person["chair"], items=[tablet(cast, 2)], by_link=True)
    waiting = Pledge.objects.get(person=cast.person["chair"])
    assert waiting.statement == OWN


def test_whoever_was_asked_signs_the_words_they_were_asked_with(cast):
    actions.hand_out(cast.ctx("staff"), person=cast.person["chair"], items=[tablet(cast)])
    (loan,) = cast.person["chair"].loans.select_related("pledge", "receipt", "person")
    asks = actions.ask_for_papers(cast.ctx("staff"), loans=[loan])
    ask = next(ask for ask in asks if ask.kind == "lending.pledge")
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="letter")[ask]
    actions.word_pledge(cast.ctx("staff"), text=OWN, from_date=TODAY, decided_by="議長", reason="分かりやすくするため")
    link = f"/l/{cast.assembly.slug}/{token}/"
    shown = Client().get(link).content.decode()
    assert "選挙運動" in shown
    assert "当日中" not in shown
    url = cast.url(f"lending/papers/?kind=pledge&people={cast.person['chair'].pk}")
    assert "選挙運動" in text_of(cast.client("staff").get(url))
    assert Client().post(link, {"agreed": "on"}).status_code == 302
    assert Pledge.objects.get(pledged_on=TODAY).statement == STATEMENT


def test_a_wording_to_come_waits_for_its_day(cast):
    day = TODAY + timedelta(days=10)
    actions.word_pledge(cast.ctx("staff"), text=OWN, from_date=day, decided_by="議長", reason="改選に合わせて")
    assert (terms_in_force(day - timedelta(days=1)), terms_in_force(day)) == (STATEMENT, OWN)
    assert "これから適用する文" in page(cast, "lending/pledge/")
    (loan,) = handed(cast, tablet(cast))
    assert loan.pledge.statement == STATEMENT


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"from_date": (TODAY - timedelta(days=1)).isoformat()}, "今日以後の日"),
        ({"text": STATEMENT}, "同じです"),
        ({"reason": ""}, "id_reason"),
        ({"text": "あ" * 4001}, "id_text"),
    ],
)
def test_what_cannot_hold_is_refused(cast, changed, said):
    response = cast.client("staff").post(cast.url("lending/pledge/new/"), SENT | changed)
    assert response.status_code == 422
    assert said in body(response)
    assert not PledgeTerms.objects.exists()


def test_only_the_office_words_it(cast, neighbour):
    assert cast.client("city_it").get(cast.url("lending/pledge/")).status_code == 200
    for role in ("city_it", "member"):
        assert cast.client(role).post(cast.url("lending/pledge/new/"), SENT).status_code == 403
    actions.word_pledge(cast.ctx("staff"), text=OWN, from_date=TODAY, decided_by="議長", reason="改める")
    assert "当日中" not in body(neighbour.client("staff").get(neighbour.url("lending/pledge/")))
