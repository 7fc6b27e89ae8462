"""Reads of permissions and take-outs (PHY-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from sakimori.foundation.approvals.models import Application, ApplicationState, Decision
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.lists.past import as_on
from sakimori.foundation.people.dated import covers
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.models import Loan, Permit, TakeOut
from sakimori.registers.lending.types import PERMIT, PermitKind


def in_force(on: date) -> Q:
    """Permissions that hold on the day: granted, not over, not revoked by then."""
    return covers(on) & Q(granted_on__lte=on) & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=on))


def first_asked(on: date) -> Exists:
    """For private devices: the application waits on the day, and there never was a permission before it."""
    refused = Decision.objects.filter(application=OuterRef("application"), is_approval=False, decided_on__lte=on)
    asked = Permit.objects.filter(
        ~Exists(refused),
        Q(granted_on__gt=on) | Q(granted_on__isnull=True),
        asset=OuterRef("pk"),
        kind=PermitKind.PRIVATE_DEVICE,
        application__applied_on__lte=on,
    ).exclude(application__state=ApplicationState.WITHDRAWN)
    granted = Permit.objects.filter(asset=OuterRef("pk"), kind=PermitKind.PRIVATE_DEVICE, granted_on__lte=on)
    return Exists(asked) & ~Exists(granted)  # type: ignore[return-value]


def waiting_on(on: date) -> Q:
    """Permissions whose application had been made by the day and was not decided yet."""
    decided = Decision.objects.filter(application=OuterRef("application"), decided_on__lte=on)
    undecided = Q(application__state=ApplicationState.WAITING) | ~Exists(decided)
    withdrawn = Q(application__state=ApplicationState.WITHDRAWN)
    return (
        Q(application__applied_on__lte=on)
        & undecided
        & ~withdrawn
        & (Q(granted_on__isnull=True) | Q(granted_on__gt=on))
    )


def permits(on: date, show: str = "") -> QuerySet[Permit]:
    """Permissions: in force (and coming), `waiting`, `expired` or `all`; soonest to end first."""
    rows = Permit.objects.select_related("asset", "person", "application")
    if show == "waiting":
        rows = rows.filter(waiting_on(on))
    elif show == "expired":
        rows = rows.filter(granted_on__isnull=False, to_date__lt=on, revoked_on__isnull=True)
    elif show == "all":
        rows = rows.filter(Q(granted_on__lte=on) | Q(application__applied_on__lte=on))
    else:
        not_revoked = Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
        rows = rows.filter(not_revoked, Q(to_date__isnull=True) | Q(to_date__gte=on), granted_on__lte=on)
    return rows.order_by(F("to_date").asc(nulls_last=True), "person__kana", "id")


def permits_of(person_id: UUID) -> list[Permit]:
    """Everything a person applied for, newest first."""
    rows = Permit.objects.filter(person_id=person_id).select_related("asset", "application")
    return list(rows.order_by("-from_date", "-id"))


@dataclass(frozen=True, slots=True)
class PastLoan:
    """A loan of an asset, open or over."""

    key: UUID
    lent_on: date
    due_on: date
    returned_on: date | None
    return_reason: str
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class PastPermit:
    """A permission about an asset, applied for or granted."""

    key: UUID
    kind: str
    from_date: date
    to_date: date | None
    granted_on: date | None
    name: str


@kept
def _past_of_asset(asset_id: UUID) -> QuerySet[Any, Any]:
    name = Coalesce(NullIf("person__public_name", Value("")), "person__name")
    loans = Loan.objects.filter(asset=asset_id).values_list(
        Value("loan"), "id", "lent_on", "due_on", "returned_on", "return_reason", "person_id", name
    )
    permits = Permit.objects.filter(asset=asset_id).values_list(
        Value("permit"), "id", "from_date", "to_date", "granted_on", "kind", "person_id", name
    )
    return loans.union(permits, all=True)


def past_of_asset(asset: Asset) -> tuple[list[PastLoan], list[PastPermit]]:
    """Who had an asset (20) and the permissions about it (10), newest first. One SQL statement."""
    rows = sorted(_past_of_asset(asset.pk), key=lambda row: (row[2], row[1]), reverse=True)
    return (
        [PastLoan(*row[1:]) for row in rows if row[0] == "loan"][:20],
        [PastPermit(row[1], row[5], row[2], row[3], row[4], row[7]) for row in rows if row[0] == "permit"][:10],
    )


def waiting_applications() -> QuerySet[Application]:
    """Applications for permissions that wait for a decision."""
    rows = Application.objects.filter(kind=PERMIT, state=ApplicationState.WAITING).select_related("applicant")
    return rows.order_by("applied_on", "id")


def covering(start: str, end: str) -> Exists:
    """For take-outs: a permission for this person and asset over the whole time."""
    rows = Permit.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=OuterRef(end)),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=OuterRef(start)),
        asset=OuterRef("asset"),
        person=OuterRef("person"),
        from_date__lte=OuterRef(start),
        granted_on__lte=OuterRef(start),
        kind__in=[PermitKind.TAKE_OUT, PermitKind.STANDING],
    )
    return Exists(rows)


def take_outs(on: date, *, with_back: bool = False) -> list[TakeOut]:
    """Take-outs as they stood on the day, open ones first by due day; `is_permitted` says whether a permission covers
    them."""
    rows = TakeOut.objects.filter(left_on__lte=on).select_related("asset", "person")
    told = rows.annotate(is_permitted=covering("left_on", "due_on"))
    if not with_back:
        told = told.filter(Q(back_on__isnull=True) | Q(back_on__gt=on))
    return as_on(told.order_by(F("back_on").desc(nulls_first=True), "due_on", "id"), on, "back_on")


def out_now(asset: Asset) -> TakeOut | None:
    """The open take-out of an asset."""
    return TakeOut.objects.filter(asset=asset, back_on__isnull=True).select_related("person").first()
