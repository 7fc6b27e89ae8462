"""Looking for fakes by hand: when, where, what was found, what the service answered (SNS-5)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.social.models import FakeLook

MANAGE = Permission.SUPPLIER_MANAGE


@action("social.look-for-fakes", permission=MANAGE, sentence=_("なりすましを調べました"))
def look_for_fakes(ctx: Context, /, *, looked_on: date, **values: Any) -> FakeLook:
    """Somebody looked. A fake is named by its address."""
    if looked_on > ctx.today:
        raise ValidationError({"looked_on": _t("調べた日に先の日付は入力できません。")})
    look = FakeLook(looked_on=looked_on, person_id=ctx.actor.person_id, **values)
    if look.is_found and not look.fake_address.strip():
        raise ValidationError({"fake_address": _t("なりすましのアドレスを書いてください。")})
    look.full_clean()
    look.save()
    return look


@action("social.follow-fake", permission=MANAGE, sentence=_("なりすましへの対応を記録しました"))
def follow_fake(
    ctx: Context, *, look: FakeLook, reported_on: date | None, answer: str = "", gone_on: date | None = None
) -> FakeLook:
    """The service was told, answered, and the fake is gone."""
    if not look.is_found:
        raise ValidationError(_t("なりすましは見つかっていません。"))
    for name, day in (("reported_on", reported_on), ("gone_on", gone_on)):
        if day is not None and (day > ctx.today or day < look.looked_on):
            raise ValidationError({name: _t("調べた日から今日までの日にしてください。")})
    look.reported_on, look.answer, look.gone_on = reported_on, answer.strip(), gone_on
    look.full_clean()
    look.save()
    return look
