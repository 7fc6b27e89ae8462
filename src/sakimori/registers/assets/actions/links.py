"""Writes of what lies in what (AST-3) and of the lines between systems (AST-13)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.models import Asset, Connection, Holding
from sakimori.registers.assets.queries_classes import contents, holdings
from sakimori.registers.assets.rules_classes import paths_from
from sakimori.registers.assets.types import OwnerKind

MANAGE = Permission.ASSET_MANAGE


@action("assets.put-in", permission=MANAGE, sentence=_("情報の置き場所（入れ物）を登録しました"))
def put_in(ctx: Context, *, holder: Asset, content: Asset, from_date: date | None = None) -> Holding:
    """Record that `content` lies in `holder`. The holder's class stays as it is; pages offer to raise it."""
    day = from_date or ctx.today
    if day > ctx.today:
        raise ValidationError({"from_date": _t("先の日付は入力できません。")})
    if holdings(ctx.today).filter(holder=holder, content=content).exists():
        raise ValidationError({"content": _t("すでに登録されています。")})
    if holder.pk in paths_from(content.pk, contents(ctx.today).edges):
        words = {"holder": str(holder), "content": str(content)}
        raise ValidationError(
            {"content": _t("%(content)s には %(holder)s が入っているため、逆向きには登録できません。") % words}
        )
    row = Holding(holder=holder, content=content, from_date=day)
    row.full_clean()
    row.save()
    return row


@action("assets.take-out-of", permission=MANAGE, sentence=_("情報が入れ物からなくなったことを登録しました"))
def take_out_of(ctx: Context, *, holding: Holding, on: date | None = None) -> None:
    """From this day the content no longer lies there. The holder keeps its class until somebody reclassifies it."""
    _end(ctx, holding, on or ctx.today)


@action("assets.connect", permission=MANAGE, sentence=_("接続を登録しました"))
def connect(
    ctx: Context,
    *,
    source: Asset,
    target: Asset,
    label: str = "",
    owner_kind: OwnerKind | str = "",
    from_date: date | None = None,
) -> Connection:
    """A line between two things of the map, with its owner."""
    row = Connection(
        source=source, target=target, label=label.strip(), owner_kind=owner_kind, from_date=from_date or ctx.today
    )
    row.full_clean()
    row.save()
    return row


@action("assets.disconnect", permission=MANAGE, sentence=_("接続を外しました"))
def disconnect(ctx: Context, *, connection: Connection, on: date | None = None) -> None:
    """From this day the line is gone."""
    _end(ctx, connection, on or ctx.today)


def _end(ctx: Context, row: Holding | Connection, on: date) -> None:
    """The day before is the last one; what began on the same day was a slip and goes altogether."""
    if on > ctx.today:
        raise ValidationError({"on": _t("先の日付は入力できません。")})
    last = on - timedelta(days=1)
    if on < row.from_date:
        raise ValidationError({"on": _t("登録した日より前の日は入力できません。")})
    if last < row.from_date:
        row.delete()
        return
    row.to_date = last
    row.full_clean()
    row.save()
