"""What assets add to the page of a place: what is kept there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.queries import on_register
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.panels import Panel, PanelRow


def _rows(ctx: Context, place: Place) -> Sequence[PanelRow]:
    """Kinds with their number, each leading to the list. One SQL statement."""
    rows = on_register(ctx.today).filter(place=place).order_by().values("kind").annotate(count=Count("id"))
    listed = address(ctx, "assets:list")
    return [
        PanelRow(
            str(AssetKind(row["kind"]).label),
            f"{listed}?place={place.pk}&kind={row['kind']}",
            _t("%(n)s件") % {"n": row["count"]},
        )
        for row in sorted(rows, key=lambda row: list(AssetKind.values).index(row["kind"]))
    ]


KEPT_HERE = Panel(_("ここに置く資産"), _rows)
