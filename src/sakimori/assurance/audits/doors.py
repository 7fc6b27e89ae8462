"""Who may look into an audit, and who may write there: the auditor in their period, the office, the chair reading.

An auditor holds no general right to read. Every page of an audit asks here first; whoever has no business finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import Http404

from sakimori.assurance.audits.models import Audit, Auditor, AuditorLink
from sakimori.assurance.audits.types import AuditState
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.people.dated import covers


@dataclass(frozen=True, slots=True)
class Door:
    """An audit that somebody may look into. `ctx` is the one to act with there."""

    ctx: Context
    audit: Audit
    auditor: Auditor | None
    may_check: bool
    """May write what was found: the auditor, or the office for an auditor without an account."""
    may_manage: bool


def lend(ctx: Context, *permissions: Permission) -> Context:
    """The same circumstances with permissions that this one act needs; the caller has decided that they are due."""
    return replace(ctx, actor=replace(ctx.actor, granted=ctx.actor.granted | frozenset(permissions)))


def assignment(person: UUID | None, audit: UUID, on: date) -> Auditor | None:
    """The person's own part in an audit on the day: within the period, while the audit is not called off."""
    if person is None:
        return None
    rows = Auditor.objects.filter(covers(on), person_id=person, audit_id=audit).exclude(
        audit__state=AuditState.CANCELLED
    )
    return rows.select_related("audit__version", "person").first()


def door(ctx: Context, audit_id: UUID) -> Door:
    """The audit, for whoever may look into it today. Raises Http404 for everybody else."""
    if allowed(ctx, Permission.AUDIT_READ):
        audit = Audit.objects.select_related("version").filter(pk=audit_id).first()
        if audit is None:
            raise Http404
        manages = allowed(ctx, Permission.AUDIT_MANAGE)
        own = None if manages else assignment(ctx.actor.person_id, audit_id, ctx.today)
        may_check = manages or own is not None
        acting = lend(ctx, Permission.AUDIT_CONDUCT) if may_check else ctx
        return Door(acting, audit, own, may_check, manages)
    own = assignment(ctx.actor.person_id, audit_id, ctx.today)
    if own is None:
        raise Http404
    return Door(ctx, own.audit, own, may_check=True, may_manage=False)


def link_by_token(token: str) -> AuditorLink | None:
    """The link of a token, with everything its page asks for. One SQL statement."""
    rows = AuditorLink.objects.filter(digest=digest_of(token))
    return rows.select_related("auditor__audit__version", "auditor__person").first()


def why_shut(link: AuditorLink, on: date) -> str:
    """Why a link opens nothing today; empty when it does."""
    if link.revoked_at is not None:
        return "revoked"
    auditor = link.auditor
    if not auditor.covers(on):
        return "early" if on < auditor.from_date else "expired"
    if link.expires_on < on or auditor.audit.state == AuditState.CANCELLED:
        return "expired"
    return ""
