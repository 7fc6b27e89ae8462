"""The assembly settles a duty's cadence, target days, that it does not apply, and who has which part; each with why."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.duties.models import DutySetting, DutySplit
from sakimori.foundation.duties.spec import Ground, catalogue
from sakimori.foundation.duties.types import Part, Parts
from sakimori.foundation.people.types import Role


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
    _end_earlier(DutySetting, duty, start)
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


@action("duties.adopt-split", permission=Permission.DUTY_SETTINGS, sentence=_("役割の分担を決めました"))
def adopt_split(
    ctx: Context,
    *,
    duty: str,
    parts: Parts | None,
    reason: str,
    from_date: date | None = None,
    decided_on: date | None = None,
    decision: str = "",
) -> DutySplit:
    """Who has which part of a duty from a day on; `parts` None goes back to the shipped split. Both need a reason.

    Exactly one role or post answers for a duty, and somebody does it. Raises ValidationError.
    """
    if duty not in catalogue():
        raise ValidationError({"duty": _t("その確認項目はありません。")})
    if not reason.strip():
        raise ValidationError({"reason": _t("分担を変える理由を入力してください。")})
    start = from_date or ctx.today
    if parts is not None:
        _check_parts(parts, start)
    _end_earlier(DutySplit, duty, start)
    later = DutySplit.objects.filter(duty=duty, from_date__gt=start).order_by("from_date").first()
    split = DutySplit(
        duty=duty,
        is_shipped=parts is None,
        from_date=start,
        to_date=later.from_date - timedelta(days=1) if later else None,
        reason=reason.strip(),
        decided_on=decided_on,
        decision=decision.strip(),
    )
    for part, holders in (parts or {}).items():
        setattr(split, part.name.lower(), ",".join(role for role in Role if role in holders.roles))
        setattr(split, f"{part.name.lower()}_post", holders.post)
    split.full_clean()
    split.save()
    return split


def _check_parts(parts: Parts, start: date) -> None:
    if not parts.get(Part.RESPONSIBLE):
        raise ValidationError({"responsible": _t("行う役割か職を、一つ以上選んでください。")})
    answers = parts.get(Part.ACCOUNTABLE)
    if answers is None or len(answers.roles) + (answers.post is not None) != 1:
        raise ValidationError({"accountable": _t("責任を負う役割か職を、一つだけ選んでください。")})
    for part, holders in parts.items():
        if holders.post is not None and not holders.post.covers(start):
            raise ValidationError({part.name.lower(): _t("その職は、分担の始まる日にはありません。")})


def _end_earlier(model: type[DutySetting] | type[DutySplit], duty: str, start: date) -> None:
    """What was in force ends the day before; a decision of the same day is replaced."""
    for earlier in model.objects.on(start).filter(duty=duty):
        if earlier.from_date >= start:
            earlier.delete()
        else:
            earlier.to_date = start - timedelta(days=1)
            earlier.save()
