"""What happens to an account, told to each assembly that it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO, Actor, Channel, context, system_context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import actor_in_scope, assemblies_of
from sakimori.foundation.assemblies.scope import scope
from sakimori.front.accounts.actions import accounts as actions
from sakimori.front.accounts.actions.sessions import note_session_ended

ACTIONS: dict[str, Callable[..., Any]] = {
    "log-in": actions.note_log_in,
    "password": actions.note_password,
    "mfa-added": actions.note_mfa_added,
    "mfa-removed": actions.note_mfa_removed,
    "recovery-codes": actions.note_recovery_codes,
    "session-ended": note_session_ended,
}


def record_event(account: Account, event: str) -> None:
    """One entry in the ledger of every assembly that the account serves, in the name of its person."""
    at = timezone.now()
    for assembly in assemblies_of(account):
        with scope(assembly.pk):
            link = AccountLink.objects.filter(account_id=account.pk).select_related("person").first()
            if link is None:
                continue
            held = actor_in_scope(account, at.astimezone(TOKYO).date())
            # Somebody who holds no post any more may still log in, and that is worth a line (ORG-7).
            actor = Actor(
                account.pk,
                link.person_id,
                link.person.shown_name,
                held.roles if held else frozenset(),
                granted=frozenset({Permission.ACCOUNT_SELF}),
                posts=held.posts if held else (),
            )
            ACTIONS[event](context(assembly, actor, Channel.WEB, at=at), link=link)


def reset_by_command(account: Account, *, reason: str) -> None:
    """Whoever has the machine resets an account of an assembly; each assembly that it serves gets the entries."""
    with transaction.atomic():
        for assembly in assemblies_of(account):
            with scope(assembly.pk):
                link = AccountLink.objects.filter(account_id=account.pk).select_related("account").get()
                ctx = system_context(assembly, Channel.CLI).because(reason)
                actions.renew_password(ctx, link=link)
                actions.reset_mfa(ctx, link=link)
