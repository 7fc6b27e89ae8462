"""One-time links by which a person sets a password. Nothing is stored: a link dies when the password changes."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from sakimori.foundation.access.models import Account


class OneTime(PasswordResetTokenGenerator):
    """Bound to the present (unusable) password, so that a link works once and only the newest works."""

    key_salt = "sakimori.accounts.onetime"


_tokens = OneTime()


def link_for(account: Account, address: str) -> str:
    """The whole address to hand to the person; good for a week (PASSWORD_RESET_TIMEOUT)."""
    key = urlsafe_base64_encode(str(account.pk).encode())
    return address + reverse("accounts:welcome", kwargs={"key": key, "token": _tokens.make_token(account)})


def account_of(key: str, token: str) -> Account | None:
    """Whose link this is, while it is good."""
    try:
        account = Account.objects.filter(pk=int(urlsafe_base64_decode(key)), is_active=True).first()
    except ValueError:
        return None
    if account is None or account.has_usable_password() or not _tokens.check_token(account, token):
        return None
    return account
