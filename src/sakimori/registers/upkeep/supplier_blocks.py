"""What upkeep adds to the page of a company and to that of a contract."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.suppliers.models import Contract, ContractAccess, Supplier
from sakimori.registers.suppliers.panels import Block
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.registers.upkeep.queries import by, of_supplier

MOST = 8


def contract_upkeep(ctx: Context, contract: Contract) -> Panel | None:
    """What its company did at the assets that the contract lets it touch. One SQL statement."""
    assets = ContractAccess.objects.filter(contract=contract).values("asset_id")
    lines = _lines(ctx, by(contract.supplier) & Q(asset__in=assets))
    return Panel(_t("この契約の資産への変更・保守と遠隔接続"), tuple(lines)) if lines else None


def _company_upkeep(ctx: Context, supplier: Supplier) -> Panel | None:
    """The newest work and windows of a company, and the way to all of them. One SQL statement."""
    lines = _lines(ctx, by(supplier))
    chosen = urlencode({"company": supplier.name})
    links = (
        Link(_t("変更・保守の一覧で見る"), f"{address(ctx, 'upkeep:works')}?{chosen}"),
        Link(_t("遠隔接続の一覧で見る"), f"{address(ctx, 'upkeep:windows')}?{chosen}"),
    )
    return Panel(_t("変更・保守と遠隔接続"), tuple(lines), links) if lines else None


def _has_upkeep() -> Q:
    mine = Q(supplier=OuterRef("pk")) | Q(supplier__isnull=True, company=OuterRef("name"))
    return Q(Exists(Work.objects.filter(mine))) | Q(Exists(RemoteWindow.objects.filter(mine)))


COMPANY_UPKEEP = Block(_company_upkeep, _has_upkeep)


def _lines(ctx: Context, condition: Q) -> list[Line]:
    if not allowed(ctx, Permission.ASSET_READ):
        return []
    works, windows = of_supplier(condition, ctx.today, ctx.at, MOST)
    lines = [
        Line(
            _t("遠隔接続: %(purpose)s") % {"purpose": row.purpose},
            f"{row.asset} ・ {row.state_now.label}",  # type: ignore[attr-defined]
            timezone.localtime(row.from_at).date(),
            address(ctx, "upkeep:window", window_id=row.pk),
        )
        for row in windows
    ]
    lines += [
        Line(
            f"{row.number} {row.title}",
            f"{row.asset} ・ {row.get_result_display() if row.done_on else row.state_now.label}",  # type: ignore[attr-defined]
            row.done_on or row.planned_on,
            address(ctx, "upkeep:work", work_id=row.pk),
        )
        for row in works
    ]
    return lines
