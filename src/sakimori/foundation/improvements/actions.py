"""Corrective actions are opened by any module, mended by their owner, and closed by somebody who looked again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people, take_back
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Extension, Improvement, Proof
from sakimori.foundation.improvements.types import ASK_KIND, Grade, Origin, State
from sakimori.foundation.people.models import Person, Unit


@action("improvements.open", permission=Permission.IMPROVEMENT_MANAGE, sentence=_("改善措置を起こしました"))
def open_improvement(
    ctx: Context,
    *,
    title: str,
    finding: str,
    origin: Origin,
    due_on: date,
    grade: Grade = Grade.MINOR,
    found_on: date | None = None,
    origin_text: str = "",
    origin_model: str = "",
    origin_id: UUID | None = None,
    clause_path: str = "",
    duty: str = "",
    unit: Unit | None = None,
    owner: Person | None = None,
    cause: str = "",
    measure: str = "",
) -> Improvement:
    """Open one; an owner is asked at once to mend it. Raises ValidationError."""
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    last = Improvement.objects.aggregate(last=Max("number"))["last"] or 0
    improvement = Improvement(
        number=last + 1,
        title=title.strip(),
        finding=finding.strip(),
        origin=origin,
        due_on=due_on,
        grade=grade,
        found_on=found_on or ctx.today,
        origin_text=origin_text,
        origin_model=origin_model,
        origin_id=origin_id,
        clause_path=clause_path,
        duty=duty,
        unit=unit,
        owner=owner,
        cause=cause.strip(),
        measure=measure.strip(),
    )
    improvement.full_clean()
    improvement.save()
    _ask_owner(ctx, improvement)
    return improvement


@action("improvements.plan", permission=Permission.IMPROVEMENT_MANAGE, sentence=_("改善措置の担当と内容を決めました"))
def plan_improvement(
    ctx: Context,
    *,
    improvement: Improvement,
    owner: Person | None,
    cause: str,
    measure: str,
    grade: Grade | None = None,
) -> Improvement:
    """Who mends it, why it came about, what will be done. A new owner is asked, the earlier one no longer."""
    _must_be(improvement, State.OPEN)
    if improvement.owner_id != (owner.pk if owner else None):
        _withdraw(improvement, _t("担当者が変わりました。"))
    improvement.owner, improvement.cause, improvement.measure = owner, cause.strip(), measure.strip()
    improvement.grade = grade or improvement.grade
    improvement.full_clean()
    improvement.save()
    _ask_owner(ctx, improvement)
    return improvement


@action("improvements.extend", permission=Permission.IMPROVEMENT_MANAGE, sentence=_("改善措置の期限を延ばしました"))
def extend_improvement(ctx: Context, *, improvement: Improvement, due_on: date, reason: str) -> Improvement:
    """Move the date; every move is kept with its reason. Raises ValidationError."""
    _must_be(improvement, State.OPEN)
    if not reason.strip():
        raise ValidationError({"reason": _t("期限を延ばす理由を入力してください。")})
    if due_on <= max(improvement.due_on, ctx.today):
        raise ValidationError({"due_on": _t("いまの期限より後の日にしてください。")})
    Extension(
        improvement=improvement,
        from_due=improvement.due_on,
        to_due=due_on,
        reason=reason.strip(),
        extended_on=ctx.today,
    ).save()
    improvement.due_on, improvement.escalated_on = due_on, None
    improvement.save()
    Ask.objects.open().filter(kind=ASK_KIND, subject_id=improvement.pk).update(due_on=due_on)
    return improvement


@action("improvements.report", permission=Permission.ASK_ANSWER, sentence=_("改善措置を実施したと報告しました"))
def report_done(
    ctx: Context,
    *,
    improvement: Improvement,
    done_on: date,
    done_note: str,
    proof: StoredFile | None = None,
    cause: str = "",
) -> Improvement:
    """The owner (or the office for them) says what was done, with proof. It then waits for another look."""
    _must_be(improvement, State.OPEN)
    if done_on > ctx.today:
        raise ValidationError({"done_on": _t("実施日は今日までの日にしてください。")})
    if not done_note.strip():
        raise ValidationError({"done_note": _t("何をしたかを入力してください。")})
    Proof(
        improvement=improvement,
        file=proof,
        text=done_note.strip(),
        given_on=ctx.today,
        person_id=ctx.actor.person_id,
    ).save()
    improvement.state, improvement.done_on, improvement.done_note = State.DONE, done_on, done_note.strip()
    improvement.cause = improvement.cause or cause.strip()
    improvement.save()
    # An owner who answers has closed the ask by answering; where the office enters it, the ask is no longer wanted.
    _withdraw(improvement, _t("事務局が入力しました。"))
    return improvement


@action("improvements.verify", permission=Permission.IMPROVEMENT_VERIFY, sentence=_("改善措置の完了を確かめました"))
def verify_improvement(
    ctx: Context, *, improvement: Improvement, verification: str, same_person_reason: str = ""
) -> Improvement:
    """Somebody looked again: it is over. The owner may do so only with a recorded reason. Raises ValidationError."""
    _must_be(improvement, State.DONE)
    if not verification.strip():
        raise ValidationError({"verification": _t("どのように確かめたかを入力してください。")})
    own = improvement.owner_id is not None and improvement.owner_id == ctx.actor.person_id
    if own and not same_person_reason.strip():
        raise ValidationError(
            {"same_person_reason": _t("担当者が自ら確かめるときは、ほかの人が確かめられない理由を入力してください。")}
        )
    improvement.state, improvement.verified_on = State.CLOSED, ctx.today
    improvement.verified_by_id = ctx.actor.person_id
    improvement.verification = verification.strip()
    improvement.same_person_reason = same_person_reason.strip() if own else ""
    improvement.save()
    _withdraw(improvement, _t("完了しました。"))
    return improvement


@action("improvements.reopen", permission=Permission.IMPROVEMENT_VERIFY, sentence=_("改善措置を差し戻しました"))
def reopen_improvement(ctx: Context, *, improvement: Improvement, reason: str, due_on: date) -> Improvement:
    """It was not mended after all: the owner is asked again. Raises ValidationError."""
    _must_be(improvement, State.DONE)
    if not reason.strip():
        raise ValidationError({"reason": _t("差し戻す理由を入力してください。")})
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    Extension(
        improvement=improvement,
        from_due=improvement.due_on,
        to_due=due_on,
        reason=reason.strip(),
        extended_on=ctx.today,
    ).save()
    improvement.state, improvement.done_on, improvement.due_on = State.OPEN, None, due_on
    improvement.escalated_on = None  # late by the new date, it comes before the chair again
    improvement.save()
    _ask_owner(ctx, improvement)
    return improvement


@action("improvements.drop", permission=Permission.IMPROVEMENT_MANAGE, sentence=_("改善措置を取りやめました"))
def drop_improvement(ctx: Context, *, improvement: Improvement, reason: str) -> Improvement:
    """It is no longer wanted; the reason stays. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _t("取りやめる理由を入力してください。")})
    improvement.state, improvement.dropped_on, improvement.dropped_reason = State.DROPPED, ctx.today, reason.strip()
    improvement.save()
    _withdraw(improvement, reason.strip())
    return improvement


@action(
    "improvements.escalate",
    permission=Permission.IMPROVEMENT_MANAGE,
    sentence=_("遅れている改善措置を議長に上げました"),
)
def escalate(ctx: Context, *, improvement: Improvement) -> Improvement:
    """It is late: the chair sees it from today on."""
    improvement.escalated_on = ctx.today
    improvement.save()
    return improvement


def _must_be(improvement: Improvement, state: State) -> None:
    if improvement.state != state:
        raise ValidationError(_t("この改善措置は、いま「%(state)s」です。") % {"state": State(improvement.state).label})


def _ask_owner(ctx: Context, improvement: Improvement) -> None:
    if improvement.owner is None or improvement.state != State.OPEN:
        return
    if Ask.objects.open().filter(kind=ASK_KIND, subject_id=improvement.pk).exists():
        return
    ask_people(
        ctx,
        kind=ASK_KIND,
        title=_t("改善措置: %(title)s") % {"title": improvement.title[:100]},
        subject=improvement,
        people=[improvement.owner],
        due_on=max(improvement.due_on, ctx.today),
    )


def _withdraw(improvement: Improvement, note: str) -> None:
    take_back(Ask.objects.open().filter(kind=ASK_KIND, subject_id=improvement.pk), note[:200])
