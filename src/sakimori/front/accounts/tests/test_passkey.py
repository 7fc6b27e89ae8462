"""A passkey is added and used to log in, in a real browser with a virtual authenticator, under the strict CSP."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ledger.models import Entry
from sakimori.testing import make_cast

PASSWORD = "潮騒と灯台のとても長いことば"
pytestmark = pytest.mark.browser


def with_authenticator(chromium: Browser, complaints: list[str]) -> Page:
    page = chromium.new_context(locale="ja-JP").new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_passkey_from_adding_to_logging_in(transactional_db, live_server, chromium, settings):
    cache.clear()
    cast = make_cast("minatono-shi", "みなと野市議会")
    account = cast.account["manager"]
    account.set_password(PASSWORD)
    account.save()
    # Passkeys are bound to a host name, never to a number.
    address = live_server.url.replace("127.0.0.1", "localhost")
    complaints: list[str] = []
    page = with_authenticator(chromium, complaints)
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "manager-minatono-shi")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.button-primary")
    page.goto(f"{address}/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.button-primary")
    page.fill("[name=name]", "事務局の端末")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    page.context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.goto(f"{address}/a/minatono-shi/permissions/")
    expect(page.locator("h1")).to_have_text("だれが何をできるか")
    assert not [text for text in complaints if "Content Security Policy" in text], complaints
    with scope(cast.assembly.pk):
        acts = list(Entry.objects.order_by("sequence").values_list("action", flat=True))[1:]
    assert acts == ["accounts.log-in", "accounts.add-mfa", "accounts.log-in"]
