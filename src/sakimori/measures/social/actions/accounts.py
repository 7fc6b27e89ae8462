"""Accounts: opened, looked through, handed over, shown to the public, closed (SNS-1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.models import Post as OfficePost
from sakimori.measures.social.models import AccountHandover, AccountLook, AccountPart, SocialAccount
from sakimori.measures.social.types import Network, Part

MANAGE = Permission.SUPPLIER_MANAGE
TICKS = ("password_changed_on", "mfa_moved_on", "recovery_changed_on", "sessions_ended_on")
"""What is changed when somebody stops doing their part."""


@action("social.open-account", permission=MANAGE, sentence=_("SNSアカウントを台帳に載せました"))
def open_account(ctx: Context, /, **values: Any) -> SocialAccount:
    """An account comes onto the ledger. Raises ValidationError."""
    return _kept(ctx, SocialAccount(), values)


@action("social.edit-account", permission=MANAGE, sentence=_("SNSアカウントの内容を直しました"))
def edit_account(ctx: Context, /, *, account: SocialAccount, **values: Any) -> SocialAccount:
    """Its facts."""
    return _kept(ctx, account, values)


def _kept(ctx: Context, account: SocialAccount, values: dict[str, Any]) -> SocialAccount:
    for name, value in values.items():
        setattr(account, name, value)
    if account.opened_on > ctx.today:
        raise ValidationError({"opened_on": _t("始めた日に先の日付は入力できません。")})
    if account.network == Network.OTHER and not account.network_name.strip():
        raise ValidationError({"network_name": _t("サービスの名前を書いてください。")})
    account.full_clean()
    account.save()
    return account


@action("social.publish", permission=MANAGE, sentence=_("公式アカウントの知らせ方を変えました"))
def publish_account(ctx: Context, *, account: SocialAccount, is_official: bool) -> SocialAccount:
    """The public page names it, or no longer."""
    account.published_on = (account.published_on or ctx.today) if is_official else None
    account.save()
    return account


@action("social.give-part", permission=MANAGE, sentence=_("SNSの受け持ちを決めました"))
def give_part(
    ctx: Context,
    *,
    account: SocialAccount,
    part: str,
    from_date: date,
    post: OfficePost | None = None,
    person: Person | None = None,
) -> AccountPart:
    """Somebody, or whoever holds a post, does something for the account. One is in charge at a time."""
    if (post is None) == (person is None):
        raise ValidationError({"post": _t("職か人の、どちらか一方を選んでください。")})
    if part == Part.LEAD and AccountPart.objects.filter(account=account, part=Part.LEAD, to_date__isnull=True).exists():
        raise ValidationError({"part": _t("責任者がいます。いまの責任者の行の「引き継ぐ」から、替えてください。")})
    made = AccountPart(account=account, part=part, post=post, person=person, from_date=from_date)
    made.full_clean()
    made.save()
    return made


@action("social.end-part", permission=MANAGE, sentence=_("SNSの受け持ちを終えました"))
def end_part(ctx: Context, *, part: AccountPart, to_date: date) -> AccountHandover:
    """Nobody follows; what has to be changed is asked for all the same."""
    return _over(part, None, to_date)


@action("social.hand-over", permission=MANAGE, sentence=_("SNSの受け持ちを引き継ぎました"))
def hand_over(
    ctx: Context,
    *,
    part: AccountPart,
    last_day: date,
    post: OfficePost | None = None,
    person: Person | None = None,
) -> AccountHandover:
    """The old one until the last day, the new one from the day after; then the sheet is worked through."""
    if (post is None) == (person is None):
        raise ValidationError({"post": _t("職か人の、どちらか一方を選んでください。")})
    new = AccountPart(
        account=part.account, part=part.part, post=post, person=person, from_date=last_day + timedelta(days=1)
    )
    new.full_clean()
    return _over(part, new, last_day)


def _over(part: AccountPart, new: AccountPart | None, last_day: date) -> AccountHandover:
    if part.to_date is not None:
        raise ValidationError(_t("この受け持ちは、すでに終わっています。"))
    if last_day < part.from_date:
        raise ValidationError({"last_day": _t("始めた日以後の日にしてください。")})
    part.to_date = last_day
    part.save()
    if new is not None:
        new.save()
    made = AccountHandover(account=part.account, old=part, new=new, last_day=last_day)
    made.full_clean()
    made.save()
    return made


@action("social.finish-handover", permission=MANAGE, sentence=_("SNSの引継ぎで替えたものを記録しました"))
def finish_handover(
    ctx: Context, /, *, handover: AccountHandover, note: str = "", **ticks: date | None
) -> AccountHandover:
    """What was changed, and when. Raises ValidationError for a day to come."""
    for name in TICKS:
        day = ticks.get(name)
        if day is not None and day > ctx.today:
            raise ValidationError({name: _t("先の日付は入力できません。")})
        setattr(handover, name, day)
    handover.note = note.strip()
    handover.full_clean()
    handover.save()
    return handover


@action("social.look-through", permission=MANAGE, sentence=_("SNSアカウントを点検しました"))
def look_through(ctx: Context, /, *, account: SocialAccount, looked_on: date, **values: Any) -> AccountLook:
    """Somebody went through the settings."""
    if looked_on > ctx.today or looked_on < account.opened_on:
        raise ValidationError({"looked_on": _t("始めた日から今日までの日にしてください。")})
    look = AccountLook(account=account, looked_on=looked_on, person_id=ctx.actor.person_id, **values)
    look.full_clean()
    look.save()
    return look


@action("social.close-account", permission=MANAGE, sentence=_("SNSアカウントをやめました"))
def close_account(ctx: Context, *, account: SocialAccount, closed_on: date, close_note: str) -> SocialAccount:
    """It is no longer used; everybody's part in it ends."""
    if account.closed_on is not None:
        raise ValidationError(_t("すでにやめています。"))
    if closed_on > ctx.today or closed_on < account.opened_on:
        raise ValidationError({"closed_on": _t("始めた日から今日までの日にしてください。")})
    account.closed_on, account.close_note = closed_on, close_note.strip()
    account.full_clean()
    account.save()
    for part in AccountPart.objects.filter(account=account, to_date__isnull=True, from_date__lte=closed_on):
        part.to_date = closed_on
        part.save()
    return account
