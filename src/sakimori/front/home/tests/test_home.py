"""What each person sees first: a member their asks, the office its queue, the chair what needs a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.front.home.tests.acts import store
from sakimori.measures.safety.actions import answer, close_check, start_check
from sakimori.measures.safety.models import Asked
from sakimori.measures.safety.types import Means, Tap
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.tests.texts import FIRST, SECOND
from sakimori.testing import SINCE, TODAY


@pytest.fixture
def operator(db):
    return Account.objects.create(username="operator", operator_from=date(2026, 1, 1))


def browser(account):
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def home(cast, role):
    answer = cast.client(role).get(cast.url(""))
    assert answer.status_code == 200
    return answer.content.decode()


def ask_everyone(cast):
    version = adopt(cast, days_ago=10)
    policy.ask_everyone(cast.ctx("staff"), version=version, due_on=TODAY + timedelta(days=14))
    return version


def test_whoever_has_one_assembly_lands_there(cast):
    answer = cast.client("member").get("/")
    assert answer.status_code == 302 and answer.url == cast.url("")


def test_nobody_logged_in_is_asked_to_log_in(cast):
    for address in ("/", cast.url("")):
        answer = Client().get(address)
        assert answer.status_code == 302 and "login" in answer.url


def test_whoever_belongs_to_two_assemblies_chooses(cast, neighbour):
    with scope(neighbour.assembly.pk):
        link = AccountLink(account=cast.account["auditor"], person=neighbour.person["auditor"])
        store(neighbour.ctx("manager"), row=link)
    page = cast.client("auditor").get("/").content.decode()
    assert cast.url("") in page and neighbour.url("") in page


def test_a_member_sees_only_their_own_asks(cast):
    ask_everyone(cast)
    page = home(cast, "member")
    mine = Ask.objects.get(person=cast.person["member"])
    assert cast.url(f"asks/{mine.pk}/") in page
    for other in Ask.objects.exclude(pk=mine.pk):
        assert str(other.pk) not in page
    assert "仕事の一覧" not in page
    for role in ("chair", "deputy", "caucus_head", "staff", "manager"):
        assert cast.person[role].shown_name not in page.split("<main")[1]
    cast.client("member").post(cast.url(f"asks/{mine.pk}/"), {"confirmed": "on"})
    assert "いま、お願いはありません。" in home(cast, "member")


@pytest.mark.parametrize("role", ["staff", "manager", "secretary_general"])
def test_the_office_works_from_the_most_urgent_down(cast, role):
    adopt(cast, days_ago=40)
    page = home(cast, role)
    assert "仕事の一覧" in page
    cards = page.split('<li class="card">')[1:]
    breached = ["icon-breached" in card or "#breached" in card for card in cards]
    assert len(cards) >= 3 and breached == sorted(breached, reverse=True)
    assert cast.url("policy/acknowledgement/") in page, "the button that mends it"


def test_the_chair_decides_what_waits(cast, django_capture_on_commit_callbacks):
    draft = policy.take_in_text(cast.ctx("staff"), text=FIRST)
    policy.propose_version(cast.ctx("staff"), version=draft, effective_on=TODAY)
    application = Application.objects.get()
    page = home(cast, "chair")
    address = cast.url(f"applications/{application.pk}/")
    assert address in page and draft.title in page
    assert address not in home(cast, "staff")
    chair = cast.client("chair")
    shown = chair.get(address).content.decode()
    assert cast.url(f"policy/versions/{draft.pk}/") in shown and "承認する" in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer = chair.post(address, {"is_approval": "yes", "note": "", "same_person_reason": ""})
    assert answer.status_code == 302
    draft.refresh_from_db()
    application.refresh_from_db()
    assert (application.state, draft.state, draft.decided_by) == (
        ApplicationState.APPROVED,
        "decided",
        cast.person["chair"],
    )
    assert "承認を待っているもの" not in home(cast, "chair")


def test_the_chair_sends_a_draft_back(cast, django_capture_on_commit_callbacks):
    draft = policy.take_in_text(cast.ctx("staff"), text=FIRST)
    policy.propose_version(cast.ctx("staff"), version=draft, effective_on=TODAY)
    address = cast.url(f"applications/{Application.objects.get().pk}/")
    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.client("chair").post(address, {"is_approval": "no", "note": "第5条を見直すこと"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, Application.objects.get().state) == ("draft", ApplicationState.REFUSED)
    assert "第5条を見直すこと" in cast.client("chair").get(address).content.decode()


def test_nobody_decides_out_of_turn(cast, neighbour):
    draft = policy.take_in_text(cast.ctx("staff"), text=FIRST)
    policy.propose_version(cast.ctx("staff"), version=draft, effective_on=TODAY)
    address = cast.url(f"applications/{Application.objects.get().pk}/")
    for role in ("staff", "member", "auditor"):
        assert cast.client(role).post(address, {"is_approval": "yes"}).status_code == 403
    cast.client("manager").post(address, {"is_approval": "yes"})
    assert PolicyVersion.objects.get().state == "proposed"
    assert (
        neighbour.client("chair").get(address.replace(cast.assembly.slug, neighbour.assembly.slug)).status_code == 404
    )


def test_the_chair_sees_only_what_the_chair_must_do_and_the_number_of_the_rest(cast):
    adopt(cast, days_ago=40)
    policy.take_in_text(cast.ctx("staff"), text=SECOND)
    page = home(cast, "chair")
    assert "議長の判断が要るもの" in page and "足りないものは全部で" in page
    assert cast.url("board/chair.pdf") in page
    assert cast.person["staff"].shown_name not in page.split("<main")[1]


def test_the_auditor_begins_at_their_audits(cast):
    answer = cast.client("auditor").get(cast.url(""))
    assert answer.status_code == 302 and answer.url == cast.url("audits/mine/")


def test_an_operator_gets_the_list_and_sees_nothing_inside(cast, operator):
    client = browser(operator)
    answer = client.get("/")
    assert answer.status_code == 302 and client.get(answer.url).status_code == 200
    assert cast.assembly.name in client.get(answer.url).content.decode()
    inside = client.get(cast.url(""))
    assert inside.status_code == 302 and inside.url == answer.url
    assert client.get(cast.url("board/")).status_code == 403


@pytest.mark.parametrize("role", ["member", "staff", "chair"])
def test_the_first_page_of_another_assembly_is_unknown(cast, neighbour, role):
    assert cast.client(role).get(neighbour.url("")).status_code == 404


def test_who_has_left_finds_nothing(cast):
    for office in cast.person["member"].offices.all():
        office.to_date = TODAY - timedelta(days=1)
        assert office.from_date == SINCE
        store(cast.ctx("manager"), row=office)
    assert cast.client("member").get(cast.url("")).status_code == 404


@pytest.mark.parametrize("role", ["member", "chair", "staff"])
def test_a_running_safety_check_comes_before_everything_else(cast, role):
    check = start_check(cast.ctx("staff"), kind="real", title="台風の大雨")
    shown = home(cast, role)
    assert shown.index("台風の大雨") < shown.index("条項ごとの状況を見る")
    assert cast.url("safety/mine/") in shown and "ひと押しで終わります" in shown
    asked = Asked.objects.get(check_row=check, person=cast.person[role])
    answer(cast.ctx(role), asked=asked, tap=Tap.COME, means=Means.SCREEN)
    assert "お答えを受け付けています" in home(cast, role)
    close_check(cast.ctx("staff"), check=check)
    assert "台風の大雨" not in home(cast, role)
