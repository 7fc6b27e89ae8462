"""Registering an assembly, with the people and posts without which nobody could begin."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.models import Appointment, Person, Post, Unit
from sakimori.foundation.people.types import Role, UnitKind

POSTS = (
    (UnitKind.ASSEMBLY, Role.CHAIR, _("議長")),
    (UnitKind.ASSEMBLY, Role.DEPUTY, _("副議長")),
    (UnitKind.SECRETARIAT, Role.SECRETARY_GENERAL, _("事務局長")),
    (UnitKind.SECRETARIAT, Role.MANAGER, _("情報セキュリティ管理者")),
    (UnitKind.SECRETARIAT, Role.STAFF, _("事務局職員")),
)


def create_operator(*, username: str, email: str, password: str, on: date) -> Account:
    """The first account of an installation; it runs the installation and sees no assembly's records."""
    account = Account(username=username.strip(), email=email, operator_from=on)
    account.set_password(password)
    account.full_clean()
    account.save()
    return account


def register_assembly(account: Account, *, assembly: dict[str, Any], first: dict[str, Any], role: Role) -> AccountLink:
    """A new assembly with its units, posts and first person, who may be the operator themselves.

    `first` has name, kana, email, username (empty: the operator's own account). Raises ValidationError by field.
    """
    at = timezone.now()
    today = at.astimezone(TOKYO).date()
    with transaction.atomic():
        made = Assembly(**assembly, joined_on=today)
        made.full_clean()
        made.save()
        with scope(made.pk):
            ctx = context(
                made, Actor(account.pk, name=account.username, roles=frozenset({Role.OPERATOR})), Channel.WEB, at=at
            )
            return found_office(ctx, first=first, role=role, own=account)


@action(
    "assemblies.register", permission=Permission.ASSEMBLY_MANAGE, sentence=_("議会を登録し、最初の担当者を決めました")
)
def found_office(ctx: Context, *, first: dict[str, Any], role: Role, own: Account) -> AccountLink:
    """Units, the posts that the policy needs (vacant until somebody is appointed), the first person and their account."""
    units = {
        UnitKind.ASSEMBLY: Unit.objects.create(kind=UnitKind.ASSEMBLY, name=ctx.assembly.name, from_date=ctx.today),
        UnitKind.SECRETARIAT: Unit.objects.create(
            kind=UnitKind.SECRETARIAT, name=_t("議会事務局"), from_date=ctx.today, order=1
        ),
    }
    posts = {}
    for order, (kind, held, title) in enumerate(POSTS, start=1):
        posts[held] = Post.objects.create(
            unit=units[kind],
            title=str(title),
            role=held,
            from_date=ctx.today,
            order=order,
            is_required=held != Role.STAFF,
            is_window=held == Role.MANAGER,
        )
    person = Person(name=first["name"], kana=first.get("kana", ""), email=first.get("email", ""))
    person.full_clean()
    person.save()
    Appointment.objects.create(post=posts[role], person=person, from_date=ctx.today)
    return AccountLink.objects.create(account=_account(own, first), person=person)


def _account(own: Account, first: dict[str, Any]) -> Account:
    username = (first.get("username") or "").strip()
    if not username:
        return own
    if Account.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _t("この利用者名は使われています。別の名前にしてください。")})
    account = Account(username=username, email=first.get("email", ""))
    account.set_unusable_password()
    account.full_clean()
    account.save()
    return account
