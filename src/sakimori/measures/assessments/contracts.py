"""What checks need to know of contracts; everything that depends on how the register keeps them stands here."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from sakimori.registers.suppliers.models import Contract
from sakimori.registers.suppliers.queries import in_force


def runs(on: date) -> Q:
    """Outsourced work that ran on a day and was in the register by then."""
    return Q(is_outsourcing=True, registered_on__lte=on) & in_force(on)


def contracts_to_check(on: date) -> QuerySet[Contract]:
    """Contracts that run or are about to begin, by supplier and name."""
    coming = Q(is_outsourcing=True, from_date__gt=on, ended_on__isnull=True)
    rows = Contract.objects.filter(runs(on) | coming).select_related("supplier")
    return rows.order_by("supplier__kana", "supplier__name", "title", "id")


def named(contract: Contract) -> str:
    """A contract as the office calls it: who does what."""
    return f"{contract.supplier.name}　{contract.title}"
