"""The assembly settles a duty's cadence, target days, or that it does not apply; each with its ground and reason."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import Ground, catalogue


@action("duties.settle", permission=Permission.DUTY_SETTINGS, sentence=_("確認項目の期限や頻度を決めました"))
def settle_duty(
    ctx: Context,
    *,
    duty: str,
    days: int | None = None,
    is_open: bool = False,
    is_applicable: bool = True,
    ground: Ground = Ground.POLICY,
    reason: str = "",
    from_date: date | None = None,
    decided_on: date | None = None,
    decision: str = "",
) -> DutySetting:
    """Record the decision from a day on; the earlier one ends the day before.

    A duty of law cannot be switched off, only explained (product.md, principle 2). Raises ValidationError.
    """
    spec = catalogue().get(duty)
    if spec is None:
        raise ValidationError({"duty": _t("その確認項目はありません。")})
    if not is_applicable and spec.ground == Ground.LAW and not spec.ground_note:
        raise ValidationError({"is_applicable": _t("法律に基づく項目は対象外にできません。")})
    if (not is_applicable or is_open) and not reason.strip():
        raise ValidationError({"reason": _t("対象外にする、または頻度を定めない理由を入力してください。")})
    start = from_date or ctx.today
    for earlier in DutySetting.objects.on(start).filter(duty=duty):
        if earlier.from_date >= start:
            earlier.delete()
        else:
            earlier.to_date = start - timedelta(days=1)
            earlier.save()
    setting = DutySetting(
        duty=duty,
        days=days,
        is_open=is_open,
        is_applicable=is_applicable,
        ground=ground,
        reason=reason.strip(),
        from_date=start,
        decided_on=decided_on,
        decision=decision,
    )
    setting.full_clean()
    setting.save()
    return setting
