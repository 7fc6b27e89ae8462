"""After the report: it reaches the chair, the audited side answers, actions are mended and seen again, the audit ends."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.actions.guards import move, must_be, must_own
from sakimori.assurance.audits.doors import lend
from sakimori.assurance.audits.models import Audit, AuditFinding
from sakimori.assurance.audits.types import Answer, AuditState
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.improvements.actions import open_improvement, reopen_improvement, verify_improvement
from sakimori.foundation.improvements.types import Grade, Origin, State
from sakimori.foundation.people.models import Person

MANAGE, CONDUCT = Permission.AUDIT_MANAGE, Permission.AUDIT_CONDUCT


@action("audits.deliver", permission=MANAGE, sentence=_("監査報告書を議長に渡しました"))
def deliver_report(ctx: Context, *, audit: Audit, delivered_on: date, to: str, how: str = "") -> Audit:
    """The chair has it. Raises ValidationError."""
    must_be(audit, AuditState.REPORTED, AuditState.RESPONDED, AuditState.CLOSED)
    if delivered_on > ctx.today:
        raise ValidationError({"delivered_on": _t("渡した日に先の日付は入力できません。")})
    if audit.reported_on and delivered_on < audit.reported_on:
        raise ValidationError({"delivered_on": _t("報告日より前の日は入力できません。")})
    audit.delivered_on, audit.delivered_to, audit.delivered_how = delivered_on, to.strip(), how.strip()
    audit.full_clean()
    audit.save()
    return audit


@action("audits.answer", permission=MANAGE, sentence=_("監査の指摘に回答しました"))
def answer_finding(
    ctx: Context,
    *,
    finding: AuditFinding,
    answer: Answer | str,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    cause: str = "",
    measure: str = "",
) -> AuditFinding:
    """The audited side accepts, and a corrective action begins; or it disputes, with why. Raises ValidationError."""
    must_be(finding.audit, AuditState.REPORTED)
    if finding.answer:
        raise ValidationError(_t("この指摘には、すでに回答しています。"))
    if not text.strip():
        raise ValidationError({"text": _t("回答の内容を入力してください。")})
    finding.answer, finding.answer_text = Answer(answer), text.strip()
    finding.answered_on, finding.answered_by_id = ctx.today, ctx.actor.person_id
    if finding.answer == Answer.ACCEPT:
        if due_on is None:
            raise ValidationError({"due_on": _t("改善の期限を入力してください。")})
        finding.improvement = open_improvement(
            lend(ctx, Permission.IMPROVEMENT_MANAGE),
            title=finding.title,
            finding=finding.text,
            origin=Origin.AUDIT,
            origin_text=finding.audit.title,
            origin_model=Audit._meta.label_lower,
            origin_id=finding.audit_id,
            grade=Grade(finding.grade),
            clause_path=finding.scope.clause.path,
            duty=finding.duty,
            owner=owner,
            due_on=due_on,
            cause=cause,
            measure=measure,
        )
    finding.full_clean()
    finding.save()
    return finding


@action("audits.finish-answers", permission=MANAGE, sentence=_("監査への回答を終えました"))
def finish_answers(ctx: Context, *, audit: Audit) -> Audit:
    """Every finding has its answer. Raises ValidationError."""
    if AuditFinding.objects.filter(audit=audit, answer="").exists():
        raise ValidationError(_t("まだ回答していない指摘があります。"))
    move(audit, AuditState.RESPONDED)
    audit.responded_on = ctx.today
    audit.save()
    return audit


@action("audits.follow-up", permission=CONDUCT, sentence=_("監査の指摘を追って確かめました"))
def follow_up(
    ctx: Context,
    *,
    finding: AuditFinding,
    is_settled: bool,
    note: str,
    due_on: date | None = None,
    same_person_reason: str = "",
) -> AuditFinding:
    """Auditor or office looked again: what was done closes, or goes back to its owner. Raises ValidationError.

    A disputed finding is settled by words alone: taken back, or left standing with both views on record.
    """
    must_own(ctx, finding.audit)
    must_be(finding.audit, AuditState.REPORTED, AuditState.RESPONDED, AuditState.CLOSED)
    if finding.settled_on is not None or not finding.answer:
        raise ValidationError(_t("この指摘は、いま追って確かめる段階ではありません。"))
    if not note.strip():
        raise ValidationError({"note": _t("どのように確かめたかを入力してください。")})
    mending = finding.improvement
    acting = lend(ctx, Permission.IMPROVEMENT_VERIFY)
    if mending is not None and is_settled and mending.state == State.DONE:
        verify_improvement(acting, improvement=mending, verification=note, same_person_reason=same_person_reason)
    elif mending is not None and is_settled and mending.state == State.OPEN:
        raise ValidationError(_t("改善措置が、まだ実施されていません。担当者の報告を待ってください。"))
    elif mending is not None and not is_settled:
        if due_on is None:
            raise ValidationError({"due_on": _t("差し戻すときは、新しい期限を入力してください。")})
        reopen_improvement(acting, improvement=mending, reason=note[:400], due_on=due_on)
    finding.settled_note = note.strip()
    finding.settled_on = ctx.today if is_settled else None
    finding.full_clean()
    finding.save()
    return finding


@action("audits.close", permission=MANAGE, sentence=_("監査を終えました"))
def close_audit(ctx: Context, *, audit: Audit, note: str = "") -> Audit:
    """The end. Actions that are still open stay on the one list; then the record says so. Raises ValidationError."""
    move(audit, AuditState.CLOSED)
    if audit.delivered_on is None:
        raise ValidationError(_t("先に、報告書を議長に渡した日を記録してください。"))
    if not note.strip() and AuditFinding.objects.filter(audit=audit, settled_on__isnull=True).exists():
        raise ValidationError(
            {"note": _t("片付いていない指摘があります。改善措置の一覧で続けるなど、扱いを入力してください。")}
        )
    audit.closed_on, audit.closing_note = ctx.today, note.strip()
    audit.full_clean()
    audit.save()
    return audit
