"""Files of an asset."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import destroy_file, store_file
from sakimori.foundation.files.models import Disclosure
from sakimori.registers.assets.models import Asset, Attachment, Opening
from sakimori.registers.assets.types import AssetKind

MANAGE = Permission.ASSET_MANAGE


@action("assets.attach", permission=MANAGE, sentence=_("資産にファイルを添付しました"))
def attach(ctx: Context, *, asset: Asset, name: str, data: bytes, title: str = "") -> Attachment:
    """Add a file. Files of system documents are closed: opening one needs its own right and is recorded."""
    closed = asset.kind == AssetKind.DOCUMENT
    disclosure = Disclosure.CLOSED if closed else Disclosure.INTERNAL
    stored = store_file(ctx, name=name, data=data, disclosure=disclosure)
    row = Attachment(asset=asset, file=stored, title=title.strip(), added_on=ctx.today)
    row.full_clean()
    row.save()
    return row


@action("assets.detach", permission=MANAGE, sentence=_("資産の添付ファイルを外しました"))
def detach(ctx: Context, *, attachment: Attachment) -> Attachment:
    """Take a file off the page. It stays stored and in the history."""
    attachment.removed_on = ctx.today
    attachment.save()
    return attachment


@action("assets.destroy-files", permission=MANAGE, sentence=_("廃棄した記録の添付ファイルを消しました"))
def destroy_files(ctx: Context, *, assets: Sequence[Asset]) -> int:
    """A record that was destroyed leaves no copy here either. Gives how many files went."""
    rows = list(Attachment.objects.filter(asset__in=assets).select_related("file"))
    for row in rows:
        destroy_file(ctx, stored=row.file)
        row.removed_on = row.removed_on or ctx.today
        row.save()
    return len(rows)


@action("assets.open-file", permission=Permission.ASSET_DOCUMENT, sentence=_("非公開のファイルを開きました"))
def open_closed(ctx: Context, *, attachment: Attachment) -> Opening:
    """Somebody opens a closed file; the entry is written before the bytes are handed out."""
    row = Opening(attachment=attachment, opened_at=ctx.at, person_id=ctx.actor.person_id)
    row.save()
    return row
