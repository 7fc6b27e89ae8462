"""Apply, decide, withdraw. Separation of duties warns and records the reason; it never blocks the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions import events
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.models import Application, ApplicationState, Decision
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role


@dataclass(frozen=True, slots=True)
class ApplicationDecided:
    """An application came to its end (approved or refused)."""

    application_id: UUID
    kind: str
    subject_id: UUID
    is_approved: bool


@action("approvals.apply", permission=Permission.APPROVAL_APPLY, sentence=_("申請しました"))
def apply_for(
    ctx: Context,
    *,
    kind: str,
    title: str,
    subject: Any,
    route: Sequence[Role],
    from_date: date | None = None,
    to_date: date | None = None,
    conditions: str = "",
    applicant_id: UUID | None = None,
) -> Application:
    """Hand in an application; `route` names the roles that decide, in order (at least one)."""
    if not route:
        raise ValidationError({"route": _t("承認する役割を一つ以上選んでください。")})
    application = Application(
        kind=kind,
        title=title,
        applicant_id=applicant_id or ctx.actor.person_id,
        subject_model=subject._meta.label_lower,
        subject_id=subject.pk,
        route=[role.value for role in route],
        from_date=from_date,
        to_date=to_date,
        conditions=conditions,
        applied_on=ctx.today,
    )
    application.full_clean()
    application.save()
    return application


@action("approvals.decide", permission=Permission.APPROVAL_DECIDE, sentence=_("申請を承認または不承認にしました"))
def decide_application(
    ctx: Context, *, application: Application, is_approval: bool, note: str = "", same_person_reason: str = ""
) -> Decision:
    """The holder of the role whose turn it is decides in the system."""
    role = role_in_turn(application)
    if role not in ctx.actor.roles and not ctx.actor.is_system:
        raise PermissionDenied("approvals.decide")
    return _record(
        ctx,
        application,
        is_approval=is_approval,
        person_id=ctx.actor.person_id,
        decided_on=ctx.today,
        note=note,
        same_person_reason=same_person_reason,
    )


@action("approvals.record", permission=Permission.POLICY_DECIDE, sentence=_("紙の決裁を記録しました"))
def record_decision(
    ctx: Context,
    *,
    application: Application,
    is_approval: bool,
    person: Person | None,
    decided_on: date,
    decision_number: str = "",
    note: str = "",
    same_person_reason: str = "",
    scan: StoredFile | None = None,
) -> Decision:
    """Staff enter a decision made on paper (決裁) or in a meeting."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決定日に先の日付は入力できません。")})
    return _record(
        ctx.via(Channel.PAPER) if ctx.channel == Channel.WEB else ctx,
        application,
        is_approval=is_approval,
        person_id=person.pk if person else None,
        decided_on=decided_on,
        decision_number=decision_number,
        note=note,
        same_person_reason=same_person_reason,
        scan=scan,
    )


@action("approvals.withdraw", permission=Permission.APPROVAL_APPLY, sentence=_("申請を取り下げました"))
def withdraw_application(ctx: Context, *, application: Application) -> Application:
    """The applicant takes a waiting application back."""
    if application.state != ApplicationState.WAITING:
        raise ValidationError(_t("この申請は、すでに決定されています。"))
    if application.applicant_id != ctx.actor.person_id and not ctx.actor.is_system:
        raise PermissionDenied("approvals.withdraw")
    application.state = ApplicationState.WITHDRAWN
    application.save()
    return application


def role_in_turn(application: Application) -> Role | None:
    """The role that must decide next; None when the route is done."""
    taken = application.decisions.count()
    if application.state != ApplicationState.WAITING or taken >= len(application.route):
        return None
    return Role(application.route[taken])


def _record(ctx: Context, application: Application, **values: Any) -> Decision:
    application = Application.objects.select_for_update().get(pk=application.pk)
    role = role_in_turn(application)
    if role is None:
        raise ValidationError(_t("この申請は、すでに決定されています。"))
    own = values["person_id"] is not None and values["person_id"] == application.applicant_id
    if own and not values["same_person_reason"].strip():
        raise ValidationError(
            {"same_person_reason": _t("申請者と承認者が同じです。差し支えなければ、その理由を入力してください。")}
        )
    decision = Decision(application=application, role=role, channel=ctx.channel, **values)
    decision.full_clean()
    decision.save()
    is_last = application.decisions.count() >= len(application.route)
    if is_last or not decision.is_approval:
        application.state = ApplicationState.APPROVED if decision.is_approval else ApplicationState.REFUSED
        application.save()
        events.publish(
            ApplicationDecided(application.pk, application.kind, application.subject_id, decision.is_approval)
        )
    return decision
