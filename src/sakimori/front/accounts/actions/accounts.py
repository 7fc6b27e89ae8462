"""Writes about accounts. Accounts belong to the installation; their links to persons are an assembly's records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import Account, AccountLink, ApiToken
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.tokens import digest_of, new_token
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.front.accounts.actions.sessions import end_all_sessions

LONGEST_TOKEN_DAYS = 366


@action("accounts.log-in", permission=Permission.ACCOUNT_SELF, sentence=_("ログインしました"))
def note_log_in(ctx: Context, *, link: AccountLink) -> None:
    """Somebody logged in."""
    link.logged_in_at = ctx.at
    link.save()


@action("accounts.set-password", permission=Permission.ACCOUNT_SELF, sentence=_("パスワードを変えました"))
def note_password(ctx: Context, *, link: AccountLink) -> None:
    """Somebody changed their own password."""
    link.password_set_at = ctx.at
    link.save()


@action("accounts.add-mfa", permission=Permission.ACCOUNT_SELF, sentence=_("二要素認証の手段を加えました"))
def note_mfa_added(ctx: Context, *, link: AccountLink) -> None:
    """An authenticator app or a passkey was added."""
    link.mfa_changed_at = ctx.at
    link.save()


@action("accounts.remove-mfa", permission=Permission.ACCOUNT_SELF, sentence=_("二要素認証の手段を外しました"))
def note_mfa_removed(ctx: Context, *, link: AccountLink) -> None:
    """An authenticator app or a passkey was removed by its owner."""
    link.mfa_changed_at = ctx.at
    link.save()


@action("accounts.recovery-codes", permission=Permission.ACCOUNT_SELF, sentence=_("回復コードを作り直しました"))
def note_recovery_codes(ctx: Context, *, link: AccountLink) -> None:
    """New recovery codes were made."""
    link.mfa_changed_at = ctx.at
    link.save()


@action("accounts.invite", permission=Permission.ACCOUNT_MANAGE, sentence=_("利用者を登録しました"))
def invite(ctx: Context, *, person: Person, username: str, email: str = "") -> AccountLink:
    """A new account for a person; it has no password until the person sets one by a one-time link."""
    if AccountLink.objects.filter(person=person, is_active=True).exists():
        raise ValidationError({"person": _t("この人には、すでに利用者が登録されています。")})
    account = Account(username=username.strip(), email=email)
    account.set_unusable_password()
    account.full_clean()
    if Account.objects.filter(username__iexact=account.username).exists():
        raise ValidationError({"username": _t("この利用者名は使われています。別の名前にしてください。")})
    account.save()
    return AccountLink.objects.create(account=account, person=person)


@action("accounts.link", permission=Permission.ACCOUNT_MANAGE, sentence=_("利用者と対象者を結び付けました"))
def link_person(ctx: Context, *, link: AccountLink, person: Person) -> AccountLink:
    """Another person takes over the link (e.g. the wrong one was chosen)."""
    link.person = person
    link.save()
    return link


@action(
    "accounts.renew-password",
    permission=Permission.ACCOUNT_MANAGE,
    sentence=_("パスワードの設定用リンクを発行しました"),
)
def renew_password(ctx: Context, *, link: AccountLink) -> Account:
    """The old password stops working at once; the person sets a new one by a one-time link."""
    account = _own_account(ctx, link)
    if account.pk == ctx.actor.account_id:
        raise ValidationError(_t("自分のパスワードは、ログインの設定で変えてください。"))
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_all_sessions(account)
    link.password_set_at = None
    link.save()
    return account


@action(
    "accounts.reset-mfa", permission=Permission.ACCOUNT_MANAGE, sentence=_("二要素認証を解除しました（管理者による）")
)
def reset_mfa(ctx: Context, *, link: AccountLink) -> None:
    """Another manager removes somebody's authenticators, with a reason (`ctx.because`)."""
    account = _own_account(ctx, link)
    if account.pk == ctx.actor.account_id:
        raise ValidationError(_t("自分の二要素認証は、ここでは解除できません。ほかの管理者に依頼してください。"))
    if not ctx.reason.strip():
        raise ValidationError({"reason": _t("解除する理由と、本人であることをどう確かめたかを入力してください。")})
    Authenticator.objects.filter(user_id=account.pk).delete()
    end_all_sessions(account)
    link.mfa_changed_at = ctx.at
    link.save()


