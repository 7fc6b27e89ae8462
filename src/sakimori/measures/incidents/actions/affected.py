"""One click from a case into the registers: a device is lost, a loan ends, an account of the register is shut."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.actions.guards import MANAGE, must_be_open, note
from sakimori.measures.incidents.actions.timeline import touch_asset
from sakimori.measures.incidents.clocks import day_in_japan
from sakimori.measures.incidents.closers import shut_all
from sakimori.measures.incidents.models import AffectedAsset, Case
from sakimori.measures.incidents.types import AssetEffect, LineKind, LossWay
from sakimori.registers.assets.actions import change_state
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import LIVE_STATES, AssetKind, AssetState
from sakimori.registers.lending.actions import close_loss, report_loss
from sakimori.registers.lending.actions.loans import change_due
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.types import LossKind, LossResult


@action("incidents.device-lost", permission=MANAGE, sentence=_("事案の端末を、紛失・盗難にしました"))
def mark_lost(
    ctx: Context, *, case: Case, asset: Asset, way: LossWay | str, where: str, police_number: str = ""
) -> AffectedAsset:
    """The report of loss is made and the asset leaves use, from what the case knows already."""
    must_be_open(ctx, case)
    happened = day_in_japan(case.happened_at or case.noticed_at)
    report = report_loss(
        ctx,
        asset=asset,
        kind=LossKind(LossWay(way).value),
        happened_on=happened,
        where=where,
        how=_t("事案 %(code)s による") % {"code": case.code},
        police_number=police_number,
    )
    row = touch_asset(ctx, case=case, asset=asset, effect=AssetEffect.LOST)
    row.loss = report
    row.save()
    return row


@action("incidents.device-found", permission=MANAGE, sentence=_("事案の端末が見つかりました"))
def device_found(
    ctx: Context, *, affected: AffectedAsset, outcome: str, found_on: date | None = None, is_found: bool = True
) -> AffectedAsset:
    """It turned up, or it was given up: the report of loss ends, and the register follows."""
    must_be_open(ctx, affected.case)
    if affected.loss is None:
        raise ValidationError(_t("この資産には、紛失・破損等の届出がありません。"))
    close_loss(
        ctx,
        report=affected.loss,
        closed_on=found_on or ctx.today,
        outcome=outcome,
        result=LossResult.FOUND if is_found else LossResult.LOST,
    )
    affected.effect = AssetEffect.CLEARED if is_found else AssetEffect.LOST
    affected.note = outcome.strip()[:200]
    affected.save()
    words = _t("見つかった: %(asset)s") if is_found else _t("見つからないまま終える: %(asset)s")
    note(ctx, affected.case, LineKind.FACT, f"{words % {'asset': affected.asset}} {outcome.strip()}")
    return affected


@action("incidents.end-loan", permission=MANAGE, sentence=_("事案の端末の貸出しを止め、返却を求めました"))
def end_loan(ctx: Context, *, case: Case, asset: Asset) -> Loan:
    """Its return is due today; the holder is asked as for any return."""
    must_be_open(ctx, case)
    loan = Loan.objects.filter(asset=asset, returned_on__isnull=True).select_related("person").first()
    if loan is None:
        raise ValidationError(_t("この資産は、だれにも貸していません。"))
    change_due(ctx, loan=loan, due_on=ctx.today)
    words = _t("貸出しを止め、今日までの返却を求めました: %(asset)s") % {"asset": asset}
    note(ctx, case, LineKind.DECISION, words, whom=loan.person.shown_name)
    return loan


@action("incidents.close-account", permission=MANAGE, sentence=_("事案のIDを使えなくしました"))
def close_account(ctx: Context, *, case: Case, asset: Asset) -> AffectedAsset:
    """An ID of the register of assets (a service's account) is retired; in the service itself somebody must do it too."""
    must_be_open(ctx, case)
    if asset.kind != AssetKind.ACCOUNT or asset.state not in LIVE_STATES:
        raise ValidationError(_t("使っているIDを選んでください。"))
    change_state(ctx, asset=asset, state=AssetState.RETIRED, reason=_t("事案 %(code)s による") % {"code": case.code})
    return touch_asset(ctx, case=case, asset=asset, effect=AssetEffect.STOPPED, note_text=_t("使えなくした"))


@action("incidents.close-person", permission=Permission.ACCOUNT_MANAGE, sentence=_("事案に関わる人の利用を止めました"))
def close_person(ctx: Context, *, case: Case, person: Person) -> int:
    """Every account of the person in Sakimori is stopped and its sessions end. Gives how many there were."""
    must_be_open(ctx, case)
    count = shut_all(ctx, person)
    words = _t("防人の利用を止めた: %(name)s（%(count)s件）") % {"name": person.shown_name, "count": count}
    note(ctx, case, LineKind.DECISION, words)
    return count
