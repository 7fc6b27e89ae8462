"""The life of a version: propose, decide, publish, acknowledge, review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for, record_decision
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.asks.actions import open_campaign, withdraw_asks
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.asks.signing import signed_on
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.actions.draft import must_be_draft
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion, Publication, Review, ReviewTrigger
from sakimori.policy.clauses.types import ACKNOWLEDGE, DECIDE, ReviewOutcome, TriggerKind, VersionState


@action("policy.withdraw", permission=Permission.POLICY_PREPARE, sentence=_("方針の案を取り下げました"))
def withdraw_version(ctx: Context, *, version: PolicyVersion) -> None:
    """Drop a draft or proposal; it stays in the list as withdrawn."""
    if version.state not in {VersionState.DRAFT, VersionState.PROPOSED}:
        raise ValidationError(_t("決定済みの版は取り下げられません。"))
    waiting = Application.objects.filter(subject_id=version.pk, state=ApplicationState.WAITING)
    waiting.update(state=ApplicationState.WITHDRAWN)
    version.state = VersionState.WITHDRAWN
    version.save()


@action("policy.propose", permission=Permission.POLICY_PREPARE, sentence=_("方針の案を決定の手続きに出しました"))
def propose_version(ctx: Context, *, version: PolicyVersion, effective_on: date) -> Application:
    """Hand the draft in for the chair's decision."""
    return _propose(ctx, version, effective_on)


def _propose(ctx: Context, version: PolicyVersion, effective_on: date) -> Application:
    """The applicant is who wrote the draft, whoever enters it, so that deciding one's own text is noticed (POL-5)."""
    must_be_draft(version)
    version.state, version.effective_on = VersionState.PROPOSED, effective_on
    version.save()
    return apply_for(
        ctx, kind=DECIDE, title=version.title[:120], subject=version, route=[Role.CHAIR], applicant_id=version.author_id
    )


@action("policy.decide", permission=Permission.POLICY_DECIDE, sentence=_("方針の決定を記録しました"))
def decide_version(
    ctx: Context,
    *,
    version: PolicyVersion,
    decided_on: date,
    effective_on: date,
    meeting: str,
    decision_number: str = "",
    decided_by: Person | None = None,
    same_person_reason: str = "",
    scan: StoredFile | None = None,
) -> PolicyVersion:
    """Record a decision made on paper or in a meeting; the version is then decided and in force from its day."""
    if version.state not in {VersionState.DRAFT, VersionState.PROPOSED}:
        raise ValidationError(_t("この版は、すでに決定されています。"))
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("施行日は決定日以後の日にしてください。")})
    application = Application.objects.filter(subject_id=version.pk, state=ApplicationState.WAITING).first()
    if application is None:
        application = _propose(ctx, version, effective_on)
        version.refresh_from_db()
    version.effective_on, version.meeting, version.decision_number = effective_on, meeting.strip(), decision_number
    version.save()
    record_decision(
        ctx,
        application=application,
        is_approval=True,
        person=decided_by or people.holders(Role.CHAIR, decided_on).first(),
        decided_on=decided_on,
        decision_number=decision_number,
        same_person_reason=same_person_reason,
        scan=scan,
    )
    _adopt(version, application)
    return version


