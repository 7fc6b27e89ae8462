"""How log-in behaves here: nobody signs up by themselves, and what happens to an account is in the ledger.

allauth calls these methods; each event becomes one action in every assembly that the account serves.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sakimori.foundation.access.models import Account
from sakimori.front.accounts.events import record_event
from sakimori.front.accounts.middleware import SEEN

# allauth announces each of these changes once, by the name of the mail it would send.
EVENTS = {
    "account/email/password_changed": "password",
    "account/email/password_set": "password",
    "account/email/password_reset": "password",
    "mfa/email/totp_activated": "mfa-added",
    "mfa/email/totp_deactivated": "mfa-removed",
    "mfa/email/webauthn_added": "mfa-added",
    "mfa/email/webauthn_removed": "mfa-removed",
    "mfa/email/recovery_codes_generated": "recovery-codes",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the office (or by first-run set-up), never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        record_event(user, "log-in")
        request.session[SEEN] = int(time.time())
        return super().post_login(request, user, **kwargs)

    def send_notification_mail(self, template_prefix: str, user: Account, context: Any = None, **kwargs: Any) -> None:
        if template_prefix in EVENTS:
            record_event(user, EVENTS[template_prefix])
        if settings.ENV.smtp_host and user.email:
            super().send_notification_mail(template_prefix, user, context, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Passkeys are bound to the host of the installation's address."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = settings.ENV.address.split("://")[-1].split("/")[0].split(":")[0]
        return {"id": "localhost" if host == "127.0.0.1" else host, "name": "Sakimori"}
