"""Who is logged in, as whom, and what they hold today."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, FilteredRelation, OuterRef

from sakimori.foundation.access.context import Actor
from sakimori.foundation.access.models import Account, AccountLink
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Office
from sakimori.foundation.people.types import Role


def is_operator(account: Account, on: date) -> bool:
    """Whether the account runs the installation on the day."""
    return bool(
        account.operator_from
        and account.operator_from <= on
        and (account.operator_to is None or account.operator_to >= on)
    )


def actor_in_scope(account: Account, on: date) -> Actor | None:
    """Who the account is in the assembly in scope; None when it has no business there on the day.

    An operator without a person of the assembly may set it up (ASSEMBLY_MANAGE) and sees nothing else. One SQL
    statement, since every page asks: a row for each post held today, or one without a post.
    """
    in_office = Office.objects.filter(covers(on), person=OuterRef("person"))
    links = AccountLink.objects.filter(account_id=account.pk, is_active=True).select_related("person")
    held = FilteredRelation("person__appointments", condition=covers(on, "person__appointments__"))
    rows = list(
        links.annotate(is_member=Exists(in_office), held=held)
        .annotate(post_role=F("held__post__role"), post_title=F("held__post__title"))
        .order_by("held__post__order", "held__post_id")
    )
    link = rows[0] if rows else None
    posts = [row for row in rows if row.post_role]
    roles = frozenset(Role(row.post_role) for row in posts) | (
        {Role.MEMBER} if link and link.is_member else frozenset()
    )
    if is_operator(account, on):
        roles |= {Role.OPERATOR}
    if not roles:
        return None
    name = link.person.shown_name if link else account.username
    return Actor(
        account.pk, link.person_id if link else None, name, roles, posts=tuple(row.post_title for row in posts)
    )


def assemblies_of(account: Account) -> list[Assembly]:
    """Assemblies where the account is linked to a person. Looks across assemblies: before one is chosen."""
    with every_assembly():
        links = AccountLink.objects.filter(account_id=account.pk, is_active=True, assembly__is_active=True)
        return [link.assembly for link in links.select_related("assembly").order_by("assembly__name")]


def accounts_exist() -> bool:
    """Whether anybody can log in yet; False means first-run set-up is open."""
    return Account.objects.exists()