@action("policy.adopt", permission=Permission.POLICY_DECIDE, sentence=_("方針が決定されました"))
def adopt_decided(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: an application about a version came to its end in the system."""
    if event.kind != DECIDE:
        return
    version = PolicyVersion.objects.get(pk=event.subject_id)
    if version.state != VersionState.PROPOSED:
        return
    if event.is_approved:
        _adopt(version, Application.objects.get(pk=event.application_id))
    else:
        version.state = VersionState.DRAFT
        version.save()


def _adopt(version: PolicyVersion, application: Application) -> None:
    decision = application.decisions.order_by("-decided_on", "-id").first()
    assert decision is not None
    version.state, version.decided_on, version.decided_by = VersionState.DECIDED, decision.decided_on, decision.person
    # Decided later than planned: nothing is in force before it was decided.
    version.effective_on = max(version.effective_on or decision.decided_on, decision.decided_on)
    version.save()


@action("policy.publish", permission=Permission.POLICY_PUBLISH, sentence=_("方針の公表を記録しました"))
def record_publication(
    ctx: Context,
    *,
    version: PolicyVersion,
    published_on: date,
    address: str,
    medium: str = "",
    sha256: str = "",
    note: str = "",
) -> Publication:
    """Where and when the version was published, and the hash of what was published."""
    if version.state != VersionState.DECIDED or version.decided_on is None:
        raise ValidationError(_t("決定された版だけを公表できます。"))
    if published_on < version.decided_on:
        raise ValidationError({"published_on": _t("公表日は決定日以後の日にしてください。")})
    if published_on > ctx.today:
        raise ValidationError({"published_on": _t("公表日に先の日付は入力できません。")})
    publication = Publication(
        version=version,
        published_on=published_on,
        address=address.strip(),
        medium=medium,
        sha256=sha256 or version.text_sha256,
        text_sha256=version.text_sha256,
        days_taken=(published_on - version.decided_on).days,
        note=note,
    )
    publication.full_clean()
    publication.save()
    return publication


@action("policy.retract-publication", permission=Permission.POLICY_PUBLISH, sentence=_("公表の記録を取り消しました"))
def retract_publication(ctx: Context, *, publication: Publication) -> None:
    """Take back a publication recorded by mistake. The ledger keeps what it said, and why it was taken back."""
    if not ctx.reason.strip():
        raise ValidationError({"reason": _t("取り消す理由を入力してください。")})
    publication.delete()


@action("policy.open-campaign", permission=Permission.ASK_MANAGE, sentence=_("方針の確認をお願いしました"))
def ask_everyone(ctx: Context, *, version: PolicyVersion, due_on: date, message: str = "") -> Campaign:
    """Ask everyone in office who has not acknowledged the version; open asks for older versions are withdrawn."""
    older = Ask.objects.open().filter(kind=ACKNOWLEDGE)
    return _ask(ctx, version, older, queries.without_acknowledgement(version, ctx.today), due_on, message)


@action("policy.ask-people", permission=Permission.ASK_MANAGE, sentence=_("方針の確認を一部の人にお願いしました"))
def ask_people(
    ctx: Context, *, version: PolicyVersion, people: Iterable[Person], due_on: date, message: str = ""
) -> Campaign:
    """Ask these of the people in office, e.g. newcomers; whoever has acknowledged in this term is left out.

    Raises ValidationError when nobody is left to ask.
    """
    keys = [person.pk for person in people]
    wanted = list(queries.without_acknowledgement(version, ctx.today).filter(pk__in=keys))
    if not wanted:
        raise ValidationError(_t("お願いする人がいません。すでに確認されたか、まだ就任していません。"))
    older = Ask.objects.open().filter(kind=ACKNOWLEDGE, person__in=wanted)
    return _ask(ctx, version, older, wanted, due_on, message)


def _ask(
    ctx: Context,
    version: PolicyVersion,
    older: QuerySet[Ask],
    people: Iterable[Person],
    due_on: date,
    message: str,
) -> Campaign:
    if version.state != VersionState.DECIDED:
        raise ValidationError(_t("決定された版だけを確認していただけます。"))
    withdraw_asks(ctx, asks=older.exclude(subject_id=version.pk), note=_t("新しい版の確認をお願いするため"))
    return open_campaign(
        ctx,
        kind=ACKNOWLEDGE,
        title=_t("「%(title)s」の確認") % {"title": version.title},
        subject=version,
        people=people,
        due_on=due_on,
        message=message,
    )


def apply_acknowledgement(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> Acknowledgement:
    """What an answered ask means: called inside the answering action (`AskKind.apply`)."""
    version = PolicyVersion.objects.get(pk=ask.subject_id)
    day = signed_on(answer, ctx.today)
    acknowledgement = Acknowledgement(
        version=version,
        person_id=ask.person_id,
        on=day,
        at=ctx.at,
        channel=ask.channel or Channel.WEB,
        statement=str(answer.get("statement") or ""),
        text_sha256=version.text_sha256,
        ask=ask,
        scan=ask.scan,
    )
    acknowledgement.full_clean()
    acknowledgement.save()
    return acknowledgement


@action("policy.review", permission=Permission.POLICY_PREPARE, sentence=_("方針の見直しを記録しました"))
def record_review(
    ctx: Context,
    *,
    version: PolicyVersion,
    reviewed_on: date,
    outcome: ReviewOutcome,
    reasons: str,
    meeting: str = "",
    next_on: date | None = None,
) -> Review:
    """The version was looked at again; "no change needed" is an outcome too."""
    if reviewed_on > ctx.today:
        raise ValidationError({"reviewed_on": _t("見直した日に先の日付は入力できません。")})
    review = Review(
        version=version, reviewed_on=reviewed_on, outcome=outcome, reasons=reasons, meeting=meeting, next_on=next_on
    )
    review.full_clean()
    review.save()
    return review


@action("policy.trigger", permission=Permission.POLICY_PREPARE, sentence=_("見直しのきっかけを記録しました"))
def record_trigger(ctx: Context, *, kind: TriggerKind, occurred_on: date, text: str) -> ReviewTrigger:
    """Something happened that calls for a review."""
    if occurred_on > ctx.today:
        raise ValidationError({"occurred_on": _t("先の日付は入力できません。起きてから記録してください。")})
    trigger = ReviewTrigger(kind=kind, occurred_on=occurred_on, text=text.strip())
    trigger.full_clean()
    trigger.save()
    return trigger
