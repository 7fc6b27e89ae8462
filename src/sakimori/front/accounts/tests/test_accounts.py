"""From an empty installation to people who can log in; what happens to accounts is in the ledger."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.models import Account, AccountLink, ApiToken
from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.access.tokens import digest_of
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.ledger.queries import contents
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.front.accounts.actions import accounts as actions
from sakimori.front.accounts.jobs import follow_posts
from sakimori.front.accounts.views.entry import code_path
from sakimori.front.cli.start import setup_code
from sakimori.testing import NOW, TODAY

PASSWORD = "潮騒と灯台のとても長いことば"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/welcome/[^<\s]+)")

SCOPE_STATEMENTS = 0 if connection.vendor == "sqlite" else 4
"""PostgreSQL is told the scope, inside a transaction."""


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    kept = settings.ENV.data
    object.__setattr__(settings.ENV, "data", tmp_path)
    cache.clear()
    yield tmp_path
    object.__setattr__(settings.ENV, "data", kept)


@action("test.end-appointment", permission=Permission.ORGANIZATION_MANAGE, sentence="任命を終えました")
def end_appointment(ctx, *, person, to_date):
    Appointment.objects.filter(person=person).update(to_date=to_date)


def first_account(browser, tmp_path, **other):
    values = {"code": setup_code(tmp_path), "username": "unyo", "email": "", "password": PASSWORD, "again": PASSWORD}
    return browser.post("/setup/", values | other)


@pytest.mark.django_db
def test_first_run_to_an_assembly_with_a_person_who_can_log_in(own_place):
    browser = Client()
    assert browser.get("/setup/").status_code == 200
    assert first_account(browser, own_place, code="0000-0000-0000").status_code == 422
    assert first_account(browser, own_place, again="ちがうことばちがうことば").status_code == 422
    assert not Account.objects.exists()
    done = first_account(browser, own_place)
    assert (done.status_code, done["Location"]) == (302, "/operator/register/")
    assert not code_path().exists()
    assert Client().get("/setup/").status_code == 404
    values = {
        "name": "みなと野市議会",
        "body_name": "みなと野市",
        "kind": "city",
        "slug": "minatono-shi",
        "person_name": "浜口 隆",
        "role": "secretary_general",
        "username": "hamaguchi",
    }
    assert browser.post("/operator/register/", values | {"slug": "み"}).status_code == 422
    page = browser.post("/operator/register/", values)
    link = LINK.search(page.content.decode())[1]
    assert "みなと野市議会" in browser.get("/operator/").content.decode()
    assert browser.post("/operator/register/", values | {"username": "other"}).status_code == 422
    person = Client()
    assert person.get(link).status_code == 200
    assert person.post(link, {"password": "password1234", "again": "password1234"}).status_code == 422
    assert person.post(link, {"password": PASSWORD, "again": PASSWORD})["Location"] == "/accounts/login/"
    assert person.get(link).status_code == 404
    login = person.post("/accounts/login/", {"login": "hamaguchi", "password": PASSWORD})
    assert login.status_code == 302
    assert person.get("/a/minatono-shi/accounts/").status_code == 200
    with scope(Assembly.objects.get().pk):
        acts = list(Entry.objects.order_by("sequence").values_list("action", flat=True))
        assert acts == ["assemblies.register", "accounts.set-password", "accounts.log-in"]
        assert Post.objects.filter(is_required=True).count() == 4


@pytest.mark.django_db
def test_stranger_cannot_guess_the_code(own_place):
    setup_code(own_place)
    browser = Client()
    for _number in range(10):
        assert first_account(browser, own_place, code="1111-1111-1111").status_code == 422
    assert first_account(browser, own_place).status_code == 429
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_set_up_without_a_code_file_stays_closed():
    values = {"code": "", "username": "x", "password": PASSWORD, "again": PASSWORD}
    assert Client().post("/setup/", values).status_code == 422
    assert Client().post("/setup/", values | {"code": "0"}).status_code == 422
    assert not Account.objects.exists()


def test_operator_pages_are_for_operators(cast):
    assert cast.client("manager").get("/operator/").status_code == 404
    assert cast.client("manager").get("/operator/register/").status_code == 404
    assert Client().get("/operator/")["Location"].startswith("/accounts/login/")


def test_manager_registers_an_account(cast, neighbour):
    manager = cast.client("manager")
    person = AccountLink.objects.get(account=cast.account["member"]).person
    with scope(neighbour.assembly.pk):
        foreign = Person.objects.first()
    values = {"person": foreign.pk, "username": "new"}
    assert manager.post(cast.url("accounts/"), values).status_code == 422
    actions.set_active(cast.ctx("manager"), link=AccountLink.objects.get(person=person), is_active=False)
    page = manager.post(cast.url("accounts/"), {"person": person.pk, "username": "MEMBER-minatono-shi"})
    assert page.status_code == 422
    assert "使われています" in page.content.decode()
    page = manager.post(cast.url("accounts/"), {"person": person.pk, "username": "takahashi"})
    assert LINK.search(page.content.decode())
    assert "no-store" in page["Cache-Control"]
    assert Account.objects.get(username="takahashi").has_usable_password() is False


def test_new_link_ends_the_old_password_and_sessions(cast):
    link = AccountLink.objects.get(account=cast.account["member"])
    cast.account["member"].set_password(PASSWORD)
    cast.account["member"].save()
    member = Client()
    member.post("/accounts/login/", {"login": "member-minatono-shi", "password": PASSWORD})
    assert member.get(cast.url("permissions/")).status_code == 200
    assert UserSession.objects.count() == 1
    manager = cast.client("manager")
    first = LINK.search(manager.post(cast.url(f"accounts/{link.pk}/renew/")).content.decode())[1]
    assert member.get(cast.url("permissions/")).status_code == 302
    assert not Client().login(username="member-minatono-shi", password=PASSWORD)
    second = LINK.search(manager.post(cast.url(f"accounts/{link.pk}/renew/")).content.decode())[1]
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_mfa_is_reset_by_another_with_a_reason(cast):
    for role in ("staff", "manager"):
        Authenticator.objects.create(user=cast.account[role], type=Authenticator.Type.TOTP, data={"secret": "x"})
    link = AccountLink.objects.get(account=cast.account["staff"])
    manager = cast.client("manager")
    url = cast.url(f"accounts/{link.pk}/reset-mfa/")
    assert manager.post(url, {"reason": ""}).status_code == 422
    assert manager.get(url).status_code == 405
    assert manager.post(url, {"reason": "端末の紛失。職員証で確認"}).status_code == 302
    assert not Authenticator.objects.filter(user=cast.account["staff"]).exists()
    entry = Entry.objects.get(action="accounts.reset-mfa")
    assert contents([entry])[entry.pk][0] == "端末の紛失。職員証で確認"
    own = AccountLink.objects.get(account=cast.account["manager"])
    with pytest.raises(ValidationError, match="自分"):
        actions.reset_mfa(cast.ctx("manager").because("x"), link=own)
    with pytest.raises(PermissionDenied):
        actions.reset_mfa(cast.ctx("staff").because("x"), link=own)


def test_operator_is_out_of_a_managers_reach(cast):
    Account.objects.filter(pk=cast.account["staff"].pk).update(operator_from=TODAY)
    link = AccountLink.objects.select_related("account").get(account=cast.account["staff"])
    with pytest.raises(ValidationError, match="運用管理者"):
        actions.renew_password(cast.ctx("manager"), link=link)


def test_stopped_account_sees_nothing(cast):
    link = AccountLink.objects.get(account=cast.account["member"])
    manager, member = cast.client("manager"), cast.client("member")
    assert manager.post(cast.url(f"accounts/{link.pk}/active/"), {"is_active": "no"}).status_code == 302
    assert member.get(cast.url("permissions/")).status_code in {302, 404}
    manager.post(cast.url(f"accounts/{link.pk}/active/"), {"is_active": "yes"})
    assert cast.client("member").get(cast.url("permissions/")).status_code == 200
    own = AccountLink.objects.get(account=cast.account["manager"])
    manager.post(cast.url(f"accounts/{own.pk}/active/"), {"is_active": "no"})
    own.refresh_from_db()
    assert own.is_active


def test_account_of_a_neighbour_is_not_there(cast, neighbour):
    with scope(neighbour.assembly.pk):
        foreign = AccountLink.objects.first()
    manager = cast.client("manager")
    assert manager.get(cast.url(f"accounts/{foreign.pk}/")).status_code == 404
    assert manager.post(cast.url(f"accounts/{foreign.pk}/renew/")).status_code == 404
    for role in ("staff", "member", "chair", "auditor"):
        assert cast.client(role).get(cast.url("accounts/")).status_code == 403


def test_former_holder_loses_access_at_midnight_and_the_log_says_so(cast):
    now = timezone.now()
    today = now.astimezone(TOKYO).date()
    follow_posts(now)
    before = Entry.objects.filter(action="accounts.follow-posts").count()
    follow_posts(now)
    assert Entry.objects.filter(action="accounts.follow-posts").count() == before == 1
    end_appointment(cast.ctx("manager", at=now), person=cast.person["staff"], to_date=today)
    assert cast.client("staff").get(cast.url("permissions/")).status_code == 200
    end_appointment(cast.ctx("manager", at=now), person=cast.person["staff"], to_date=today - timedelta(days=1))
    assert cast.client("staff").get(cast.url("permissions/")).status_code == 404
    follow_posts(now)
    entry = Entry.objects.filter(action="accounts.follow-posts").latest("sequence")
    change = contents([entry])[entry.pk][1][0]
    assert (change.before["roles"], change.after["roles"]) == (["staff"], [])


def test_log_in_of_somebody_without_a_post_is_noted(cast):
    cast.account["staff"].set_password(PASSWORD)
    cast.account["staff"].save()
    end_appointment(cast.ctx("manager"), person=cast.person["staff"], to_date=date(2026, 1, 1))
    Client().post("/accounts/login/", {"login": "staff-minatono-shi", "password": PASSWORD})
    entry = Entry.objects.get(action="accounts.log-in")
    assert entry.actor == f"account:{cast.account['staff'].pk}"


def test_who_may_do_what_is_shown(cast, django_assert_max_num_queries):
    member = cast.client("member")
    with django_assert_max_num_queries(12 + SCOPE_STATEMENTS):
        text = member.get(cast.url("permissions/")).content.decode()
    assert text.count("<strong>できます</strong>") == len(MATRIX["member"])
    assert "（あなたの役割）" in text


def test_list_costs_the_same_for_more_people(cast, django_assert_max_num_queries):
    for number in range(20):
        person = Person(name=f"人 {number}")
        link_one(cast.ctx("manager"), person=person, username=f"u{number}")
    manager = cast.client("manager")
    with django_assert_max_num_queries(14 + SCOPE_STATEMENTS):
        assert manager.get(cast.url("accounts/")).status_code == 200


@action("test.link-one", permission=Permission.ACCOUNT_MANAGE, sentence="x")
def link_one(ctx, *, person, username):
    person.save()
    actions.invite(ctx, person=person, username=username)


def test_key_for_programs_is_shown_once_and_revoked(cast):
    manager = cast.client("manager")
    soon = (timezone.now() + timedelta(days=30)).date()
    values = {"name": "取込み", "scopes": ["board:read"], "expires_on": soon.isoformat()}
    assert manager.post(cast.url("tokens/"), values | {"scopes": ["assembly:manage"]}).status_code == 422
    assert manager.post(cast.url("tokens/"), values | {"expires_on": "2099-01-01"}).status_code == 422
    token = re.search(r"skm_[\w-]+", manager.post(cast.url("tokens/"), values).content.decode())[0]
    row = ApiToken.objects.get()
    assert row.digest == digest_of(token)
    text = manager.get(cast.url("tokens/")).content.decode()
    assert token not in text
    assert "有効" in text
    assert manager.post(cast.url(f"tokens/{row.pk}/revoke/")).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert cast.client("staff").get(cast.url("tokens/")).status_code == 403


def test_token_is_never_more_than_its_owner(cast):
    with pytest.raises(ValidationError):
        actions.issue_token(cast.ctx("manager"), name="x", scopes=["assembly:manage"], expires_on=NOW.date())


def test_wrong_passwords_lock_out_even_the_right_one(cast):
    cast.account["chair"].set_password(PASSWORD)
    cast.account["chair"].save()
    browser = Client()
    for _number in range(6):
        browser.post("/accounts/login/", {"login": "chair-minatono-shi", "password": "wrong"})
    browser.post("/accounts/login/", {"login": "chair-minatono-shi", "password": PASSWORD})
    assert browser.get(cast.url("permissions/"))["Location"].startswith("/accounts/login/")


def test_password_change_and_authenticator_are_noted(cast):
    account = cast.account["chair"]
    account.set_password(PASSWORD)
    account.save()
    browser = Client()
    browser.post("/accounts/login/", {"login": "chair-minatono-shi", "password": PASSWORD})
    new = PASSWORD + "あたらしい"
    changed = browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert changed.status_code == 302
    assert Entry.objects.filter(action="accounts.set-password").count() == 1
    for path in ("/accounts/login/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/"):
        assert browser.get(path, follow=True).status_code == 200


def test_second_factor_is_set_up_and_noted(cast, settings, django_capture_on_commit_callbacks):
    from allauth.mfa.totp.internal import auth

    account = cast.account["manager"]
    account.set_password(PASSWORD)
    account.save()
    browser = Client()
    browser.post("/accounts/login/", {"login": "manager-minatono-shi", "password": PASSWORD})
    object.__setattr__(settings.ENV, "mfa_required", True)
    try:
        assert browser.get(cast.url("accounts/"))["Location"] == "/accounts/2fa/"
        assert browser.get("/accounts/2fa/totp/activate/").status_code == 302  # who is at the keyboard?
        browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = browser.get("/accounts/2fa/totp/activate/")
        secret = page.context["form"].secret
        code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
        assert browser.get(cast.url("accounts/")).status_code == 200
    finally:
        object.__setattr__(settings.ENV, "mfa_required", False)
    assert Entry.objects.filter(action="accounts.add-mfa").count() == 1
    fresh = Client()
    asked = fresh.post("/accounts/login/", {"login": "manager-minatono-shi", "password": PASSWORD})
    assert asked["Location"].startswith("/accounts/2fa/authenticate/")
    assert fresh.get(cast.url("accounts/")).status_code == 302
