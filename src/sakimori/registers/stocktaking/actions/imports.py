"""Results that were written down without a network come in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking.actions.sightings import see
from sakimori.registers.stocktaking.registers import results


@action("stocktaking.import-results", permission=Permission.ASSET_MANAGE, sentence=_("棚卸しの結果を取り込みました"))
def import_results(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Each line with a result is a sighting of today; what differs becomes a task, as on the page."""
    return applied(ctx, results(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    if not row.values.get("result"):
        return
    place = row.values.get("place")
    see(
        ctx,
        asset=Asset.objects.get(pk=row.values["asset"]),
        result=row.values["result"],
        place=Place.objects.get(pk=place) if place else None,
        condition=row.values.get("condition") or "",
        note=row.values.get("note") or "",
    )
