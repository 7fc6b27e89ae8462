"""The block "資産" on the page of a place: how many things of each kind are kept there, the first of them, the list."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.rules import visible
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.queries import on_register
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.panels import Kept, Panel, PanelRow

FIRST = 10
"""As many are named on the page of the place; the list has them all."""


def _kept(ctx: Context, place: Place) -> Kept:
    """What stands on the register as kept at the place itself. Two SQL statements; one when there is nothing."""
    here = visible(ctx, on_register(ctx.today).filter(place=place))
    counts = dict(here.order_by().values_list("kind").annotate(number=Count("pk")))
    total = sum(counts.values())
    if not total:
        return Kept()
    kinds = [
        _t("%(kind)s %(count)s点") % {"kind": kind.label, "count": counts[kind]} for kind in AssetKind if kind in counts
    ]
    rows = here.order_by("number").only("number", "name", "kind", "state")[:FIRST]
    shown = tuple(
        PanelRow(
            str(asset),
            address(ctx, "assets:asset", asset_id=asset.pk),
            f"{asset.get_kind_display()} ・ {asset.get_state_display()}",
        )
        for asset in rows
    )
    return Kept(total, "、".join(kinds), shown, f"{address(ctx, 'assets:list')}?place={place.pk}")


PLACE_PANEL = Panel(_("資産"), _kept)
