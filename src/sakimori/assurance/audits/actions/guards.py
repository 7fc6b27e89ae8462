"""What every act of an audit asks first: whose it is, and whether the state allows it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t

from sakimori.assurance.audits.doors import assignment
from sakimori.assurance.audits.models import Audit
from sakimori.assurance.audits.rules import may_move
from sakimori.assurance.audits.types import AuditState
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed


def must_own(ctx: Context, audit: Audit) -> None:
    """The auditor in their period, or the office for them; nobody else, whatever page they came from."""
    if allowed(ctx, Permission.AUDIT_MANAGE):
        return
    if assignment(ctx.actor.person_id, audit.pk, ctx.today) is None:
        raise PermissionDenied("audits")


def move(audit: Audit, goal: AuditState) -> None:
    """The audit goes on to that state (not saved yet). Raises ValidationError where `rules.MOVES` has no such step."""
    if not may_move(audit.state, goal):
        words = {"state": AuditState(audit.state).label, "goal": goal.label}
        raise ValidationError(_t("この監査は「%(state)s」なので、「%(goal)s」にはできません。") % words)
    audit.state = goal


def must_be(audit: Audit, *states: AuditState) -> None:
    """Raises ValidationError unless the audit is in one of the states."""
    if audit.state not in states:
        raise ValidationError(_t("この監査は、いま「%(state)s」です。") % {"state": AuditState(audit.state).label})
