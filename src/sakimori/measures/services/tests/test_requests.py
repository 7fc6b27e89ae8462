"""Anybody asks in five questions; the rules say at once what they think; whoever may decides."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sakimori.measures.services import actions
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.measures.services.rules import advise, route_of
from sakimori.measures.services.tests.things import CLOSED, answers, decided, permitted, wished
from sakimori.measures.services.types import Outcome
from sakimori.testing import TODAY

FIVE = {
    "name": "みなぎ日程",
    "kind": "cloud",
    "purpose": "委員会の日程を決める",
    "limit": "1",
    "users": "unit",
    "terms": "click",
    "place": "unknown",
    "can_leave": "unknown",
    "is_trained": "unknown",
}


def test_a_member_asks_sees_what_the_rules_say_and_gets_a_permission(cast, django_capture_on_commit_callbacks):
    member = cast.client("member")
    looked = member.post(cast.url("services/request/"), {**FIVE, "act": "look"})
    assert looked.status_code == 200
    assert "条件を付けて使ってよい見込み" in looked.content.decode()
    assert not UseRequest.objects.exists()

    sent = member.post(cast.url("services/request/"), {**FIVE, "act": "send"})
    request = UseRequest.objects.get()
    assert sent["Location"] == cast.url(f"services/requests/{request.pk}/")
    assert request.application.route == ["secretary_general"]
    assert request.applicant == cast.person["member"]
    assert "承認を待っています" in member.get(sent["Location"]).content.decode()

    head = cast.client("secretary_general")
    desk = cast.url(f"applications/{request.application.pk}/")
    assert f"services/requests/{request.pk}/" in head.get(desk).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        head.post(desk, {"is_approval": "yes", "note": "公開の日程だけ"})
    request.refresh_from_db()
    assert request.granted_on == TODAY
    assert request.service.started_on == TODAY
    assert (request.to_date - request.from_date).days == 364
    page = member.get(cast.url("services/allowed/")).content.decode()
    assert "みなぎ日程" in page
    assert "規約を読み、読んだ日と読んだ人を記録する。" in page


def test_click_through_terms_are_not_for_what_is_not_public(cast):
    member = cast.client("member")
    refused = member.post(cast.url("services/request/"), {**FIVE, "limit": "2", "act": "send"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "使えない見込み" in page
    assert "6(8)" in page
    assert not CloudService.objects.exists()
    reason = {"despite_reason": "ほかに手段がない", "limit": "2", "act": "send"}
    assert member.post(cast.url("services/request/"), {**FIVE, **reason}).status_code == 302
    request = UseRequest.objects.get()
    assert request.outcome == Outcome.REFUSED
    assert request.application.route == ["secretary_general", "chair"]
    decided(cast, request, yes=False)
    assert request.refused_on == TODAY
    assert request.service.started_on is None
    page = member.get(cast.url(f"services/requests/{request.pk}/")).content.decode()
    assert "不許可となりました。もとになる条項: 6(8)" in page


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({}, Outcome.CONDITIONS),
        ({"terms": "contract"}, Outcome.ALLOWED),
        (CLOSED, Outcome.CONDITIONS),
        ({"limit": "2"}, Outcome.REFUSED),
        ({**CLOSED, "limit": "3", "place": "abroad"}, Outcome.REFUSED),
        ({**CLOSED, "place": "abroad"}, Outcome.CONDITIONS),
        ({"kind": "ai"}, Outcome.CONDITIONS),
        ({**CLOSED, "kind": "ai"}, Outcome.REFUSED),
        ({**CLOSED, "kind": "ai", "is_trained": "no"}, Outcome.CONDITIONS),
    ],
)
def test_what_the_rules_say(given, outcome):
    assert advise(answers(**given)).outcome == outcome


def test_the_chair_decides_what_is_not_public():
    assert [len(route_of(limit)) for limit in "123"] == [1, 2, 2]


def test_others_do_not_see_a_members_request(cast):
    request = wished(cast)
    assert cast.client("caucus_head").get(cast.url(f"services/requests/{request.pk}/")).status_code == 404
    assert cast.client("staff").get(cast.url(f"services/requests/{request.pk}/")).status_code == 200


def test_asking_again_is_about_the_same_service(cast):
    first = permitted(cast, "ことのは検索")
    again = wished(cast, " ことのは　検索")
    assert again.service == first
    page = cast.client("staff").get(cast.url(f"services/request/?service={first.pk}")).content.decode()
    assert 'value="ことのは検索"' in page


def test_a_permission_may_be_taken_back(cast):
    service = permitted(cast)
    request = service.requests.get()
    staff = cast.client("staff")
    assert (
        staff.post(cast.url(f"services/requests/{request.pk}/revoke/"), {"reason": "規約が変わった"}).status_code == 302
    )
    request.refresh_from_db()
    assert request.revoked_on == TODAY
    with pytest.raises(ValidationError):
        actions.revoke_request(cast.ctx("staff"), request=request, reason="もう一度")
