"""Ledgers of companies and contracts come in as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.registers.suppliers.actions.companies import change_supplier, register_supplier
from sakimori.registers.suppliers.actions.contracts import change_contract, register_contract
from sakimori.registers.suppliers.documents import usual_party
from sakimori.registers.suppliers.models import Contract, Supplier
from sakimori.registers.suppliers.registers import contracts, suppliers

MANAGE = Permission.SUPPLIER_MANAGE
FLAGS = frozenset({"auto_renews", "has_remote_access"})
MAY_BE_NONE = frozenset({"concluded_on", "from_date", "to_date", "notice_days"})


@action("suppliers.import-suppliers", permission=MANAGE, sentence=_("事業者の一覧を取り込みました"))
def import_suppliers(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """New companies and changed ones."""
    return applied(ctx, suppliers(ctx.today), content, reading, _write_supplier)


@action("suppliers.import-contracts", permission=MANAGE, sentence=_("契約の一覧を取り込みました"))
def import_contracts(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """New contracts and changed ones; a company not known yet is registered with its name."""
    return applied(ctx, contracts(ctx.today), content, reading, _write_contract)


def _write_supplier(ctx: Context, row: PreviewRow) -> None:
    if row.before is None:
        values: dict[str, Any] = {name: value or "" for name, value in row.values.items()}
        register_supplier(ctx, **values)
        return
    found = Supplier.objects.get(pk=row.before["id"])
    change_supplier(ctx, supplier=found, **{name: row.values[name] or "" for name in row.changed})


def _write_contract(ctx: Context, row: PreviewRow) -> None:
    names = row.changed if row.before else tuple(row.values)
    values = {name: _meant(name, row.values[name]) for name in names if name != "supplier"}
    if row.before is None:
        register_contract(ctx, supplier=_supplier(ctx, row.values), **_filled(ctx, values))
        return
    found = Contract.objects.select_related("supplier").get(pk=row.before["id"])
    if "supplier" in names:
        values["supplier"] = _supplier(ctx, row.values)
    change_contract(ctx, contract=found, **values)


def _supplier(ctx: Context, values: Mapping[str, Any]) -> Supplier:
    name = str(values["supplier"]).strip()
    return Supplier.objects.filter(name=name).first() or register_supplier(ctx, name=name)


def _meant(name: str, value: Any) -> Any:
    if name in FLAGS:
        return bool(value)
    return value if name in MAY_BE_NONE else value or ""


def _filled(ctx: Context, values: dict[str, Any]) -> dict[str, Any]:
    """A ledger of an office rarely says what everybody there knows: who signs, and who uses."""
    return values | {
        "party": values.get("party") or usual_party(ctx.assembly),
        "user": values.get("user") or ctx.assembly.name,
    }
