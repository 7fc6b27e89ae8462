"""Visits of the premises by people of a company: which belong to a contract, which are not tied to one yet (PHY-6)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.panels import PanelRow
from sakimori.registers.premises.relations import Relation
from sakimori.registers.suppliers.models import Contract, ContractVisit

MOST_SHOWN = 20


def visits_of(company: str, on: date) -> list[Visit]:
    """The newest visits in the name of a company, or tied to one of its contracts. One SQL statement."""
    rows = Visit.objects.filter(Q(company=company) | Q(contract_link__contract__supplier__name=company))
    rows = rows.filter(came_at__date__lte=on).select_related("place", "contract_link__contract")
    return list(rows.order_by("-came_at", "-id")[:MOST_SHOWN])


def visits_to_link(contract: Contract) -> list[Visit]:
    """Visits not tied to a contract yet; those of this company first."""
    rows = Visit.objects.filter(contract_link__isnull=True).select_related("place").order_by("-came_at", "-id")
    found = list(rows[:200])
    return sorted(found, key=lambda visit: visit.company != contract.supplier.name)[:60]


def contract_of(ctx: Context, visit: Visit) -> Relation | None:
    """By which contract somebody came. One SQL statement; none for readers who may not see contracts."""
    if not allowed(ctx, Permission.SUPPLIER_READ):
        return None
    link = ContractVisit.objects.filter(visit=visit).select_related("contract__supplier").first()
    if link is None:
        return None
    there = f"{address(ctx, 'suppliers:contract', contract_id=link.contract_id)}?part=papers"
    return Relation(_t("契約"), (PanelRow(link.contract.title, there, link.contract.supplier.name),))
