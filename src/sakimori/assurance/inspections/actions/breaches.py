"""A breach of the rules is told politely, answered, and put right (5 遵守義務). Only the office and the chair see names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.models import Breach
from sakimori.assurance.inspections.types import BREACH_ASK
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people, take_back
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.people.models import Person, Unit

MANAGE = Permission.INSPECTION_MANAGE


@action("inspections.note-breach", permission=MANAGE, sentence=_("守られていないことに気づき、お知らせを用意しました"))
def note_breach(
    ctx: Context,
    *,
    person: Person,
    noticed_on: date,
    what: str,
    answer_by: date,
    unit: Unit | None = None,
    clause_path: str = "",
    happened: str = "",
    request: str = "",
) -> Breach:
    """Record it and ask the person (of a unit: who is in charge) by link. Raises ValidationError."""
    if noticed_on > ctx.today:
        raise ValidationError({"noticed_on": _t("気づいた日は今日までの日にしてください。")})
    if answer_by < ctx.today:
        raise ValidationError({"answer_by": _t("回答の期限は今日以後の日にしてください。")})
    breach = Breach(
        number=(Breach.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        person=person,
        unit=unit,
        clause_path=clause_path,
        noticed_on=noticed_on,
        happened=happened.strip(),
        what=what.strip(),
        request=request.strip(),
        answer_by=answer_by,
    )
    breach.full_clean()
    breach.save()
    title = _t("お知らせとお願い（第%(number)s号）") % {"number": breach.number}
    ask_people(ctx, kind=BREACH_ASK, title=title, subject=breach, people=[person], due_on=answer_by)
    return breach


@action("inspections.answer-breach", permission=Permission.ASK_ANSWER, sentence=_("お知らせに答えました"))
def apply_breach_answer(ctx: Context, *, ask: Ask, answer: Mapping[str, Any]) -> None:
    """Called inside the answering action."""
    breach = Breach.objects.get(pk=ask.subject_id)
    _answer(ctx, breach, str(answer["answer"]), ctx.today)


@action("inspections.enter-breach-answer", permission=MANAGE, sentence=_("お知らせへの回答を入力しました"))
def answer_breach(ctx: Context, *, breach: Breach, answer: str, answered_on: date) -> Breach:
    """The office enters what came on paper or by word of mouth."""
    if not breach.noticed_on <= answered_on <= ctx.today:
        raise ValidationError({"answered_on": _t("回答日は、気づいた日から今日までの日にしてください。")})
    take_back(Ask.objects.open().filter(kind=BREACH_ASK, subject_id=breach.pk), _t("事務局が入力しました。"))
    return _answer(ctx, breach, answer, answered_on)


def _answer(ctx: Context, breach: Breach, answer: str, answered_on: date) -> Breach:
    if breach.answered_on is not None:
        raise ValidationError(_t("すでに回答があります。"))
    breach.answer, breach.answered_on = answer.strip(), answered_on
    breach.full_clean()
    breach.save()
    return breach


@action("inspections.correct-breach", permission=MANAGE, sentence=_("お知らせしたことの改善措置を起こしました"))
def correct_breach(
    ctx: Context, *, breach: Breach, title: str, measure: str, due_on: date, owner: Person | None = None
) -> Breach:
    """What is to be put right, in words that name nobody: the list of corrective actions is read by more people."""
    _must_be_unsettled(breach)
    breach.improvement = open_improvement(
        ctx,
        title=title,
        finding=measure,
        measure=measure,
        origin=Origin.BREACH,
        due_on=due_on,
        grade=Grade.MINOR,
        found_on=breach.noticed_on,
        origin_text=_t("お知らせ 第%(number)s号") % {"number": breach.number},
        origin_model=Breach._meta.label_lower,
        origin_id=breach.pk,
        clause_path=breach.clause_path,
        duty="operation.breaches-corrected",
        owner=owner,
    )
    breach.save()
    return breach


@action("inspections.settle-breach", permission=MANAGE, sentence=_("お知らせしたことを終えました"))
def settle_breach(ctx: Context, *, breach: Breach, because: str) -> Breach:
    """Nothing is left to put right (or it was a mistake), and why."""
    _must_be_unsettled(breach)
    if not because.strip():
        raise ValidationError({"because": _t("理由を入力してください。")})
    breach.settled_on, breach.settled_because = ctx.today, because.strip()
    breach.full_clean()
    breach.save()
    take_back(Ask.objects.open().filter(kind=BREACH_ASK, subject_id=breach.pk), because.strip()[:200])
    return breach


def _must_be_unsettled(breach: Breach) -> None:
    if breach.settled_on is not None or breach.improvement_id is not None:
        raise ValidationError(_t("改善措置を起こしたか、すでに終えています。"))
