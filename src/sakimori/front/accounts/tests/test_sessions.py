"""A device is ended alone, by its owner only; the log says so."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from sakimori.foundation.ledger.models import Entry
from sakimori.front.accounts.devices import device_of
from sakimori.testing import NOW

PASSWORD = "潮騒と灯台のとても長いことば"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0"
LIST = "/accounts/sessions/"


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


def logged_in(cast, role, agent):
    cast.account[role].set_password(PASSWORD)
    cast.account[role].save()
    return enter(cast.account[role].username, agent)


def enter(username, agent):
    client = Client(headers={"User-Agent": agent})
    assert client.post("/accounts/login/", {"login": username, "password": PASSWORD}).status_code == 302
    return client


def test_one_device_is_ended_and_the_other_stays(cast):
    desk = logged_in(cast, "member", DESK)
    phone = enter("member-minatono-shi", PHONE)
    text = desk.get(LIST).content.decode()
    assert text.index("Windows · Edge") < text.index("この端末") < text.index("iPhone · Safari")
    other = UserSession.objects.get(user_agent=PHONE)
    assert desk.get(f"{LIST}{other.pk}/end/").status_code == 405
    assert desk.post(f"{LIST}{other.pk}/end/")["Location"] == LIST
    assert phone.get(cast.url("permissions/")).status_code == 302
    assert desk.get(cast.url("permissions/")).status_code == 200
    assert "iPhone" not in desk.get(LIST).content.decode()
    entry = Entry.objects.get(action="accounts.end-session")
    assert entry.actor == f"account:{cast.account['member'].pk}"


def test_the_device_in_hand_can_be_ended_too(cast):
    desk = logged_in(cast, "member", DESK)
    own = UserSession.objects.get()
    assert desk.post(f"{LIST}{own.pk}/end/")["Location"] == "/accounts/login/"
    assert desk.get(cast.url("permissions/")).status_code == 302
    assert Entry.objects.filter(action="accounts.end-session").count() == 1


def test_all_others_at_once_is_in_the_log_as_well(cast):
    desk = logged_in(cast, "member", DESK)
    phone = enter("member-minatono-shi", PHONE)
    assert desk.post(LIST).status_code == 302
    assert phone.get(cast.url("permissions/")).status_code == 302
    assert desk.get(cast.url("permissions/")).status_code == 200
    assert Entry.objects.filter(action="accounts.end-session").count() == 1
    desk.post(LIST)
    assert Entry.objects.filter(action="accounts.end-session").count() == 1  # nothing was left to end


def test_a_foreign_device_does_not_exist(cast):
    member, chair = logged_in(cast, "member", DESK), logged_in(cast, "chair", PHONE)
    theirs = UserSession.objects.get(user=cast.account["chair"])
    assert member.post(f"{LIST}{theirs.pk}/end/").status_code == 404
    assert member.post(f"{LIST}999999/end/").status_code == 404
    assert Client().post(f"{LIST}{theirs.pk}/end/")["Location"].startswith("/accounts/login/")
    assert chair.get(cast.url("permissions/")).status_code == 200


def test_last_use_is_noted_but_not_at_every_click(cast, sql_count):
    desk = logged_in(cast, "member", DESK)
    begun = UserSession.objects.get().last_seen_at
    desk.get(cast.url("permissions/"))
    assert UserSession.objects.get().last_seen_at == begun
    with time_machine.travel(NOW + timedelta(minutes=11)):
        desk.get(cast.url("permissions/"), headers={"User-Agent": DESK + " newer"})
    found = UserSession.objects.get()
    assert found.last_seen_at - begun > timedelta(minutes=10)
    assert found.user_agent.endswith("newer")
    assert re.search("Windows · Edge", desk.get(LIST).content.decode())


@pytest.mark.parametrize(
    ("agent", "found"),
    [
        (DESK, ("Windows", "Edge")),
        (PHONE, ("iPhone", "Safari")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Linux", "Firefox")),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537", ("Android", "Chrome")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_devices_have_names_that_people_know(agent, found):
    assert device_of(agent) == found
