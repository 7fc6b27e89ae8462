"""The assembly's BCP, to which the cards belong."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.measures.continuity.models import ContinuityPlan


@action("continuity.plan", permission=Permission.PLAN_MANAGE, sentence=_("議会BCPの所在を登録しました"))
def save_plan(
    ctx: Context, *, title: str, revised_on: date, clause: str = "", trigger: str = "", kept_at: str = "",
    file_name: str = "", data: bytes | None = None,
) -> ContinuityPlan:  # fmt: skip
    """Where the plan is and what starts it. What stood there before stays as the record of past days."""
    if revised_on > ctx.today:
        raise ValidationError({"revised_on": _t("改定した日に先の日付は入力できません。")})
    last = ContinuityPlan.objects.filter(to_date__isnull=True).first()
    row = last or ContinuityPlan(from_date=ctx.today)
    if last is not None and last.from_date < ctx.today:
        last.to_date = ctx.today - timedelta(days=1)
        last.save()
        row = ContinuityPlan(from_date=ctx.today, file=last.file)
    row.title, row.revised_on, row.clause = title.strip(), revised_on, clause.strip()
    row.trigger, row.kept_at = trigger.strip(), kept_at.strip()
    if data is not None:
        row.file = store_file(ctx, name=file_name, data=data)
    row.full_clean()
    row.save()
    return row
