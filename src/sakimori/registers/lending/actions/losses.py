"""紛失・破損等届: reported by the holder or by staff; found again, or closed as lost (AST-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.actions import change_state
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetState
from sakimori.registers.lending.actions.due import settle_returns
from sakimori.registers.lending.models import Loan, LossReport
from sakimori.registers.lending.types import GONE, LossCause, LossKind, LossResult, ReturnReason

MANAGE = Permission.ASSET_MANAGE


def as_keeper(ctx: Context) -> Context:
    """The register follows what somebody reported or was granted; they need no right over the register for that."""
    return replace(ctx, actor=replace(ctx.actor, granted=ctx.actor.granted | {MANAGE}))


@action("lending.report-loss", permission=Permission.ASK_ANSWER, sentence=_("紛失・破損等の届出がありました"))
def report_loss(
    ctx: Context,
    *,
    asset: Asset,
    kind: LossKind | str,
    happened_on: date,
    where: str,
    how: str,
    person: Person | None = None,
    cause: LossCause | str = "",
    data_inside: str = "",
    actions_taken: str = "",
    police_number: str = "",
    reported_on: date | None = None,
    scan: StoredFile | None = None,
    scan_name: str = "",
    scan_data: bytes = b"",
) -> LossReport:
    """Keep the report. What is lost or stolen leaves use at once; its loan stays open until it is found or given up.

    Whoever is not staff reports only what is lent to them.
    """
    loan = Loan.objects.filter(asset=asset, returned_on__isnull=True).select_related("person").first()
    own = loan is not None and loan.person_id == ctx.actor.person_id
    if not own and not allowed(ctx, MANAGE):
        raise PermissionDenied("lending.report-loss")
    _check(ctx, asset, kind, happened_on, reported_on)
    if scan_data:
        scan = store_file(ctx, name=scan_name or "scan", data=scan_data)
    report = LossReport(
        asset=asset,
        loan=loan,
        person=person or (loan.person if loan else None),
        kind=kind,
        cause=cause,
        happened_on=happened_on,
        where=where.strip(),
        how=how.strip(),
        data_inside=data_inside.strip(),
        actions_taken=actions_taken.strip(),
        police_number=police_number.strip(),
        reported_on=reported_on or ctx.today,
        channel=Channel.PAPER if scan and ctx.channel == Channel.WEB else ctx.channel,
        scan=scan,
    )
    report.full_clean()
    report.save()
    state = AssetState.LOST if kind in GONE else AssetState.REPAIR
    if asset.state != state:
        change_state(as_keeper(ctx), asset=asset, state=state, reason=str(LossKind(kind).label))
    return report


def _check(ctx: Context, asset: Asset, kind: LossKind | str, happened_on: date, reported_on: date | None) -> None:
    if happened_on > ctx.today:
        raise ValidationError({"happened_on": _t("起きた日に先の日付は入力できません。")})
    if reported_on is not None and (reported_on > ctx.today or reported_on < happened_on):
        raise ValidationError({"reported_on": _t("届出日は、起きた日から今日までの日にしてください。")})
    if LossReport.objects.filter(asset=asset, kind=kind, closed_on__isnull=True).exists():
        raise ValidationError(_t("この資産の同じ届出が、すでに受け付けられています。"))


@action("lending.add-to-loss", permission=MANAGE, sentence=_("紛失・破損等の届出に書き加えました"))
def add_to_loss(
    ctx: Context, *, report: LossReport, actions_taken: str, police_number: str, data_inside: str, cause: str = ""
) -> LossReport:
    """What was done since, the number of the police, what lay on it."""
    _must_be_open(report)
    report.actions_taken, report.police_number = actions_taken.strip(), police_number.strip()
    report.data_inside, report.cause = data_inside.strip(), cause
    report.full_clean()
    report.save()
    return report


@action("lending.found", permission=MANAGE, sentence=_("なくなった資産が見つかりました"))
def found_again(ctx: Context, *, report: LossReport, found_on: date, outcome: str) -> LossReport:
    """It turned up. What is still lent goes on being lent; anything else is kept as a spare."""
    _end(ctx, report, found_on, LossResult.FOUND, outcome)
    lent = Loan.objects.filter(asset=report.asset, returned_on__isnull=True).exists()
    if report.asset.state in {AssetState.LOST, AssetState.REPAIR}:
        state = AssetState.IN_USE if lent else AssetState.SPARE
        change_state(ctx, asset=report.asset, state=state, reason=outcome.strip()[:200])
    return report


@action("lending.close-loss", permission=MANAGE, sentence=_("紛失・破損等の届出を終えました"))
def close_loss(
    ctx: Context, *, report: LossReport, closed_on: date, outcome: str, result: LossResult | str = LossResult.LOST
) -> LossReport:
    """Given up, repaired or replaced. What is given up ends its loan, as lost; the asset stays lost on the register."""
    result = LossResult(result)
    if result == LossResult.FOUND:
        return found_again(ctx, report=report, found_on=closed_on, outcome=outcome)
    _end(ctx, report, closed_on, result, outcome)
    loan = Loan.objects.filter(asset=report.asset, returned_on__isnull=True).first()
    if result in {LossResult.LOST, LossResult.REPLACED}:
        state = AssetState.LOST if report.kind in GONE else AssetState.RETIRED
        if loan is not None:
            loan.returned_on = closed_on
            loan.return_reason = ReturnReason.LOST if state == AssetState.LOST else ReturnReason.EXCHANGE
            loan.return_note = outcome.strip()[:200]
            loan.save()
            settle_returns(ctx, people=[loan.person_id])
    else:
        state = AssetState.IN_USE if loan is not None else AssetState.SPARE
    if report.asset.state != state:
        change_state(ctx, asset=report.asset, state=state, reason=outcome.strip()[:200])
    return report


def _end(ctx: Context, report: LossReport, day: date, result: LossResult, outcome: str) -> None:
    _must_be_open(report)
    if day < report.happened_on or day > ctx.today:
        raise ValidationError({"closed_on": _t("起きた日から今日までの日にしてください。")})
    if not outcome.strip():
        raise ValidationError({"outcome": _t("どうなったかを入力してください。")})
    report.closed_on, report.result, report.outcome = day, result, outcome.strip()
    report.full_clean()
    report.save()


def _must_be_open(report: LossReport) -> None:
    if report.closed_on is not None:
        raise ValidationError(_t("この届出は、すでに終わっています。"))


def apply_loss(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The report of a holder that came by link or on paper."""
    loan = Loan.objects.select_related("asset", "person").get(pk=ask.subject_id)
    day = answer["happened_on"]
    report_loss(
        as_keeper(ctx),
        asset=loan.asset,
        person=ask.person,
        kind=str(answer["kind"]),
        happened_on=day if isinstance(day, date) else date.fromisoformat(str(day)),
        where=str(answer["where"]),
        how=str(answer["how"]),
        cause=str(answer.get("cause") or ""),
        data_inside=str(answer.get("data_inside") or ""),
        actions_taken=str(answer.get("actions_taken") or ""),
        police_number=str(answer.get("police_number") or ""),
        scan=ask.scan,
    )
