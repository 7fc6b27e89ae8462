"""What the tests of suppliers start from: companies, a contract, a system."""

from __future__ import annotations

from datetime import date
from typing import Any

from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.models import Contract, Supplier
from sakimori.registers.suppliers.types import ServiceKind
from sakimori.testing import Cast


def company(cast: Cast, name: str = "さざなみ映像株式会社", **values: Any) -> Supplier:
    """A company with one service."""
    return actions.register_supplier(
        cast.ctx("staff"), name=name, services=[actions.ServiceLine("議会中継", ServiceKind.BROADCAST)], **values
    )


def contract(cast: Cast, supplier: Supplier | None = None, **values: Any) -> Contract:
    """A contract of a year with all services of its company."""
    found = supplier or Supplier.objects.first() or company(cast)
    given = {
        "title": "議会中継業務委託",
        "party": "みなと野市長",
        "user": "議会事務局",
        "from_date": date(2026, 4, 1),
        "to_date": date(2027, 3, 31),
        **values,
    }
    return actions.register_contract(cast.ctx("staff"), supplier=found, services=list(found.services.all()), **given)


def system(cast: Cast, name: str = "議会中継システム", **values: Any) -> Asset:
    """A system of the register."""
    return register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name=name, **values)
