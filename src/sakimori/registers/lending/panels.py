"""The block "貸与" on the page of an asset, and who holds what for the list."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Holders, Line, Link, Panel
from sakimori.registers.assets.types import LIVE_STATES, AssetKind
from sakimori.registers.lending import queries
from sakimori.registers.lending.permit_queries import PastLoan, past_of_asset
from sakimori.registers.lending.types import PermitKind, ReturnReason

HOLDERS = Holders(queries.holder_names, queries.is_lent, queries.is_held_by)


def loans_panel(ctx: Context, asset: Asset) -> Panel | None:
    """Who has it, who had it, permissions; what can be done next. One SQL statement."""
    if asset.kind == AssetKind.SYSTEM or not allowed(ctx, Permission.ASSET_READ):
        return None
    loans, permits = past_of_asset(asset)
    held = next((loan for loan in loans if loan.returned_on is None), None)
    lines = [_line(ctx, loan) for loan in loans]
    lines += [
        Line(
            f"{PermitKind(permit.kind).label}: {permit.name}",
            _t("許可の申請中") if permit.granted_on is None else _t("%(day)sまで") % {"day": day_text(permit.to_date)},
            permit.from_date,
            address(ctx, "lending:permit", permit_id=permit.key),
        )
        for permit in permits
    ]
    step = None
    if held is not None and held.due_on < ctx.today:
        step = Link(_t("返納を受け付ける"), address(ctx, "lending:return-of", person_id=held.person_id))
    return Panel(
        _t("貸与"),
        tuple(lines),
        _links(ctx, asset, held) if allowed(ctx, Permission.ASSET_MANAGE) else (),
        nothing=_t("貸したことはありません。"),
        step=step,
    )


def _line(ctx: Context, loan: PastLoan) -> Line:
    period = _t("%(first)sから、期限 %(due)s") % {"first": day_text(loan.lent_on), "due": day_text(loan.due_on)}
    if loan.returned_on is not None:
        reason = dict(ReturnReason.choices).get(loan.return_reason, "")
        period = f"{day_text(loan.lent_on)} 〜 {day_text(loan.returned_on)}（{reason}）"
    name = loan.name if loan.returned_on else _t("%(name)sさんに貸出し中") % {"name": loan.name}
    return Line(name, period, None, address(ctx, "lending:loan", loan_id=loan.key))


def _links(ctx: Context, asset: Asset, held: PastLoan | None) -> tuple[Link, ...]:
    if held is not None:
        return (
            Link(_t("返納を受け付ける"), address(ctx, "lending:return-of", person_id=held.person_id)),
            Link(_t("紛失・破損を届け出る"), address(ctx, "lending:loss-new", asset_id=asset.pk)),
        )
    if asset.state not in LIVE_STATES:
        return ()
    return (
        Link(_t("貸す"), f"{address(ctx, 'lending:counter')}?marks={asset.number}"),
        Link(_t("持出しを記録する"), f"{address(ctx, 'lending:take-out-new')}?asset={asset.number}"),
        Link(_t("紛失・破損を届け出る"), address(ctx, "lending:loss-new", asset_id=asset.pk)),
    )