@action("accounts.set-active", permission=Permission.ACCOUNT_MANAGE, sentence=_("利用者の有効・停止を変えました"))
def set_active(ctx: Context, *, link: AccountLink, is_active: bool) -> AccountLink:
    """Stop or resume an account's work in this assembly; stopping ends its sessions at once."""
    if link.account_id == ctx.actor.account_id and not is_active:
        raise ValidationError(_t("自分の利用は停止できません。ほかの管理者に依頼してください。"))
    link.is_active = is_active
    link.save()
    if not is_active:
        end_all_sessions(link.account)
    return link


@action("accounts.stop-person", permission=Permission.ACCOUNT_MANAGE, sentence=_("この人の利用をすべて停止しました"))
def stop_accounts(ctx: Context, person: Person) -> int:
    """Stop every account of a person, from a case. Gives how many were still in use."""
    links = list(AccountLink.objects.filter(person=person, is_active=True).select_related("account"))
    for link in links:
        set_active(ctx, link=link, is_active=False)
    return len(links)


@action(
    "accounts.follow-posts", permission=Permission.ACCOUNT_MANAGE, sentence=_("任期や任命に合わせて権限が変わりました")
)
def note_roles(ctx: Context, *, changed: Iterable[tuple[AccountLink, list[str]]]) -> None:
    """What people may do changed because a period began or ended (ORG-7). Written by the job."""
    for link, roles in changed:
        link.roles = roles
        link.save()


@action("accounts.issue-token", permission=Permission.API_TOKEN, sentence=_("API の鍵を発行しました"))
def issue_token(ctx: Context, *, name: str, scopes: Iterable[str], expires_on: date) -> tuple[ApiToken, str]:
    """A key for a program: never more than its owner may do, and not for ever. The key is given once."""
    wanted = sorted(set(scopes))
    allowed = {str(permission) for permission in ctx.actor.permissions()}
    if not wanted or not allowed.issuperset(wanted):
        raise ValidationError({"scopes": _t("ご自身に許されていることの中から、一つ以上選んでください。")})
    if not ctx.today < expires_on <= ctx.today + timedelta(days=LONGEST_TOKEN_DAYS):
        raise ValidationError({"expires_on": _t("有効期限は明日から一年以内の日にしてください。")})
    owner = AccountLink.objects.filter(account_id=ctx.actor.account_id, is_active=True).first()  # type: ignore[misc]
    if owner is None:
        raise PermissionDenied("accounts.issue-token")
    token = new_token()
    row = ApiToken(name=name, owner=owner, digest=digest_of(token), scopes=wanted, expires_on=expires_on)
    row.full_clean()
    row.save()
    return row, token


@action("accounts.revoke-token", permission=Permission.API_TOKEN, sentence=_("API の鍵を取り消しました"))
def revoke_token(ctx: Context, *, token: ApiToken) -> None:
    """The key stops working at once."""
    if token.revoked_at is None:
        token.revoked_at = ctx.at
        token.save()


def set_first_password(account: Account, *, password: str) -> None:
    """The owner of a one-time link sets a password; the log says so by `events.record_event`."""
    account.set_password(password)
    account.save(update_fields=["password"])


def _own_account(ctx: Context, link: AccountLink) -> Account:
    """An account that also runs the installation (or soon will) is out of an assembly's reach."""
    account = link.account
    if account.operator_from is not None and (account.operator_to is None or account.operator_to >= ctx.today):
        raise ValidationError(_t("運用管理者を兼ねる利用者です。運用管理の画面から行ってください。"))
    return link.account
