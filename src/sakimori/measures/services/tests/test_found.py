"""What is used without permission is learnt without blame, and becomes a request with one press."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask
from sakimori.measures.services import actions
from sakimori.measures.services.models import FoundUse, UseRequest
from sakimori.measures.services.tests.things import permitted
from sakimori.measures.services.types import FoundState
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.testing import TODAY

LIST = "Microsoft Edge\nDropbox 198.4\nOpenAI ChatGPT Desktop\nメモ帳\nZoom Workplace\nZoom Workplace (64-bit)\n"


def test_everybody_is_asked_and_one_press_makes_a_request(cast):
    permitted(cast, "Zoom")
    staff = cast.client("staff")
    due = (TODAY + timedelta(days=14)).isoformat()
    assert staff.post(cast.url("services/found/ask/"), {"act": "open", "due_on": due}).status_code == 302
    ask = Ask.objects.get(person=cast.person["member"])
    member = cast.client("member")
    page = member.get(cast.url(f"asks/{ask.pk}/")).content.decode()
    assert "とがめるためではありません" in page
    answer = {"services": ["ChatGPT", "Zoom"], "others": "なかよしメモ\n", "purpose": "質問づくり", "limit": "1"}
    assert member.post(cast.url(f"asks/{ask.pk}/"), answer).status_code == 302
    assert set(FoundUse.objects.values_list("name", "kind")) == {("ChatGPT", "ai"), ("なかよしメモ", "cloud")}

    found = FoundUse.objects.get(name="ChatGPT")
    page = staff.get(cast.url("services/found/")).content.decode()
    assert "なかよしメモ" in page
    assert cast.person["member"].name not in page
    sent = staff.post(cast.url(f"services/found/{found.pk}/request/"))
    request = UseRequest.objects.get(service__name="ChatGPT")
    assert sent["Location"] == cast.url(f"services/requests/{request.pk}/")
    assert request.applicant == cast.person["member"]
    assert request.service.started_on == TODAY
    found.refresh_from_db()
    assert (found.state, found.request) == (FoundState.REQUESTED, request)


def test_answering_on_paper_and_answering_nothing(cast):
    campaign = actions.ask_what_is_used(
        cast.ctx("staff"), people=[cast.person["member"]], due_on=TODAY + timedelta(days=7)
    )
    ask = Ask.objects.get(campaign=campaign)
    answer_ask(cast.ctx("member"), ask=ask, answer={"services": [], "others": ""})
    assert not FoundUse.objects.exists()


def test_letters_for_everybody_who_was_asked(cast):
    actions.ask_what_is_used(cast.ctx("staff"), people=[cast.person["member"]], due_on=TODAY + timedelta(days=7))
    made = cast.client("staff").post(cast.url("services/found/ask/"), {"act": "letters"})
    assert made.content.startswith(b"%PDF-")


def test_a_list_of_programs_is_looked_through_and_not_kept(cast):
    permitted(cast, "Zoom")
    staff = cast.client("staff")
    sent = staff.post(cast.url("services/found/software/"), {"where": "共用PC", "source": "software", "text": LIST})
    assert sent.status_code == 302
    assert set(FoundUse.objects.values_list("name", flat=True)) == {"Dropbox", "ChatGPT"}
    assert "共用PC" in FoundUse.objects.get(name="Dropbox").where
    staff.post(cast.url("services/found/software/"), {"where": "共用PC", "source": "software", "text": LIST})
    assert FoundUse.objects.count() == 2


def test_a_cloud_system_of_the_asset_register_without_permission(cast):
    asset = register_asset(
        cast.ctx("staff"), kind=AssetKind.SYSTEM, name="会議録検索", zone="cloud", confidentiality="1"
    )
    staff = cast.client("staff")
    assert "会議録検索" in staff.get(cast.url("services/found/")).content.decode()
    assert staff.post(cast.url(f"services/found/assets/{asset.pk}/request/")).status_code == 302
    request = UseRequest.objects.get()
    assert (request.service.asset, request.limit) == (asset, "1")
    assert staff.post(cast.url(f"services/found/assets/{asset.pk}/request/")).status_code == 404


def test_it_may_have_stopped(cast):
    found = actions.note_found(cast.ctx("staff"), name="なかよし", source="other", kind="cloud")
    staff, url = cast.client("staff"), cast.url(f"services/found/{found.pk}/close/")
    assert staff.post(url, {"state": "stopped", "note": ""}).status_code == 422
    assert staff.post(url, {"state": "stopped", "note": "庁内のものに替えた"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.closed_on) == ("stopped", TODAY)
    assert staff.post(url, {"state": "stopped", "note": "x"}).status_code == 404
