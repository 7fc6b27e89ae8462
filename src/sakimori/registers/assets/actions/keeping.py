"""Saved lists, and files of an asset."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import Disclosure
from sakimori.registers.assets.models import Asset, Attachment, Opening, SavedView
from sakimori.registers.assets.types import AssetKind

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@action("assets.save-view", permission=READ, sentence=_("一覧を保存しました"))
def save_view(ctx: Context, *, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a list under a name; the same name again replaces it. Whoever manages the register may share it."""
    if is_shared and not allowed(ctx, MANAGE):
        raise ValidationError({"is_shared": _t("全員に見せる一覧は、資産を管理する人だけが保存できます。")})
    owner = {"account_id": ctx.actor.account_id, "name": name.strip()}
    view = SavedView.objects.filter(**owner).first() or SavedView(**owner)
    view.query, view.is_shared = query, is_shared
    view.full_clean()
    view.save()
    return view


@action("assets.drop-view", permission=READ, sentence=_("保存した一覧を消しました"))
def drop_view(ctx: Context, *, view: SavedView) -> None:
    """Forget a saved list: one's own, or a shared one for whoever manages the register."""
    if view.account_id != ctx.actor.account_id and not (view.is_shared and allowed(ctx, MANAGE)):
        raise PermissionDenied
    view.delete()


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


@action("assets.open-file", permission=Permission.ASSET_DOCUMENT, sentence=_("非公開のファイルを開きました"))
def open_closed(ctx: Context, *, attachment: Attachment) -> Opening:
    """Somebody opens a closed file; the entry is written before the bytes are handed out."""
    row = Opening(attachment=attachment, opened_at=ctx.at, person_id=ctx.actor.person_id)
    row.save()
    return row
