"""Third parties are pledged on paper, by link, by their contract or by law; who leaves gives back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from sakimori.foundation.notices.models import Notice
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.jobs import remind_office
from sakimori.registers.suppliers.models import PledgeRequest, SecrecyPledge, ThirdParty
from sakimori.registers.suppliers.party_rows import party_rows
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "operation.third-parties-pledged"


def party(cast, name="清掃の作業員", **values) -> ThirdParty:
    given = {"kind": "cleaner", "handles": "執務室のごみ", "from_date": date(2026, 4, 1), **values}
    return actions.register_third_party(cast.ctx("staff"), name=name, **given)


def pledge(cast, found, on=TODAY, **values):
    return actions.record_pledge(cast.ctx("staff"), third_party=found, pledged_on=on, **values)


def test_a_pledge_ends_and_the_duty_says_so(cast):
    found = party(cast)
    assert breaches(KEY, TODAY) == [("清掃の作業員", "秘密保持の誓約がないか、期限が過ぎています。")]
    pledge(cast, found, date(2026, 11, 20), until=date(2026, 12, 31))
    assert breaches(KEY, date(2026, 11, 19))
    assert not breaches(KEY, TODAY)
    assert due_days(KEY, TODAY) == {date(2026, 12, 31)}
    assert breaches(KEY, date(2027, 1, 1))
    pledge(cast, found)
    assert due_days(KEY, TODAY) == set()


def test_a_period_that_ends_with_the_pledge_asks_for_nothing(cast):
    found = party(cast, to_date=date(2027, 3, 31))
    pledge(cast, found, until=date(2027, 3, 31))
    assert due_days(KEY, TODAY) == set()
    assert not breaches(KEY, date(2027, 4, 1))


def test_the_pledge_of_the_contract_counts_for_its_people(cast):
    made = contract(cast)
    party(cast, "撮影班", contract=made)
    assert breaches(KEY, TODAY)
    actions.record_pledge(cast.ctx("staff"), contract=made, pledged_on=TODAY, means="contract")
    assert not breaches(KEY, TODAY)
    [row] = party_rows(TODAY)
    assert row.state == "given"


def test_who_sees_only_what_is_public_is_not_asked(cast):
    party(cast, "傍聴人", no_pledge_reason="公開の資料だけを渡すため")
    assert not breaches(KEY, TODAY)


def test_who_is_over_stays_on_the_list_until_everything_is_back(cast):
    found = party(cast, "インターン", to_date=date(2026, 9, 30))
    [row] = party_rows(TODAY)
    assert row.needs_return
    with pytest.raises(ValidationError):
        actions.record_return(cast.ctx("staff"), third_party=found, returned_on=TODAY, return_note=" ")
    actions.record_return(cast.ctx("staff"), third_party=found, returned_on=TODAY, return_note="資料1冊")
    assert party_rows(TODAY) == []
    assert len(party_rows(TODAY, ended=True)) == 1


def link_of(cast, found) -> str:
    page = cast.client("staff").post(cast.url(f"suppliers/third-parties/{found.pk}/link/"), {"until": "2027-03-31"})
    return re.search(r'value="[^"]*?(/secrecy/[^"]+)"', page.content.decode()).group(1)


def test_a_pledge_by_link_without_an_account(cast):
    cache.clear()
    found = party(cast)
    path = link_of(cast, found)
    token = path.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(PledgeRequest.objects.values())
    client = Client(enforce_csrf_checks=True)
    page = client.get(path)
    text = page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "写しを消します" in text and "執務室のごみ" in text
    assert cast.person["staff"].name not in text
    assert client.post(path, {"signer": "", "agreed": "on"}).status_code == 422
    assert client.post(path, {"signer": "浜風の責任者"}).status_code == 422
    assert client.post(path, {"signer": "浜風の責任者", "agreed": "on"}).status_code == 200
    made = SecrecyPledge.objects.get()
    assert (made.signer, made.means, made.until) == ("浜風の責任者", "link", date(2027, 3, 31))
    assert not breaches(KEY, TODAY)
    assert "受け付けました" in client.get(path).content.decode()
    client.post(path, {"signer": "別人", "agreed": "on"})
    assert SecrecyPledge.objects.count() == 1


def test_tampered_expired_and_withdrawn_links_say_so(cast):
    cache.clear()
    found = party(cast)
    first = link_of(cast, found)
    second = link_of(cast, found)
    client = Client()
    assert client.get(first).status_code == 410  # a newer link ends the earlier one
    assert client.get(second[:-2] + "x/").status_code == 404
    assert client.get(second.replace(cast.assembly.slug, "yamabiko-cho")).status_code == 404
    actions.revoke_request(cast.ctx("staff"), request=PledgeRequest.objects.get(revoked_on__isnull=True))
    assert client.get(second).status_code == 410
    row, token = actions.ask_pledge(cast.ctx("staff", datetime(2026, 10, 1, tzinfo=UTC)), third_party=found)
    assert row.expires_on == date(2026, 10, 31)
    gone = client.get(f"/secrecy/{cast.assembly.slug}/{token}/")
    assert gone.status_code == 410 and "期限が過ぎました" in gone.content.decode()


def test_guessing_links_is_slowed_down(cast):
    cache.clear()
    client = Client()
    answers = [client.get(f"/secrecy/{cast.assembly.slug}/guess-{n}/").status_code for n in range(22)]
    assert answers[0] == 404 and answers[-1] == 429
    cache.clear()


def test_the_form_on_paper(cast):
    found = party(cast)
    page = cast.client("staff").get(cast.url(f"suppliers/third-parties/{found.pk}/pledge.pdf"))
    assert page.content[:4] == b"%PDF"


def test_reminders_come_once_for_each_stage_to_whoever_is_in_charge(cast):
    supplier = company(cast)
    actions.record_certificate(cast.ctx("staff"), supplier=supplier, kind="isms", expires_on=date(2027, 1, 15))
    contract(
        cast, supplier, auto_renews=True, notice_days=60, to_date=date(2027, 2, 28), keeper=cast.person["staff"],
        title="検索サービス",
    )  # fmt: skip
    assert remind_office(cast.system(datetime(2026, 11, 23, tzinfo=UTC))) == 2
    told = {(row.person.name, row.subject) for row in Notice.objects.select_related("person")}
    assert told == {
        (cast.person["manager"].name, "【期限】認証の有効期限: さざなみ映像株式会社 ISMS（ISO/IEC 27001）"),
        (cast.person["staff"].name, "【期限】更新しない申出の期限: 検索サービス"),
    }
    assert remind_office(cast.system(datetime(2026, 11, 24, tzinfo=UTC))) == 0
    # 30 days before the notice day, and the end itself is within 90 days now.
    assert remind_office(cast.system(datetime(2026, 12, 1, tzinfo=UTC))) == 2
