"""The plan: what is decided for a year, an audit with its scope, who audits it, their links."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.actions.guards import must_be
from sakimori.assurance.audits.independence import conflicts_of
from sakimori.assurance.audits.models import (
    Audit,
    AuditedUnit,
    Auditor,
    AuditorLink,
    AuditYear,
    LinkOpening,
    ScopeClause,
)
from sakimori.assurance.audits.rules import LINK_DAYS, may_move
from sakimori.assurance.audits.types import AuditKind, AuditState, YearChoice
from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.people.models import Person, Unit
from sakimori.policy.clauses.models import Clause
from sakimori.policy.clauses.queries import in_force
from sakimori.registers.organization.actions import register_person

MANAGE = Permission.AUDIT_MANAGE


@action("audits.decide-year", permission=MANAGE, sentence=_("年度の監査をどうするかを記録しました"))
def decide_year(
    ctx: Context,
    *,
    year: int,
    choice: YearChoice | str,
    reason: str,
    decided_on: date,
    decided_by: Person | None = None,
) -> AuditYear:
    """Whether the year has an audit, and why; not to audit is a decision too. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    row = AuditYear.objects.filter(fiscal_year=year).first() or AuditYear(fiscal_year=year)
    row.choice, row.reason = YearChoice(choice), reason.strip()
    row.decided_on, row.decided_by = decided_on, decided_by
    row.full_clean()
    row.save()
    return row


@action("audits.plan", permission=MANAGE, sentence=_("監査を計画しました"))
def plan_audit(
    ctx: Context,
    *,
    title: str,
    kind: AuditKind | str,
    starts_on: date,
    ends_on: date,
    clauses: Iterable[Clause],
    units: Iterable[Unit] = (),
    aim: str = "",
) -> Audit:
    """An audit to come; its scope is clauses of the version in force. Raises ValidationError."""
    version = in_force(ctx.today)
    if version is None:
        raise ValidationError(_t("効力のある方針がありません。先に方針を取り込んでください。"))
    last = Audit.objects.aggregate(last=Max("number"))["last"] or 0
    audit = Audit(number=last + 1, version=version)
    _describe(audit, title=title, kind=kind, starts_on=starts_on, ends_on=ends_on, aim=aim)
    _set_scope(audit, clauses, units)
    return audit


@action("audits.change", permission=MANAGE, sentence=_("監査の計画を直しました"))
def change_audit(
    ctx: Context,
    *,
    audit: Audit,
    title: str,
    kind: AuditKind | str,
    starts_on: date,
    ends_on: date,
    clauses: Iterable[Clause],
    units: Iterable[Unit] = (),
    aim: str = "",
) -> Audit:
    """Until it begins. Whether auditors are independent is looked at anew. Raises ValidationError."""
    must_be(audit, AuditState.PLANNED)
    _describe(audit, title=title, kind=kind, starts_on=starts_on, ends_on=ends_on, aim=aim)
    ScopeClause.objects.filter(audit=audit).delete()
    AuditedUnit.objects.filter(audit=audit).delete()
    _set_scope(audit, clauses, units)
    for auditor in Auditor.objects.filter(audit=audit).select_related("person"):
        auditor.conflict = _conflict(ctx, audit, auditor.person)
        auditor.save()
    return audit


def _describe(audit: Audit, **values: Any) -> None:
    audit.title, audit.kind, audit.aim = values["title"].strip(), AuditKind(values["kind"]), values["aim"].strip()
    audit.starts_on, audit.ends_on = values["starts_on"], values["ends_on"]
    audit.fiscal_year = fiscal_year(audit.starts_on)
    if audit.ends_on < audit.starts_on:
        raise ValidationError({"ends_on": _t("報告までの日は、始める日以後にしてください。")})
    audit.full_clean()
    audit.save()


def _set_scope(audit: Audit, clauses: Iterable[Clause], units: Iterable[Unit]) -> None:
    """The chosen clauses, and what stands under them."""
    chosen = {clause.pk for clause in clauses if clause.version_id == audit.version_id}
    if not chosen:
        raise ValidationError({"clauses": _t("監査する条項を一つ以上選んでください。")})
    rows = []
    for clause in Clause.objects.filter(version_id=audit.version_id).order_by("order"):
        if clause.parent_id in chosen:
            chosen.add(clause.pk)
        if clause.pk in chosen:
            rows.append(ScopeClause(audit=audit, clause=clause, order=clause.order))
    ScopeClause.objects.bulk_create(rows)
    AuditedUnit.objects.bulk_create(AuditedUnit(audit=audit, unit=unit) for unit in units)


def _conflict(ctx: Context, audit: Audit, person: Person) -> str:
    with translation.override("ja"):
        return "\n".join(conflicts_of(audit, person, ctx.today))[:400]


