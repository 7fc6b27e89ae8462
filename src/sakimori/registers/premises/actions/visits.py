"""Visitors and maintenance: who came in, with whom, what was touched (PHY-6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.files.actions import store_file
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.rules import CLOCK_LEEWAY

MANAGE = Permission.ASSET_MANAGE
VISIT_FIELDS = frozenset(
    {"place", "visitor", "company", "purpose", "escort", "came_at", "left_at", "touched", "brought", "taken", "report"}
)


Paper = tuple[str, bytes] | None
"""A file that was sent: name and bytes."""


@action("premises.record-visit", permission=MANAGE, sentence=_("入室を記録しました"))
def record_visit(ctx: Context, /, **values: Any) -> Visit:
    """Somebody from outside came in."""
    visit = Visit(came_at=values.pop("came_at", None) or ctx.at)
    _fill(ctx, visit, values)
    return visit


@action("premises.change-visit", permission=MANAGE, sentence=_("入室の記録を直しました"))
def change_visit(ctx: Context, /, *, visit: Visit, **values: Any) -> Visit:
    """A record of a visit is completed or corrected; what stood before stays in the history."""
    _fill(ctx, visit, values)
    return visit


@action("premises.leave", permission=MANAGE, sentence=_("退室を記録しました"))
def leave(
    ctx: Context, *, visit: Visit, left_at: datetime | None = None, touched: str, taken: str = "", report: Paper = None
) -> Visit:
    """A visitor has gone, and said or showed what was touched and what goes out; the work report may lie with it."""
    if visit.left_at is not None:
        raise ValidationError(_t("退室は、すでに記録されています。"))
    _fill(ctx, visit, {"left_at": left_at or ctx.at, "touched": touched, "taken": taken, "report": report})
    return visit


def _fill(ctx: Context, visit: Visit, values: dict[str, Any]) -> None:
    unknown = set(values) - VISIT_FIELDS
    if unknown:
        raise ValueError(f"a visit has no {sorted(unknown)}")
    paper = values.pop("report", None)
    if paper:  # no file sent means: as it was
        visit.report = store_file(ctx, name=paper[0], data=paper[1])
    for name, value in values.items():
        setattr(visit, name, kept_text(value) if isinstance(value, str) else value)
    latest = ctx.at + CLOCK_LEEWAY
    for name in ("came_at", "left_at"):
        moment = getattr(visit, name)
        if moment is not None and moment > latest:
            raise ValidationError({name: _t("先の時刻は入力できません。")})
    if visit.left_at is not None and visit.left_at < visit.came_at:
        raise ValidationError({"left_at": _t("退室は、入室より後の時刻にしてください。")})
    visit.full_clean()
    visit.save()
