"""Writes of classes and of the limits that follow from them (6(2) 情報資産の分類と管理)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.chains import said
from sakimori.registers.assets.models import Asset, ClassChange, HandlingLimit
from sakimori.registers.assets.queries_classes import Need, contents
from sakimori.registers.assets.rules import CLASS_FIELDS
from sakimori.registers.assets.types import Confidentiality, Topic

MANAGE = Permission.ASSET_MANAGE
LONGEST = ClassChange._meta.get_field("reason").max_length or 400


@action("assets.classify", permission=MANAGE, sentence=_("資産を分類しました"))
def classify(
    ctx: Context,
    *,
    asset: Asset,
    confidentiality: str,
    integrity: str,
    availability: str,
    has_personal_data: bool | None,
    reason: str,
) -> Asset:
    """Give an asset its class, with the reason. Never below what lies in it: first the content, then the holder."""
    values = {
        "confidentiality": confidentiality,
        "integrity": integrity,
        "availability": availability,
        "has_personal_data": has_personal_data,
    }
    _check(values, reason)
    before = {name: getattr(asset, name) for name in CLASS_FIELDS}
    if before == values:
        raise ValidationError(
            {"reason": _t("いまの分類と同じです。変えるところがなければ、記録する必要はありません。")}
        )
    for name, value in values.items():
        setattr(asset, name, value)
    inside = contents(ctx.today)
    errors = {need.field: said(need) for need in inside.unmet([asset])}
    if has_personal_data is False and inside.personal_in(asset) is not None:
        words = {"source": str(inside.personal_in(asset))}
        errors["has_personal_data"] = _t("個人情報を含む %(source)s が入っています。") % words
    if errors:
        raise ValidationError(errors)
    return _kept(ctx, asset, before, reason)


@action("assets.raise-holders", permission=MANAGE, sentence=_("入れ物の分類を、中身に合わせて引き上げました"))
def raise_holders(ctx: Context, *, assets: Iterable[Asset]) -> int:
    """Raise each of these to what it holds; the chain becomes the reason. Gives how many were raised."""
    found = contents(ctx.today)
    raised = 0
    for asset in assets:
        needs = found.unmet([asset])
        if needs:
            before = {name: getattr(asset, name) for name in CLASS_FIELDS}
            for need in needs:
                setattr(asset, need.field, need.value)
            asset.has_personal_data = True if found.personal_in(asset) else asset.has_personal_data
            _kept(ctx, asset, before, _because(needs))
            raised += 1
    return raised


def _because(needs: Iterable[Need]) -> str:
    return "".join(map(said, needs))[:LONGEST]


def _check(values: dict[str, Any], reason: str) -> None:
    errors = {
        name: _t("選んでください。") for name in ("confidentiality", "integrity", "availability") if not values[name]
    }
    if not reason.strip():
        errors["reason"] = _t("この分類にする理由を書いてください。")
    if errors:
        raise ValidationError(errors)


def _kept(ctx: Context, asset: Asset, before: dict[str, Any], reason: str) -> Asset:
    asset.full_clean()
    asset.save()
    row = ClassChange(
        asset=asset,
        changed_on=ctx.today,
        before=before,
        after={name: getattr(asset, name) for name in CLASS_FIELDS},
        reason=reason.strip(),
        person_id=ctx.actor.person_id,
    )
    row.full_clean()
    row.save()
    return asset


@action("assets.word-limit", permission=MANAGE, sentence=_("取扱制限の文言を決めました"))
def word_limit(ctx: Context, *, confidentiality: Confidentiality | str, topic: Topic | str, text: str) -> HandlingLimit:
    """The assembly's own wording of one cell of the table."""
    if not text.strip():
        raise ValidationError({"text": _t("文言を書いてください。元の文言に戻すときは「元に戻す」を使ってください。")})
    key = {"confidentiality": Confidentiality(confidentiality).value, "topic": Topic(topic).value}
    row = HandlingLimit.objects.filter(**key).first() or HandlingLimit(**key)
    row.text = text.strip()
    row.full_clean()
    row.save()
    return row


@action("assets.reset-limit", permission=MANAGE, sentence=_("取扱制限を元の文言に戻しました"))
def reset_limit(ctx: Context, *, confidentiality: Confidentiality | str, topic: Topic | str) -> None:
    """Back to the shipped wording."""
    for row in HandlingLimit.objects.filter(confidentiality=confidentiality, topic=topic):
        row.delete()
