"""The block "委託先" on the page of an asset: by which contract somebody from outside may touch it."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.suppliers.queries import accesses_of

LENDABLE = (AssetKind.DEVICE, AssetKind.MEDIA)


def contract_panel(ctx: Context, asset: Asset) -> Panel | None:
    """Contracts with access to one asset. One SQL statement; none for readers who may not see contracts.

    The page of a lendable thing asks much already: it only leads to the list.
    """
    if not allowed(ctx, Permission.SUPPLIER_READ):
        return None
    if asset.kind in LENDABLE:
        there = f"{address(ctx, 'suppliers:contracts')}?show=all&asset={asset.pk}"
        return Panel(_t("触れることのできる委託先"), links=(Link(_t("契約の一覧で見る"), there),))
    lines = [
        Line(
            f"{row.contract.supplier.name}　{row.contract.title}",
            " ・ ".join(filter(None, (str(row.get_kind_display()), _t("遠隔から") if row.is_remote else "", row.note))),
            row.from_date,
            f"{address(ctx, 'suppliers:contract', contract_id=row.contract_id)}?part=access",
        )
        for row in accesses_of(asset.pk, ctx.today)
    ]
    return Panel(_t("触れることのできる委託先"), tuple(lines)) if lines else None
