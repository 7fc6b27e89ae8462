"""One contract with all that belongs to it, read in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from sakimori.registers.suppliers.contract_rows import ChainStep, ContractRow, chain_of, contract_rows
from sakimori.registers.suppliers.models import (
    Contract,
    ContractAccess,
    ContractExit,
    ContractPaper,
    ContractService,
    ContractVisit,
    Renewal,
    SecrecyPledge,
    Selection,
    Service,
)


@dataclass(frozen=True, slots=True)
class ContractPage:
    """What the page of a contract shows."""

    row: ContractRow
    services: list[Service]
    accesses: list[ContractAccess]
    chain: list[ChainStep]
    papers: list[ContractPaper]
    pledges: list[SecrecyPledge]
    renewals: list[Renewal]
    selections: list[Selection]
    visits: list[ContractVisit]
    exit: ContractExit | None


def whole(contract_id: UUID, on: date) -> ContractPage:
    """The contract of this key, or 404."""
    rows = contract_rows(on, Contract.objects.filter(pk=contract_id))
    if not rows:
        raise Http404
    found = rows[0].contract
    links = ContractService.objects.filter(contract=found).select_related("service__asset")
    accesses = ContractAccess.objects.filter(contract=found).select_related("asset").order_by("to_date", "id")
    visits = ContractVisit.objects.filter(contract=found).select_related("visit__place").order_by("-visit__came_at")
    return ContractPage(
        row=rows[0],
        services=[link.service for link in links.order_by("service__name", "id")],
        accesses=list(accesses),
        chain=chain_of(found, on),
        papers=list(ContractPaper.objects.filter(contract=found).select_related("file").order_by("added_on", "id")),
        pledges=list(SecrecyPledge.objects.filter(contract=found).select_related("scan").order_by("-pledged_on", "id")),
        renewals=list(Renewal.objects.filter(contract=found).order_by("-renewed_from", "id")),
        selections=list(Selection.objects.filter(contract=found).order_by("-opened_on", "id")),
        visits=list(visits[:20]),
        exit=ContractExit.objects.filter(contract=found).select_related("proof").first(),
    )
