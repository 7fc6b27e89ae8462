"""What checks need to know of contracts; everything that depends on how the register keeps them stands here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from sakimori.registers.suppliers.models import Contract


def contracts_in_force(on: date) -> QuerySet[Contract]:
    """Contracts of outsourced work that run on a day, by name."""
    rows = Contract.objects.filter(from_date__lte=on).filter(Q(to_date__isnull=True) | Q(to_date__gte=on))
    return rows.select_related("supplier").order_by("supplier__name", "title", "id")


def contract_of(key: UUID) -> Contract | None:
    """One contract."""
    return Contract.objects.select_related("supplier").filter(pk=key).first()


def named(contract: Contract) -> str:
    """A contract as the office calls it: who does what."""
    return f"{contract.supplier.name}　{contract.title}"
