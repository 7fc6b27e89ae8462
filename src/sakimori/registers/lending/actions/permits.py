"""Permissions to take things out or to use one's own device, and the take-outs themselves (PHY-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, Category, OwnerKind
from sakimori.registers.lending.actions.losses import as_keeper
from sakimori.registers.lending.models import Loan, Permit, PermitCheck, TakeOut
from sakimori.registers.lending.types import PERMIT, PermitKind

MANAGE = Permission.ASSET_MANAGE


@action("lending.apply-permit", permission=Permission.APPROVAL_APPLY, sentence=_("持出し・利用の許可を申請しました"))
def apply_for_permit(
    ctx: Context,
    *,
    kind: PermitKind | str,
    asset: Asset,
    person: Person,
    from_date: date,
    to_date: date,
    purpose: str,
    route: Sequence[Role],
    destination: str = "",
    conditions: str = "",
) -> Permit:
    """Apply; staff for anybody, everybody else for themselves and for what they hold. It holds when the last role approved."""
    kind = PermitKind(kind)
    if not allowed(ctx, MANAGE) and not _may_apply(ctx, asset, person, kind):
        raise PermissionDenied("lending.apply-permit")
    if to_date < ctx.today:
        raise ValidationError({"to_date": _t("期限は今日以後の日にしてください。")})
    if kind == PermitKind.PRIVATE_DEVICE and asset.owner_kind != OwnerKind.MEMBER:
        raise ValidationError({"asset": _t("個人所有の端末ではありません。")})
    if kind != PermitKind.PRIVATE_DEVICE and not destination.strip():
        raise ValidationError({"destination": _t("持出し先を入力してください。")})
    permit = Permit(
        kind=kind,
        asset=asset,
        person=person,
        from_date=from_date,
        to_date=to_date,
        destination=destination.strip(),
        purpose=purpose.strip(),
        conditions=conditions.strip(),
    )
    permit.full_clean()
    permit.save()
    permit.application = apply_for(
        ctx,
        kind=PERMIT,
        title=f"{kind.label}: {person.shown_name} {asset.name}"[:160],
        subject=permit,
        route=route,
        from_date=from_date,
        to_date=to_date,
        conditions=permit.conditions,
        applicant_id=person.pk,
    )
    permit.save()
    return permit


def _may_apply(ctx: Context, asset: Asset, person: Person, kind: PermitKind) -> bool:
    if person.pk != ctx.actor.person_id:
        return False
    if kind == PermitKind.PRIVATE_DEVICE:
        return asset.custodian_id == person.pk
    return Loan.objects.filter(asset=asset, person=person, returned_on__isnull=True).exists()


@action("lending.apply-device", permission=Permission.APPROVAL_APPLY, sentence=_("個人所有の端末の利用を申請しました"))
def apply_for_device(
    ctx: Context,
    *,
    person: Person,
    name: str,
    category: Category | str,
    model: str,
    serial: str,
    to_date: date,
    purpose: str,
    conditions: str,
    route: Sequence[Role],
) -> Permit:
    """A private device comes onto the register together with its application (BYOD)."""
    if person.pk != ctx.actor.person_id and not allowed(ctx, MANAGE):
        raise PermissionDenied("lending.apply-device")
    asset = register_asset(
        as_keeper(ctx),
        kind=AssetKind.DEVICE,
        category=category,
        name=name.strip(),
        model=model.strip(),
        serial=serial.strip(),
        owner_kind=OwnerKind.MEMBER,
        owner_name=person.shown_name,
        custodian=person,
    )
    return apply_for_permit(
        ctx,
        kind=PermitKind.PRIVATE_DEVICE,
        asset=asset,
        person=person,
        from_date=ctx.today,
        to_date=to_date,
        purpose=purpose,
        conditions=conditions,
        route=route,
    )


@action("lending.grant", permission=Permission.APPROVAL_APPLY, sentence=_("持出し・利用の申請が決定されました"))
def grant_decided(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: an application for a permission came to its end."""
    if event.kind != PERMIT or not event.is_approved:
        return
    permit = Permit.objects.get(pk=event.subject_id)
    decision = permit.application.decisions.order_by("-decided_on", "-id").first() if permit.application else None
    permit.granted_on = decision.decided_on if decision else ctx.today
    permit.save()


@action("lending.revoke", permission=MANAGE, sentence=_("持出し・利用の許可を取り消しました"))
def revoke_permit(ctx: Context, *, permit: Permit, reason: str, revoked_on: date | None = None) -> Permit:
    """The permission ends before its day, e.g. after an accident."""
    if permit.granted_on is None or permit.revoked_on is not None:
        raise ValidationError(_t("有効な許可ではありません。"))
    if not reason.strip():
        raise ValidationError({"reason": _t("取り消す理由を入力してください。")})
    permit.revoked_on, permit.revoke_reason = revoked_on or ctx.today, reason.strip()
    permit.full_clean()
    permit.save()
    return permit


@action("lending.check-permit", permission=MANAGE, sentence=_("許可の条件が守られているかを確かめました"))
def check_permit(ctx: Context, *, permit: Permit, checked_on: date, is_kept: bool, note: str) -> PermitCheck:
    """Somebody looked whether the conditions of a permission are kept, e.g. updates and screen lock of a private device."""
    if permit.granted_on is None:
        raise ValidationError(_t("まだ許可されていません。"))
    if checked_on > ctx.today or checked_on < permit.granted_on:
        raise ValidationError({"checked_on": _t("許可日から今日までの日にしてください。")})
    row = PermitCheck(
        permit=permit, checked_on=checked_on, is_kept=is_kept, note=note.strip(), person_id=ctx.actor.person_id
    )
    row.full_clean()
    row.save()
    return row


@action("lending.take-out", permission=MANAGE, sentence=_("資産の持出しを記録しました"))
def leave(
    ctx: Context, *, asset: Asset, person: Person, destination: str, purpose: str, left_on: date, due_on: date
) -> TakeOut:
    """Something leaves the building for a while. Without a permission it is recorded too, and the board says so."""
    if left_on > ctx.today:
        raise ValidationError({"left_on": _t("持出し日に先の日付は入力できません。")})
    out = TakeOut(
        asset=asset,
        person=person,
        destination=destination.strip(),
        purpose=purpose.strip(),
        left_on=left_on,
        due_on=due_on,
    )
    out.full_clean()
    out.save()
    return out


@action("lending.take-out-back", permission=MANAGE, sentence=_("持ち出した資産が戻りました"))
def come_back(ctx: Context, *, take_out: TakeOut, back_on: date, note: str) -> TakeOut:
    """It is back and was looked at."""
    if take_out.back_on is not None:
        raise ValidationError(_t("すでに戻っています。"))
    if back_on > ctx.today or back_on < take_out.left_on:
        raise ValidationError({"back_on": _t("持出し日から今日までの日にしてください。")})
    if not note.strip():
        raise ValidationError({"note": _t("戻ったときに確かめたことを入力してください。")})
    take_out.back_on, take_out.back_note = back_on, note.strip()
    take_out.full_clean()
    take_out.save()
    return take_out