@action("audits.appoint", permission=MANAGE, sentence=_("監査人を決めました"))
def appoint_auditor(
    ctx: Context,
    *,
    audit: Audit,
    from_date: date,
    to_date: date,
    person: Person | None = None,
    outside_name: str = "",
    email: str = "",
    affiliation: str = "",
    is_lead: bool = False,
    conflict_reason: str = "",
    second_look_by: Person | None = None,
) -> Auditor:
    """Somebody known, or somebody of outside by name, audits in a period. Raises ValidationError.

    Whoever is not independent may be appointed all the same; the reason and who looks a second time are recorded, and
    where they are missing the duty `audit.auditor-independent` says so.
    """
    must_be(audit, AuditState.PLANNED, AuditState.UNDER_WAY, AuditState.REPORTED, AuditState.RESPONDED)
    if (person is None) == (not outside_name.strip()):
        raise ValidationError({"person": _t("名簿の人を選ぶか、外部の人の氏名を入力してください（どちらか一方）。")})
    if person is None:
        person = register_person(ctx, name=outside_name, email=email.strip())
    elif Auditor.objects.filter(audit=audit, person=person).exists():
        raise ValidationError({"person": _t("この人は、すでにこの監査の監査人です。")})
    auditor = Auditor(audit=audit, person=person, affiliation=affiliation.strip(), is_lead=is_lead)
    auditor.conflict = _conflict(ctx, audit, person)
    _set_terms(auditor, from_date, to_date, conflict_reason, second_look_by)
    return auditor


@action("audits.change-auditor", permission=MANAGE, sentence=_("監査人の期間などを直しました"))
def change_auditor(
    ctx: Context,
    *,
    auditor: Auditor,
    from_date: date,
    to_date: date,
    affiliation: str = "",
    is_lead: bool = False,
    conflict_reason: str = "",
    second_look_by: Person | None = None,
) -> Auditor:
    """Another period, or the reason and the second look. An earlier last day shuts the doors at once."""
    auditor.affiliation, auditor.is_lead = affiliation.strip(), is_lead
    auditor.conflict = _conflict(ctx, auditor.audit, auditor.person)
    _set_terms(auditor, from_date, to_date, conflict_reason, second_look_by)
    return auditor


def _set_terms(auditor: Auditor, from_date: date, to_date: date, reason: str, second: Person | None) -> None:
    if to_date < from_date:
        raise ValidationError({"to_date": _t("終了日は開始日以後の日にしてください。")})
    if second is not None and second.pk == auditor.person_id:
        raise ValidationError({"second_look_by": _t("監査人とは別の人を選んでください。")})
    auditor.from_date, auditor.to_date = from_date, to_date
    auditor.conflict_reason, auditor.second_look_by = reason.strip(), second
    auditor.full_clean()
    auditor.save()


@action("audits.make-link", permission=MANAGE, sentence=_("監査人の専用リンクを発行しました"))
def make_link(ctx: Context, *, auditor: Auditor) -> str:
    """A read-only door without an account; gives the token (256 bits), of which only the hash stays.

    It lives no longer than the auditor's period. An earlier link of the same auditor is revoked.
    """
    if auditor.to_date is not None and auditor.to_date < ctx.today:
        raise ValidationError(_t("監査人の期間が終わっています。先に期間を延ばしてください。"))
    _revoke(ctx, AuditorLink.objects.filter(auditor=auditor, revoked_at__isnull=True))
    token = secrets.token_urlsafe(32)
    last = max(auditor.from_date, ctx.today) + timedelta(days=LINK_DAYS)
    expires_on = min(last, auditor.to_date) if auditor.to_date else last
    AuditorLink(auditor=auditor, digest=digest_of(token), made_on=ctx.today, expires_on=expires_on).save()
    return token


@action("audits.revoke-link", permission=MANAGE, sentence=_("監査人の専用リンクを取り消しました"))
def revoke_link(ctx: Context, *, link: AuditorLink) -> AuditorLink:
    """It opens nothing from now on."""
    _revoke(ctx, [link])
    return link


def _revoke(ctx: Context, links: Iterable[AuditorLink]) -> None:
    for link in links:
        if link.revoked_at is None:
            link.revoked_at = ctx.at
            link.save()


@action("audits.open-by-link", permission=Permission.AUDIT_CONDUCT, sentence=_("監査人が専用リンクで開きました"))
def note_opening(ctx: Context, *, link: AuditorLink, page: str) -> LinkOpening:
    """Every page that is opened by a link is recorded."""
    opening = LinkOpening(link=link, opened_at=ctx.at, page=page[:200])
    opening.save()
    return opening


@action("audits.cancel", permission=MANAGE, sentence=_("監査を中止しました"))
def cancel_audit(ctx: Context, *, audit: Audit, reason: str) -> Audit:
    """It will not be held, because. Raises ValidationError."""
    if not may_move(audit.state, AuditState.CANCELLED):
        raise ValidationError(_t("この監査は、もう中止できません。"))
    if not reason.strip():
        raise ValidationError({"reason": _t("中止する理由を入力してください。")})
    audit.state, audit.cancelled_reason = AuditState.CANCELLED, reason.strip()
    audit.save()
    return audit
