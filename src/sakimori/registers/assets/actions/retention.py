"""Writes of retention: the period of a record, its hold, and what is decided when it is over (AST-14)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.actions.things import change_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules_classes import retention_start
from sakimori.registers.assets.types import RetentionEnd, RetentionEvent

MANAGE = Permission.ASSET_MANAGE


@action("assets.set-retention", permission=MANAGE, sentence=_("保存年限を決めました"))
def set_retention(
    ctx: Context,
    *,
    asset: Asset,
    years: int,
    event: RetentionEvent | str = RetentionEvent.COMPLETED,
    happened_on: date | None = None,
    end: RetentionEnd | str = "",
) -> Asset:
    """The period counts from the first day of the fiscal year after its event; while that has not come, it waits.

    A record that waits has no last day and so can never be over its period.
    """
    same = event == (asset.retention_event or RetentionEvent.COMPLETED)
    start = retention_start(happened_on) if happened_on else asset.retention_from if same else None
    return change_asset(
        ctx, asset=asset, retention_event=event, retention_from=start, retention_years=years, retention_end=end
    )


@action("assets.extend-retention", permission=MANAGE, sentence=_("保存年限を延ばしました"))
def extend_retention(ctx: Context, *, asset: Asset, years: int) -> Asset:
    """Keep it longer. The reason stands in the context and so in the ledger."""
    _demand_reason(ctx)
    if asset.retention_years is None:
        raise ValidationError({"years": _t("先に保存年限を決めてください。")})
    if years < 1:
        raise ValidationError({"years": _t("延ばす年数を1以上で入力してください。")})
    return change_asset(ctx, asset=asset, retention_years=asset.retention_years + years)


@action("assets.decide-end", permission=MANAGE, sentence=_("保存期間の満了後の扱いを決めました"))
def decide_end(ctx: Context, *, asset: Asset, end: RetentionEnd | str) -> Asset:
    """Destroy it (then a disposal file does so and keeps the proof) or hand it to the archives."""
    _demand_reason(ctx)
    if asset.hold_reason and end == RetentionEnd.DESTROY:
        words = {"reason": asset.hold_reason}
        raise ValidationError({"decision": _t("廃棄を止めています（%(reason)s）。先に解除してください。") % words})
    return change_asset(ctx, asset=asset, retention_end=end)


@action("assets.hold", permission=MANAGE, sentence=_("廃棄を止めました"))
def hold(ctx: Context, *, asset: Asset) -> Asset:
    """Not to be destroyed, whatever its period says: a lawsuit, an inquiry, a request for disclosure."""
    _demand_reason(ctx)
    return change_asset(ctx, asset=asset, hold_reason=ctx.reason.strip())


@action("assets.release", permission=MANAGE, sentence=_("廃棄を止めたことを解除しました"))
def release(ctx: Context, *, asset: Asset) -> Asset:
    """The hold ends; the period counts again."""
    _demand_reason(ctx)
    return change_asset(ctx, asset=asset, hold_reason="")


def _demand_reason(ctx: Context) -> None:
    if not ctx.reason.strip():
        raise ValidationError({"reason": _t("理由を書いてください。")})
    limit = Asset._meta.get_field("hold_reason").max_length or 200
    if len(ctx.reason.strip()) > limit:
        raise ValidationError({"reason": _t("理由は%(limit)s字までで書いてください。") % {"limit": limit}})
