"""Ending log-ins, one or all the others. Log-ins belong to the installation; that one was ended is in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action


@action("accounts.end-session", permission=Permission.ACCOUNT_SELF, sentence=_("端末をログアウトさせました"))
def note_session_ended(ctx: Context, *, link: AccountLink) -> None:
    """Somebody ended a log-in of their own from another device."""
    link.session_ended_at = ctx.at
    link.save()


def end_sessions(sessions: Iterable[UserSession]) -> int:
    """End these log-ins at once; the log says so by `events.record_event`."""
    with transaction.atomic():
        number = 0
        for number, session in enumerate(sessions, start=1):  # noqa: B007
            session.end()
    return number


def end_all_sessions(account: Account) -> int:
    """End every log-in of an account."""
    return end_sessions(UserSession.objects.filter(user_id=account.pk))


def note_seen(session_key: str, *, address: str, user_agent: str, at: datetime) -> None:
    """When and from where a log-in was last used."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at, ip=address, user_agent=user_agent)
