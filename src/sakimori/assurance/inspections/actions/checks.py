"""A check of a unit by records that a seed draws: drawn, looked at, closed, what was found put right (OPE-2)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance import drawing
from sakimori.assurance.inspections.models import CheckDraw, ComplianceCheck
from sakimori.assurance.inspections.types import LARGEST_SAMPLE, Seen
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person, Unit

MANAGE = Permission.INSPECTION_MANAGE


@action("inspections.draw-check", permission=MANAGE, sentence=_("遵守状況の確認のため、対象を抽出しました"))
def draw_check(ctx: Context, *, unit: Unit, duty: str, size: int, seed: str = "") -> ComplianceCheck:
    """Draw records of a duty as it stands today. Seed and population are kept. Raises ValidationError."""
    taken = drawing.draw_sample(duty, ctx.today, size=size, seed=seed, largest=LARGEST_SAMPLE)
    found = ComplianceCheck(
        unit=unit,
        duty=duty,
        seed=taken.seed,
        algorithm=drawing.ALGORITHM,
        drawn_on=ctx.today,
        population=taken.population,
        person_id=ctx.actor.person_id,
    )
    found.full_clean()
    found.save()
    CheckDraw.objects.bulk_create(
        CheckDraw(
            check_row=found,
            position=position,
            subject_id=one.id,
            label=one.label[:200],
            is_breached=one.is_breached,
        )
        for position, one in enumerate(taken.subjects, start=1)
    )
    return found


@action("inspections.see-draw", permission=MANAGE, sentence=_("抽出した対象を確かめました"))
def see_draw(ctx: Context, *, draw: CheckDraw, result: Seen | str, note: str = "") -> CheckDraw:
    """What was seen of one record. Raises ValidationError."""
    _must_be_open(draw.check_row)
    draw.result, draw.note = Seen(result), note.strip()
    if draw.result in {Seen.FINDING, Seen.NOT_APPLICABLE} and not draw.note:
        raise ValidationError(
            {"note": _t("「守られていない」「該当しない」のときは、確かめた内容を入力してください。")}
        )
    draw.checked_on = ctx.today if draw.result != Seen.UNCHECKED else None
    draw.full_clean()
    draw.save()
    return draw


@action("inspections.close-check", permission=MANAGE, sentence=_("遵守状況の確認を終えました"))
def close_check(
    ctx: Context, *, check: ComplianceCheck, note: str, due_on: date | None = None, owner: Person | None = None
) -> ComplianceCheck:
    """Every record was looked at; what is not kept becomes one corrective action. Raises ValidationError."""
    _must_be_open(check)
    draws = list(check.draws.order_by("position"))
    if any(draw.result == Seen.UNCHECKED for draw in draws):
        raise ValidationError(_t("まだ見ていない対象があります。"))
    bad = [draw for draw in draws if draw.result == Seen.FINDING]
    if bad and due_on is None:
        raise ValidationError({"due_on": _t("守られていないものがあります。直す期限を入力してください。")})
    if bad and due_on is not None:
        title = catalogue()[check.duty].title_ja
        check.improvement = open_improvement(
            ctx,
            title=_t("遵守状況の確認: %(title)s") % {"title": title},
            finding="\n".join(f"{draw.label}: {draw.note}" for draw in bad),
            origin=Origin.CHECK,
            due_on=due_on,
            grade=Grade.MINOR,
            origin_text=f"{check.unit.name} {title}",
            origin_model=ComplianceCheck._meta.label_lower,
            origin_id=check.pk,
            duty=check.duty,
            unit=check.unit,
            owner=owner,
        )
    check.closed_on, check.note = ctx.today, note.strip()
    check.full_clean()
    check.save()
    return check


def _must_be_open(check: ComplianceCheck) -> None:
    if check.closed_on is not None:
        raise ValidationError(_t("この確認は、すでに終わっています。"))
