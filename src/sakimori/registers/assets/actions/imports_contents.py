"""A table of what lies in what comes in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.registers.assets.actions.links import put_in
from sakimori.registers.assets.contents import contents_register
from sakimori.registers.assets.models import Asset, Holding


@action(
    "assets.import-contents", permission=Permission.ASSET_MANAGE, sentence=_("情報の置き場所の一覧を取り込みました")
)
def import_contents(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """New lines are put in, lines with a last day end; the names beside the numbers are not read."""
    return applied(ctx, contents_register(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    last = row.values.get("to_date")
    if row.before is None:
        found = put_in(
            ctx,
            holder=Asset.objects.get(pk=row.values["holder"]),
            content=Asset.objects.get(pk=row.values["content"]),
            from_date=row.values.get("from_date"),
        )
    else:
        found = Holding.objects.select_related("holder", "content").get(pk=row.before["id"])
        first = row.values.get("from_date")
        if "from_date" in row.changed and first is not None:
            found.from_date = first
            found.full_clean()
            found.save()
    if last is not None and last != found.to_date:
        found.to_date = last
        found.full_clean()
        found.save()
