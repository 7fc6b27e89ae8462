"""Operators look after each other's way in; every assembly's ledger says so, and nobody locks everybody out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sakimori.foundation.access.models import Account, AccountLink, OperatorNote
from sakimori.foundation.access.queries import is_operator
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.ledger.queries import contents
from sakimori.front.accounts.actions import accounts, operators
from sakimori.front.cli.main import cli
from sakimori.testing import NOW, TODAY

PASSWORD = "潮騒と灯台のとても長いことば"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/welcome/[^<\s]+)")
LIST = "/operator/operators/"


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


def make(username, *, password=PASSWORD):
    account = Account(username=username, operator_from=TODAY - timedelta(days=30))
    account.set_password(password)
    account.save()
    return account


def enter(username, password=PASSWORD):
    client = Client()
    client.post("/accounts/login/", {"login": username, "password": password})
    return client


@pytest.fixture
def first(cast):
    return make("unyo-1")


def test_a_second_operator_is_invited_and_gets_in(cast, neighbour, first):
    browser = enter("unyo-1")
    assert LIST in browser.get("/operator/").content.decode()
    assert browser.post(LIST, {"username": "MEMBER-minatono-shi"}).status_code == 422
    page = browser.post(LIST, {"username": "unyo-2", "email": "two@example.jp"})
    assert "no-store" in page["Cache-Control"]
    link = LINK.search(page.content.decode())[1]
    assert "パスワード未設定" in browser.get(LIST).content.decode()
    second = Client()
    assert second.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert second.get(link).status_code == 404
    assert enter("unyo-2").get(LIST).status_code == 200
    made = Account.objects.get(username="unyo-2")
    assert not AccountLink.objects.filter(account=made).exists()
    for other in (cast, neighbour):
        with scope(other.assembly.pk):
            entry = Entry.objects.get(action="operators.invite")
            assert entry.actor == f"account:{first.pk}"
            assert OperatorNote.objects.get().username == "unyo-2"


def test_another_operators_way_in_is_made_anew_with_a_reason(cast, first):
    second = make("unyo-2")
    Authenticator.objects.create(user=second, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser, theirs = enter("unyo-1"), Client()
    theirs.force_login(second, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert theirs.get(LIST).status_code == 200
    url = f"{LIST}{second.pk}/reset/"
    assert browser.get(url).status_code == 405
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert not Entry.objects.filter(action="operators.reset").exists()
    kept = browser.post(url, {"reason": "忘れた"})
    assert Authenticator.objects.filter(user=second).exists()
    link = LINK.search(browser.post(url, {"reason": "紛失", "with_mfa": "on"}).content.decode())[1]
    assert Client().get(LINK.search(kept.content.decode())[1]).status_code == 404  # only the newest works
    assert not Authenticator.objects.filter(user=second).exists()
    assert theirs.get(LIST).status_code == 302
    assert enter("unyo-2").get(LIST).status_code == 302
    new = PASSWORD + "あたらしい"
    assert Client().post(link, {"password": new, "again": new}).status_code == 302
    assert enter("unyo-2", new).get(LIST).status_code == 200
    entry = Entry.objects.filter(action="operators.reset").latest("sequence")
    assert contents([entry])[entry.pk][0] == "紛失"
    with pytest.raises(ValidationError, match="自分"):
        operators.reset_operator(first, first, reason="x", with_mfa=True, at=NOW)


def test_the_last_operator_who_can_log_in_stays(cast, first):
    browser = enter("unyo-1")
    browser.post(LIST, {"username": "unyo-2"})
    second = Account.objects.get(username="unyo-2")
    url = f"{LIST}{first.pk}/active/"
    refused = browser.post(url, {"is_active": "no"}, follow=True)
    assert "ほかにいません" in refused.content.decode()
    first.refresh_from_db()
    assert is_operator(first, TODAY)
    second.set_password(PASSWORD)
    second.save()
    assert browser.post(url, {"is_active": "no"})["Location"] == "/"
    first.refresh_from_db()
    assert not is_operator(first, TODAY)
    other = enter("unyo-2")
    assert enter("unyo-1").get(LIST).status_code == 404
    assert other.post(url, {"is_active": "yes"})["Location"] == LIST
    assert enter("unyo-1").get(LIST).status_code == 200
    acts = Entry.objects.filter(action__startswith="operators.").order_by("sequence").values_list("action", flat=True)
    assert list(acts) == ["operators.invite", "operators.end", "operators.resume"]


def test_whoever_was_stopped_a_moment_ago_can_stop_nobody(cast, first):
    second = make("unyo-2")
    operators.end_operator(first, second, at=NOW)
    with pytest.raises(PermissionDenied):
        operators.end_operator(second, first, at=NOW)


def test_only_operators_and_only_operators_accounts(cast, first):
    manager = cast.client("manager")
    for path in ("", f"{first.pk}/"):
        assert manager.get(LIST + path).status_code == 404
        assert Client().get(LIST + path)["Location"].startswith("/accounts/login/")
    assert manager.post(f"{LIST}{first.pk}/reset/", {"reason": "x"}).status_code == 404
    assert manager.post(f"{LIST}{first.pk}/active/", {"is_active": "no"}).status_code == 404
    browser = enter("unyo-1")
    assert browser.get(f"{LIST}{first.pk}/").status_code == 200
    assert browser.get(f"{LIST}{cast.account['member'].pk}/").status_code == 404


def test_a_former_operator_is_in_a_managers_reach_again(cast, first):
    link = AccountLink.objects.select_related("account").get(account=cast.account["staff"])
    link.account.operator_from, link.account.operator_to = TODAY - timedelta(days=9), TODAY - timedelta(days=1)
    link.account.save()
    accounts.renew_password(cast.ctx("manager"), link=link)
    assert not link.account.has_usable_password()


def command(monkeypatch, *arguments):
    monkeypatch.setattr("sakimori.front.cli.start.load_django", lambda: None)
    return CliRunner().invoke(cli, ["account", *arguments])


def test_the_only_operator_is_locked_out_and_gets_in_by_the_command(cast, neighbour, first, monkeypatch):
    Authenticator.objects.create(user=first, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert command(monkeypatch, "operators").output.split() == ["unyo-1"]
    done = command(monkeypatch, "reset", "UNYO-1")
    assert done.exit_code == 0, done.output
    assert not Authenticator.objects.exists()
    link = LINK.search(done.output)[1]
    new = PASSWORD + "あたらしい"
    assert Client().post(link, {"password": new, "again": new}).status_code == 302
    assert enter("unyo-1").get(LIST).status_code == 302
    assert enter("unyo-1", new).get(LIST).status_code == 200
    for other in (cast, neighbour):
        with scope(other.assembly.pk):
            entry = Entry.objects.get(action="operators.reset")
            assert (entry.actor, entry.channel) == ("system", "cli")


def test_the_command_helps_an_account_of_an_assembly_too(cast, monkeypatch):
    done = command(monkeypatch, "reset", "manager-minatono-shi")
    assert Client().get(LINK.search(done.output)[1]).status_code == 200
    assert Entry.objects.filter(action="accounts.reset-mfa", actor="system").count() == 1
    missing = command(monkeypatch, "reset", "nobody")
    assert missing.exit_code == 1 and "その利用者はありません" in missing.output
