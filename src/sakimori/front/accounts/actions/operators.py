"""Writes about operators. They belong to no assembly; every assembly in use gets an entry about who runs its machine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import SYSTEM, TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.models import Account, OperatorNote
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import is_operator
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.queries import active_assemblies
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.types import Role
from sakimori.front.accounts.actions.sessions import end_all_sessions

log = logging.getLogger(__name__)

Note = Callable[..., None]


@action("operators.invite", permission=Permission.ASSEMBLY_MANAGE, sentence=_("運用管理者を登録しました"))
def note_invited(ctx: Context, *, account: Account) -> None:
    """Somebody else may run the installation."""
    _note(account).save()


@action("operators.reset", permission=Permission.ASSEMBLY_MANAGE, sentence=_("運用管理者のログインを作り直しました"))
def note_reset(ctx: Context, *, account: Account, with_mfa: bool) -> None:
    """The old password stopped working; a one-time link was given out."""
    row = _note(account)
    row.reset_at = ctx.at
    row.mfa_removed_at = ctx.at if with_mfa else row.mfa_removed_at
    row.save()


@action("operators.end", permission=Permission.ASSEMBLY_MANAGE, sentence=_("運用管理者を停止しました"))
def note_ended(ctx: Context, *, account: Account) -> None:
    """Somebody no longer runs the installation."""
    _note(account).save()


@action("operators.resume", permission=Permission.ASSEMBLY_MANAGE, sentence=_("運用管理者を再開しました"))
def note_resumed(ctx: Context, *, account: Account) -> None:
    """A former operator runs the installation again."""
    _note(account).save()


def invite_operator(by: Account, *, username: str, email: str, at: datetime) -> Account:
    """A new operator without a password; one is set by a one-time link. Raises ValidationError by field."""
    with transaction.atomic():
        _operators(by, at)
        account = Account(username=username.strip(), email=email, operator_from=_day(at))
        account.set_unusable_password()
        account.full_clean()
        if Account.objects.filter(username__iexact=account.username).exists():
            raise ValidationError({"username": _t("この利用者名は使われています。別の名前にしてください。")})
        account.save()
        _tell(by, note_invited, at, account=account)
    return account


def reset_operator(by: Account | None, account: Account, *, reason: str, with_mfa: bool, at: datetime) -> None:
    """The password (and the second factor) of another operator stops working at once; a link sets a new one.

    `by` is None for the command: whoever has the machine has the installation.
    """
    with transaction.atomic():
        if by is not None:
            _operators(by, at)
            if by.pk == account.pk:
                raise ValidationError(_t("自分のパスワードと二要素認証は、ログインの設定で変えてください。"))
        if not reason.strip():
            raise ValidationError({"reason": _t("理由と、本人であることをどう確かめたかを入力してください。")})
        account.set_unusable_password()
        account.save(update_fields=["password"])
        if with_mfa:
            Authenticator.objects.filter(user_id=account.pk).delete()
        end_all_sessions(account)
        _tell(by, note_reset, at, reason=reason, account=account, with_mfa=with_mfa)


def end_operator(by: Account, account: Account, *, at: datetime) -> None:
    """Somebody stops running the installation at once. Somebody who can log in must remain."""
    with transaction.atomic():
        rows = _operators(by, at)
        others = [row for row in rows if row.pk != account.pk and _runs(row, at) and row.has_usable_password()]
        if not others:
            raise ValidationError(
                _t(
                    "ログインできる運用管理者がほかにいません。別の運用管理者を登録し、ログインを確かめてからにしてください。"
                )
            )
        # The last day is a whole day, and it is over now.
        account.operator_to = _day(at) - timedelta(days=1)
        account.save(update_fields=["operator_to"])
        end_all_sessions(account)
        _tell(by, note_ended, at, account=account)


def resume_operator(by: Account, account: Account, *, at: datetime) -> None:
    """A former operator runs the installation again, from today."""
    with transaction.atomic():
        _operators(by, at)
        account.operator_from, account.operator_to, account.is_active = _day(at), None, True
        account.save(update_fields=["operator_from", "operator_to", "is_active"])
        _tell(by, note_resumed, at, account=account)


def _operators(by: Account, at: datetime) -> list[Account]:
    """All operators, locked: two who stop each other at the same moment must not leave nobody."""
    rows = list(Account.objects.select_for_update().filter(operator_from__isnull=False).order_by("pk"))
    if not any(row.pk == by.pk and _runs(row, at) for row in rows):
        raise PermissionDenied("operators")
    return rows


def _runs(account: Account, at: datetime) -> bool:
    return account.is_active and is_operator(account, _day(at))


def _day(at: datetime) -> date:
    return at.astimezone(TOKYO).date()


def _note(account: Account) -> OperatorNote:
    """This assembly's row about the operator, with what holds now."""
    row = OperatorNote.objects.filter(account_id=account.pk).first() or OperatorNote(account=account)
    row.username, row.from_date, row.to_date = account.username, account.operator_from, account.operator_to
    return row


def _tell(by: Account | None, note: Note, at: datetime, *, reason: str = "", **values: object) -> None:
    """One entry in the ledger of every assembly in use; a line in the installation's own log even where there is none."""
    actor, channel = SYSTEM, Channel.CLI
    if by is not None:
        actor, channel = Actor(by.pk, name=by.username, roles=frozenset({Role.OPERATOR})), Channel.WEB
    account = values["account"]
    log.warning("%s: account %s, by %s", note.__name__, getattr(account, "pk", None), actor.ledger_name)
    for assembly in active_assemblies():
        with scope(assembly.pk):
            note(context(assembly, actor, channel, at=at, reason=reason), **values)
