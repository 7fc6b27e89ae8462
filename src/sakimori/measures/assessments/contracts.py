"""What checks need to know of contracts; everything that depends on how the register keeps them stands here."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from sakimori.registers.suppliers.models import Contract


def runs(on: date) -> Q:
    """Outsourced work that runs on a day. One that renews by itself runs on after its last day."""
    not_over = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    until = Q(to_date__isnull=True) | Q(to_date__gte=on) | Q(auto_renews=True)
    return Q(is_outsourcing=True, from_date__lte=on, registered_on__lte=on) & not_over & until


def contracts_to_check(on: date) -> QuerySet[Contract]:
    """Contracts that run or are about to begin, by supplier and name."""
    coming = Q(is_outsourcing=True, from_date__gt=on, ended_on__isnull=True)
    rows = Contract.objects.filter(runs(on) | coming).select_related("supplier")
    return rows.order_by("supplier__kana", "supplier__name", "title", "id")


def named(contract: Contract) -> str:
    """A contract as the office calls it: who does what."""
    return f"{contract.supplier.name}　{contract.title}"
