"""What was answered "no" becomes corrective actions, chosen by the office in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections import queries
from sakimori.assurance.inspections.models import Round
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question whose "no" is to be mended: by whom, by when."""

    key: str
    due_on: date
    owner: Person | None = None
    grade: Grade = Grade.MINOR


@action(
    "inspections.open-findings",
    permission=Permission.INSPECTION_MANAGE,
    sentence=_("自己点検の「いいえ」から改善措置を起こしました"),
)
def open_findings(ctx: Context, *, found: Round, chosen: Sequence[Chosen]) -> list[Improvement]:
    """One corrective action a question, however many answered "no". No member is named in it."""
    if not chosen:
        raise ValidationError(_t("改善措置を起こすものを、一つ以上選んでください。"))
    proposed = {row.question.key: row for row in queries.proposals(found)}
    made = []
    for choice in chosen:
        row = proposed.get(choice.key)
        if row is None:
            raise ValidationError(_t("この質問の改善措置は、すでに起こしてあります。"))
        question = row.question
        question.improvement = open_improvement(
            ctx,
            title=row.title,
            finding=row.finding,
            origin=Origin.INSPECTION,
            due_on=choice.due_on,
            grade=choice.grade,
            origin_text=found.title,
            origin_model=Round._meta.label_lower,
            origin_id=found.pk,
            clause_path=question.clause_path,
            duty=question.duty,
            unit=row.only_unit,
            owner=choice.owner,
        )
        question.save()
        made.append(question.improvement)
    return made
