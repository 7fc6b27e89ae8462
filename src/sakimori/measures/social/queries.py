"""Reads of social media: accounts as of a day, who does what, what may be published, posts, the watch for fakes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person, Unit
from sakimori.foundation.people.models import Post as OfficePost
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.social.checking import Register
from sakimori.measures.social.models import (
    AccountHandover,
    AccountLook,
    AccountPart,
    FakeLook,
    Post,
    PublishRange,
    SocialAccount,
)
from sakimori.measures.social.types import Part, PostState
from sakimori.registers.assets.queries import on_register
from sakimori.registers.assets.types import AssetKind, Confidentiality


def open_accounts(on: date) -> QuerySet[SocialAccount]:
    """Accounts by which the assembly speaks on the day."""
    return SocialAccount.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on), opened_on__lte=on)


def present(on: date) -> Q:
    """For parts: whoever holds it is in office on the day, by person or through the post."""
    holders = Appointment.objects.filter(covers(on), post=OuterRef("post"), assembly_id=OuterRef("assembly_id"))
    return Q(Exists(holders)) | Q(person__in=people_in_office(on).values("pk"))


def parts_on(on: date, part: Part) -> QuerySet[AccountPart]:
    """For a row of SocialAccount: who has the part on the day and is in office."""
    return AccountPart.objects.filter(covers(on), present(on), account=OuterRef("pk"), part=part)


def with_safeguards(rows: QuerySet[SocialAccount], on: date) -> QuerySet[SocialAccount]:
    """With `has_lead`, `has_range`, `has_mfa`, `looked_on`, `reviewed_on` (posters last gone through)."""
    looks = AccountLook.objects.filter(account=OuterRef("pk"), looked_on__lte=on).order_by("-looked_on", "-id")
    ranges = PublishRange.objects.filter(effective_on__lte=on, assembly_id=OuterRef("assembly_id"))
    return rows.annotate(
        has_lead=Exists(parts_on(on, Part.LEAD)),
        has_range=Exists(ranges),
        has_mfa=Subquery(looks.values("has_mfa")[:1]),
        looked_on=Subquery(looks.values("looked_on")[:1]),
        reviewed_on=Subquery(looks.filter(are_posters_right=True).values("looked_on")[:1]),
    )


def accounts(on: date, show: str = "") -> QuerySet[SocialAccount]:
    """The ledger: in use on the day, `closed`, or `all`."""
    rows = SocialAccount.objects.all() if show == "all" else open_accounts(on)
    if show == "closed":
        rows = SocialAccount.objects.filter(closed_on__lt=on)
    left = Q()
    for name in ("password_changed_on", "mfa_moved_on", "recovery_changed_on"):
        left |= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": on})
    begun = AccountHandover.objects.filter(left, account=OuterRef("pk"), last_day__lte=on)
    told = with_safeguards(rows.select_related("unit"), on).annotate(has_unfinished=Exists(begun))
    return told.order_by("network", "name", "id")


def leads(on: date) -> dict[UUID, str]:
    """The person in charge of every account on the day, in words. One statement."""
    rows = AccountPart.objects.filter(covers(on), part=Part.LEAD).select_related("post", "person")
    return {row.account_id: holder_of(row) for row in rows.order_by("from_date")}


def holder_of(part: AccountPart) -> str:
    """Who has a part, in words."""
    return part.person.shown_name if part.person else part.post.title if part.post else ""


def parts_of(account: SocialAccount, on: date) -> list[AccountPart]:
    """Who does or did what, present ones first; `is_present` tells whether the holder is in office."""
    rows = account.parts.select_related("post", "person").annotate(is_present=Q(present(on)))
    order = list(Part)
    return sorted(rows, key=lambda row: (row.to_date is not None, order.index(Part(row.part)), row.from_date))


def handovers_of(account: SocialAccount) -> list[AccountHandover]:
    """Hand-overs of an account, newest first."""
    rows = account.handovers.select_related("old__person", "old__post", "new__person", "new__post")
    return list(rows.order_by("-last_day", "-id"))


def looks_of(account: SocialAccount) -> list[AccountLook]:
    """When the settings were gone through, newest first."""
    return list(account.looks.select_related("person").order_by("-looked_on", "-id")[:20])


def may_post(ctx: Context, account: SocialAccount) -> bool:
    """Whether somebody may hand in posts: who has a part in the account today, and whoever manages."""
    if allowed(ctx, Permission.SUPPLIER_MANAGE):
        return True
    return account.pk in {row.pk for row in accounts_of_poster(ctx)}


def accounts_of_poster(ctx: Context) -> list[SocialAccount]:
    """Accounts for which somebody may hand in posts today. One statement."""
    rows = open_accounts(ctx.today)
    if not allowed(ctx, Permission.SUPPLIER_MANAGE):
        if ctx.actor.person_id is None:
            return []
        posts = Appointment.objects.filter(covers(ctx.today), person_id=ctx.actor.person_id).values("post")
        mine = AccountPart.objects.filter(
            covers(ctx.today), Q(person_id=ctx.actor.person_id) | Q(post__in=posts), account=OuterRef("pk")
        )
        rows = rows.filter(Exists(mine))
    return list(rows.order_by("network", "name", "id"))


def range_on(on: date) -> PublishRange | None:
    """What may be published on the day."""
    rows = PublishRange.objects.filter(effective_on__lte=on).prefetch_related("examples")
    return rows.order_by("-effective_on", "-number").first()


def range_versions() -> list[PublishRange]:
    """Every version, newest first, with its examples. Two statements."""
    return list(PublishRange.objects.prefetch_related("examples").order_by("-number"))


def known_register(on: date, *, with_titles: bool) -> Register:
    """What a draft is compared with: names of the register, and titles of what is not public. Two statements."""
    names: dict[str, None] = {}
    for row in Person.objects.values_list("public_name", "name").order_by("kana", "id"):
        names.update(dict.fromkeys(name for name in row if name))
    titles: Iterable[str] = ()
    if with_titles:
        closed = Q(kind=AssetKind.DOCUMENT) | Q(
            kind=AssetKind.INFORMATION, confidentiality__in=[c for c in Confidentiality if c != Confidentiality.C1]
        )
        titles = on_register(on).filter(closed).order_by("name").values_list("name", flat=True).distinct()
    return Register(tuple(names), tuple(titles))


def posts(on: date, show: str = "") -> QuerySet[Post]:
    """Posts: those on their way, `posted`, or `all`; newest first."""
    rows = Post.objects.filter(written_on__lte=on).select_related("account", "author")
    if show == "posted":
        rows = rows.filter(state=PostState.POSTED)
    elif show != "all":
        rows = rows.filter(state__in=[PostState.DRAFT, PostState.APPROVED])
    return rows.order_by("-written_on", "-id")


@dataclass(frozen=True, slots=True)
class Official:
    """What the public may know of an account."""

    network: str
    name: str
    handle: str
    address: str
    policy_address: str


def official_accounts(on: date) -> list[Official]:
    """Accounts that the assembly lets the public know of. One statement."""
    rows = open_accounts(on).filter(published_on__lte=on).order_by("network", "name", "id")
    return [Official(row.shown_network, row.name, row.handle, row.address, row.policy_address) for row in rows]


def retired_accounts(on: date) -> list[Official]:
    """Accounts once official and closed in the last two years: whoever uses the name now is not the assembly."""
    rows = SocialAccount.objects.filter(
        published_on__lte=on, closed_on__lt=on, closed_on__gte=date.fromordinal(on.toordinal() - 730)
    )
    return [Official(row.shown_network, row.name, row.handle, "", "") for row in rows.order_by("network", "name")]


def fake_looks(on: date) -> QuerySet[FakeLook]:
    """When fakes were looked for, newest first."""
    return FakeLook.objects.filter(looked_on__lte=on).select_related("person").order_by("-looked_on", "-id")


def offered(on: date) -> tuple[list[Person], list[OfficePost], list[Unit]]:
    """People, posts and units of the day to choose from. Three statements."""
    office = OfficePost.objects.filter(covers(on)).select_related("unit").order_by("order", "id")
    units = Unit.objects.filter(covers(on)).order_by("order", "name")
    return list(people_in_office(on).order_by("kana", "name")), list(office), list(units)
