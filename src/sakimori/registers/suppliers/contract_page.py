"""One contract with what a part of its page shows, read in a fixed number of statements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from sakimori.registers.suppliers.clause_rows import clause_rows
from sakimori.registers.suppliers.contract_rows import ContractRow, chain_of, contract_rows, rule_reason
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
    ThirdParty,
)

MOST_VISITS = 20


class Part(models.TextChoices):
    """Parts of the page of a contract, in the address as `?part=`."""

    ABOUT = "about", _("概要")
    CLAUSES = "clauses", _("条項")
    ACCESS = "access", _("資産と再委託")
    PAPERS = "papers", _("書類・誓約・入室")
    END = "end", _("終わり")


def contract_row(contract_id: UUID, on: date) -> ContractRow:
    """The contract of this key, or 404. One SQL statement."""
    rows = contract_rows(on, Contract.objects.filter(pk=contract_id), classes=False)
    if not rows:
        raise Http404
    return rows[0]


def about(row: ContractRow, on: date) -> dict[str, Any]:
    """Services, renewals, selections, third parties. Four SQL statements."""
    found = row.contract
    links = ContractService.objects.filter(contract=found).select_related("service__asset")
    return {
        "rule_reason": rule_reason(row.rule, on),
        "services": [link.service for link in links.order_by("service__name", "id")],
        "renewals": list(Renewal.objects.filter(contract=found).order_by("-renewed_from", "id")),
        "selections": list(Selection.objects.filter(contract=found).order_by("-opened_on", "id")),
        "parties": list(ThirdParty.objects.filter(contract=found).order_by("name", "id")),
    }


def clauses(row: ContractRow, on: date) -> dict[str, Any]:
    """The checklist. At most two SQL statements."""
    return {"clauses": clause_rows(row.contract, row.contract.set_id, on)}  # type: ignore[attr-defined]


def access(row: ContractRow, on: date) -> dict[str, Any]:
    """What it may touch and the chain below it. Two SQL statements."""
    accesses = ContractAccess.objects.filter(contract=row.contract).select_related("asset").order_by("to_date", "id")
    return {"accesses": list(accesses), "chain": chain_of(row.contract, on)}


def papers(row: ContractRow, on: date) -> dict[str, Any]:
    """Papers, pledges, visits. Three SQL statements."""
    found = row.contract
    visits = ContractVisit.objects.filter(contract=found).select_related("visit__place").order_by("-visit__came_at")
    return {
        "papers": list(ContractPaper.objects.filter(contract=found).select_related("file").order_by("added_on", "id")),
        "pledges": list(SecrecyPledge.objects.filter(contract=found).order_by("-pledged_on", "id")),
        "visits": list(visits[:MOST_VISITS]),
    }


def end(row: ContractRow, on: date) -> dict[str, Any]:
    """How it is wound up. One SQL statement."""
    return {"exit": ContractExit.objects.filter(contract=row.contract).select_related("proof").first()}


SHOWN = {Part.ABOUT: about, Part.CLAUSES: clauses, Part.ACCESS: access, Part.PAPERS: papers, Part.END: end}
