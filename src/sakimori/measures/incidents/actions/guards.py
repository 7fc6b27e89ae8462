"""What every act on a case asks first, and the one way to add a line to its timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import decide
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.models import Case, Line
from sakimori.measures.incidents.types import LineKind

MANAGE = Permission.INCIDENT_MANAGE


def must_be_open(ctx: Context, case: Case) -> None:
    """The actor may see it, and it is not over."""
    must_see(ctx, case)
    if not case.is_open:
        raise ValidationError(_t("この事案の記録は終わっています。"))


def must_see(ctx: Context, case: Case) -> None:
    """A restricted case is for those who may see it."""
    if case.is_restricted and not decide(ctx, case):
        raise PermissionDenied("incidents.restricted")


def not_later(ctx: Context, moment: datetime | None, name: str = "at") -> None:
    """What is recorded has happened."""
    if moment is not None and moment > ctx.at:
        raise ValidationError({name: _t("先の日時は入力できません。")})


def demand_reason(reason: str, name: str = "reason") -> str:
    """A reason that is more than spaces."""
    if not reason.strip():
        raise ValidationError({name: _t("理由を入力してください。")})
    return reason.strip()


def writer(ctx: Context) -> Person | None:
    """Who writes; nobody for jobs."""
    return Person.objects.filter(pk=ctx.actor.person_id).first() if ctx.actor.person_id else None


def note(ctx: Context, case: Case, kind: LineKind | str, text: str, *, at: datetime | None = None, **more: Any) -> Line:
    """Add a line; `at` is when it happened, the moment of writing is the context's."""
    not_later(ctx, at)
    line = Line(
        case=case,
        kind=kind,
        at=at or ctx.at,
        entered_at=ctx.at,
        channel=Channel(ctx.channel),
        text=text.strip(),
        person=writer(ctx),
        **more,
    )
    line.full_clean()
    line.save()
    return line
