"""Companies and certificates of a day as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from sakimori.foundation.lists.past import as_on
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import on_register
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.suppliers.models import Certificate, Supplier
from sakimori.registers.suppliers.queries import certificates_on, supplier_counts
from sakimori.registers.suppliers.rules import REMINDERS


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate on a day."""

    row: Certificate
    is_expired: bool
    days_left: int | None

    @property
    def is_near(self) -> bool:
        """Whether the first reminder has come."""
        return self.days_left is not None and 0 <= self.days_left <= REMINDERS[0]


def supplier_rows(on: date) -> list[Supplier]:
    """Companies of the day with their counts. One SQL statement."""
    return as_on(supplier_counts(on), on, "ended_on")


def certificate_rows(supplier: Supplier, on: date) -> list[CertificateRow]:
    """Certificates of a company. One SQL statement."""
    return [_row(row, on) for row in certificates_on(on).filter(supplier=supplier)]


def _row(row: Certificate, on: date) -> CertificateRow:
    left = (row.expires_on - on).days if row.expires_on else None
    return CertificateRow(row, left is not None and left < 0, left)


def systems(on: date, also: UUID | None = None) -> QuerySet[Asset]:
    """Systems of the register of the day."""
    rows = on_register(on).filter(kind=AssetKind.SYSTEM) | Asset.objects.filter(Q(pk=also))
    return rows.order_by("number", "id")
