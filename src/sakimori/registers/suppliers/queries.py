"""Reads of suppliers that other modules use too: who works for us on a day, by which contract, and whom to call."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sakimori.foundation.lists.past import as_on
from sakimori.foundation.people.dated import covers
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import (
    Candidate,
    Certificate,
    Contract,
    ContractAccess,
    ContractService,
    PledgeRequest,
    Renewal,
    SecrecyPledge,
    Selection,
    Service,
    Supplier,
    ThirdParty,
)
from sakimori.registers.suppliers.pledges import token_hash


def suppliers_on(on: date) -> QuerySet[Supplier]:
    """Companies registered by the day with which dealings were not over then."""
    rows = Supplier.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), registered_on__lte=on)
    return rows.order_by("kana", "name", "id")


def supplier_named(name: str) -> Supplier | None:
    """The company with exactly this name. One SQL statement; none where no name is given."""
    return Supplier.objects.filter(name=name).first() if name else None


def in_force(on: date, prefix: str = "") -> Q:
    """Condition on Contract (or, with a prefix, on a related one): it runs on the day.

    One that renews by itself runs on after its end, though nobody recorded the renewal.
    """
    at = prefix
    ended = Q(**{f"{at}ended_on__isnull": True}) | Q(**{f"{at}ended_on__gte": on})
    over = Q(**{f"{at}to_date__isnull": True}) | Q(**{f"{at}to_date__gte": on}) | Q(**{f"{at}auto_renews": True})
    return Q(**{f"{at}from_date__lte": on}) & ended & over


def contracts_in_force(on: date) -> QuerySet[Contract]:
    """Contracts that run on the day, with their supplier."""
    return Contract.objects.filter(in_force(on)).select_related("supplier").order_by("supplier__kana", "title", "id")


def newest_renewal(on: date, contract: str = "pk") -> Subquery:
    """For contracts: the first day of the term that runs on the day, where it was renewed by then."""
    rows = Renewal.objects.filter(contract=OuterRef(contract), renewed_from__lte=on)
    return Subquery(rows.order_by("-renewed_from").values("renewed_from")[:1], output_field=DateField())


def with_term(rows: QuerySet[Contract], on: date) -> QuerySet[Contract]:
    """With `renewed_from` (null where never renewed) and `term_from`, the first day of the running term."""
    found = rows.annotate(renewed_from=newest_renewal(on))
    return found.annotate(term_from=Coalesce("renewed_from", F("from_date")))


def services_of(supplier: Supplier) -> QuerySet[Service]:
    """What a company does for the assembly today, by name."""
    return Service.objects.filter(supplier=supplier, ended_on__isnull=True).order_by("kind", "name", "id")


def services_on(on: date) -> QuerySet[Service]:
    """Services in use on the day, with their supplier."""
    rows = Service.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), registered_on__lte=on)
    return rows.select_related("supplier", "asset").order_by("supplier__kana", "name", "id")


def contracts_of_services(services: Collection[UUID], on: date) -> dict[UUID, list[Contract]]:
    """Contracts in force by service id. One SQL statement."""
    rows = ContractService.objects.filter(in_force(on, "contract__"), service__in=services)
    found: dict[UUID, list[Contract]] = {}
    for row in rows.select_related("contract__supplier").order_by("contract__from_date", "id"):
        found.setdefault(row.service_id, []).append(row.contract)
    return found


def certificates_on(on: date) -> QuerySet[Certificate]:
    """Certificates that are on the list on the day, expired ones too."""
    rows = Certificate.objects.filter(Q(replaced_on__isnull=True) | Q(replaced_on__gt=on), registered_on__lte=on)
    return rows.select_related("supplier").order_by(F("expires_on").asc(nulls_last=True), "id")


def accesses_of(asset_id: UUID, on: date) -> QuerySet[ContractAccess]:
    """By which contracts somebody from outside may touch an asset on the day."""
    rows = ContractAccess.objects.filter(covers(on), in_force(on, "contract__"), asset_id=asset_id)
    return rows.select_related("contract__supplier").order_by("contract__from_date", "id")


def touching(asset: Asset, on: date) -> QuerySet[ContractAccess]:
    """For contracts: their access to an asset by the day, also when it is over."""
    return ContractAccess.objects.filter(contract=OuterRef("pk"), asset=asset, from_date__lte=on)


def valid_pledges(on: date) -> QuerySet[SecrecyPledge]:
    """Pledges that hold on the day."""
    return SecrecyPledge.objects.filter(Q(until__isnull=True) | Q(until__gte=on), pledged_on__lte=on)


def is_pledged(on: date) -> Combinable:
    """For third parties: a pledge of their own holds on the day, or one of the contract by which they come."""
    own = Exists(valid_pledges(on).filter(third_party=OuterRef("pk")))
    by_contract = Exists(valid_pledges(on).filter(contract__isnull=False, contract=OuterRef("contract")))
    return Case(When(own | by_contract, then=Value(True)), default=Value(False), output_field=BooleanField())


def third_parties_on(on: date) -> QuerySet[ThirdParty]:
    """Third parties whose period includes the day, with whether they are pledged."""
    rows = ThirdParty.objects.filter(covers(on)).annotate(is_pledged=is_pledged(on))
    return rows.select_related("supplier", "contract", "place").order_by("kind", "name", "id")


def supplier_counts(on: date) -> QuerySet[Supplier]:
    """Companies of the day with the number of their contracts in force and of expired certificates."""
    live = Q(certificates__replaced_on__isnull=True) | Q(certificates__replaced_on__gt=on)
    expired = live & Q(certificates__expires_on__lt=on, certificates__registered_on__lte=on)
    return suppliers_on(on).annotate(
        contract_count=Count("contracts", filter=in_force(on, "contracts__"), distinct=True),
        expired_count=Count("certificates", filter=expired, distinct=True),
    )


def selections_on(on: date) -> list[Selection]:
    """Selections begun by the day, newest first, with `chosen_name` and `chosen_listing`. Two SQL statements."""
    rows = Selection.objects.filter(opened_on__lte=on).select_related("contract", "criteria")
    found = as_on(rows.order_by("-opened_on", "-id"), on, "judged_on")
    chosen = {row.selection_id: row for row in Candidate.objects.filter(is_chosen=True)}
    for row in found:
        best = chosen.get(row.pk) if row.judged_on else None
        row.chosen_name = str(best) if best else ""  # type: ignore[attr-defined]
        row.chosen_listing = (  # type: ignore[attr-defined]
            f"{best.get_listing_display()} {best.listing_number}".strip() if best else ""
        )
    return found


def request_by_token(token: str) -> PledgeRequest | None:
    """The pledge that is asked for by this link. One SQL statement."""
    rows = PledgeRequest.objects.filter(token_hash=token_hash(token)).select_related("third_party")
    return rows.first()
