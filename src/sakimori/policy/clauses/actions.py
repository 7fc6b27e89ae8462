"""Every write of the policy: take in, correct, propose, decide, publish, acknowledge, review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for, record_decision
from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.asks.actions import open_campaign, withdraw_asks
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.policy.clauses import queries
from sakimori.policy.clauses.models import (
    Acknowledgement,
    Clause,
    ClauseMeasure,
    HistoryEvent,
    PolicyVersion,
    Publication,
    Review,
    ReviewTrigger,
)
from sakimori.policy.clauses.reading import ReadClause, read_clauses, text_hash
from sakimori.policy.clauses.types import (
    ACKNOWLEDGE,
    DECIDE,
    AlignmentSource,
    ReviewOutcome,
    TriggerKind,
    VersionKind,
    VersionState,
)
from sakimori.policytext.measures import measures
from sakimori.policytext.parse import parse_source, parse_text
from sakimori.policytext.readers import Source, read
from sakimori.policytext.tree import PolicyDocument

MOST_LINES = 20_000

LAW_MEASURES = {"publication"}
"""Measures that the Act itself asks for (第244条の6第2項); everything else in a policy is the assembly's own word."""


@action("policy.take-in-file", permission=Permission.POLICY_PREPARE, sentence=_("方針の文書を取り込みました"))
def take_in_file(ctx: Context, *, name: str, data: bytes) -> PolicyVersion:
    """A draft from a file (txt, html, docx, pdf). The file is kept. Raises PolicyReadError or ValidationError."""
    source = read(data, name)
    _reasonable(len(source.lines), "file")
    original = _original(source)  # before parsing, which joins and marks the lines
    document = parse_source(source)
    stored = store_file(ctx, name=name, data=data)
    return _draft(ctx, document, source_name=stored.name, source_file=stored, source_text=original)


@action("policy.take-in-text", permission=Permission.POLICY_PREPARE, sentence=_("方針の文を取り込みました"))
def take_in_text(ctx: Context, *, text: str, source_name: str = "") -> PolicyVersion:
    """A draft from pasted text or from the filled-in model policy."""
    if not text.strip():
        raise ValidationError({"text": _t("方針の文を貼り付けてください。")})
    _reasonable(text.count("\n"), "text")
    return _draft(ctx, parse_text(text), source_name=source_name, source_text=text)


def _reasonable(lines: int, field: str) -> None:
    """No policy has this many lines; reading them would keep the office waiting."""
    if lines > MOST_LINES:
        raise ValidationError({field: _t("行が多すぎます。方針の本文だけを取り込んでください。")})


def _original(source: Source) -> str:
    """The file's own lines, shown beside the clauses: whoever checks sees what was there, not what was made of it."""
    lines: list[str] = []
    for line in source.lines:
        text = line.text or "　".join(cell for cell in line.cells if cell)
        lines.append(f"\n{text}" if line.blank_before and lines else text)
    return "\n".join(lines)


def _draft(ctx: Context, document: PolicyDocument, **source: Any) -> PolicyVersion:
    if not document.clauses:
        raise ValidationError({"text": _t("条項を読み取れませんでした。方針の本文が含まれているか確かめてください。")})
    last = PolicyVersion.objects.order_by("-number").first()
    version = PolicyVersion(
        number=last.number + 1 if last else 1,
        title=(document.title or _t("名称未設定の方針"))[:160],
        author_id=ctx.actor.person_id,
        supersedes=queries.decided_versions().first(),
        dropped=[{"text": part.text, "reason": part.reason} for part in document.dropped],
        doubts=[{"path": doubt.path, "code": doubt.code, "detail": doubt.detail} for doubt in document.doubts],
        **source,
    )
    version.full_clean()
    version.save()
    _store_clauses(version, read_clauses(document))
    HistoryEvent.objects.bulk_create(
        HistoryEvent(version=version, date=date.fromisoformat(entry.date), event=entry.event.value)
        for entry in document.history
    )
    _rehash(version)
    return version


def _store_clauses(version: PolicyVersion, read: Sequence[ReadClause]) -> None:
    rows: list[Clause] = []
    for order, found in enumerate(read):
        asked = found.obligation
        rows.append(
            Clause(
                version=version,
                parent=rows[found.parent] if found.parent is not None else None,
                path=found.clause.path[:60],
                order=order,
                depth=found.depth,
                heading=(found.clause.heading or "")[:200],
                text=found.clause.text,
                frequency=found.frequency,
                actor="・".join(asked.actors)[:120] if asked else "",
                obligation=asked.force.value if asked else "",
                obligation_words=list(asked.words) if asked else [],
                ground=Ground.LAW if LAW_MEASURES & {a.measure for a in found.alignments} else Ground.POLICY,
            )
        )
    Clause.objects.bulk_create(rows)
    ClauseMeasure.objects.bulk_create(
        ClauseMeasure(
            clause=row,
            measure=alignment.measure,
            confidence=round(100 * alignment.confidence),
            words=list(alignment.words),
            where=alignment.where,
        )
        for row, found in zip(rows, read, strict=True)
        for alignment in found.alignments
    )


def _rehash(version: PolicyVersion) -> None:
    rows = Clause.objects.filter(version=version).order_by("order").values_list("path", "heading", "text")
    version.text_sha256 = text_hash(version.title, rows)
    version.save()


def _must_be_draft(version: PolicyVersion) -> None:
    if version.state != VersionState.DRAFT:
        raise ValidationError(_t("決定待ちまたは決定済みの版は直せません。改定するときは新しい版を作ってください。"))


@action("policy.correct-clause", permission=Permission.POLICY_PREPARE, sentence=_("条項の読み取りを直しました"))
def correct_clause(
    ctx: Context,
    *,
    clause: Clause,
    path: str,
    heading: str,
    text: str,
    concerns_assembly: bool = True,
    note: str = "",
    measure_slugs: Iterable[str],
) -> Clause:
    """A person corrects what was read: number, heading, text, whether it concerns the assembly, and its measures."""
    _must_be_draft(clause.version)
    clause.path, clause.heading, clause.text = path.strip(), heading.strip(), text.strip()
    clause.concerns_assembly, clause.note = concerns_assembly, note.strip()
    clause.full_clean()
    clause.save()
    _set_measures(clause, measure_slugs)
    _rehash(clause.version)
    return clause


def _set_measures(clause: Clause, slugs: Iterable[str]) -> None:
    known = {measure.slug for measure in measures()}
    wanted = list(dict.fromkeys(slugs))
    if not known.issuperset(wanted):
        raise ValidationError({"measure_slugs": _t("その施策はありません。")})
    present = {row.measure: row for row in ClauseMeasure.objects.filter(clause=clause)}
    ClauseMeasure.objects.filter(clause=clause).exclude(measure__in=wanted).delete()
    for slug in wanted:
        row = present.get(slug) or ClauseMeasure(clause=clause, measure=slug)
        row.source, row.confidence = AlignmentSource.PERSON, 100
        row.save()


@action("policy.align", permission=Permission.POLICY_PREPARE, sentence=_("条項の施策を直しました"))
def set_measures(ctx: Context, *, clause: Clause, slugs: Iterable[str]) -> None:
    """A person says what a clause is about; possible in every state, since the text does not change."""
    _set_measures(clause, slugs)


@action("policy.describe", permission=Permission.POLICY_PREPARE, sentence=_("方針の名称や種別を直しました"))
def describe_version(
    ctx: Context, *, version: PolicyVersion, title: str, kind: VersionKind, joint_with: str = ""
) -> PolicyVersion:
    """Title and whether the policy is the assembly's own or a joint one."""
    _must_be_draft(version)
    version.title, version.kind, version.joint_with = title.strip(), kind, joint_with.strip()
    version.full_clean()
    _rehash(version)
    return version


@action("policy.mark-concerned", permission=Permission.POLICY_PREPARE, sentence=_("議会に関係する条項を選びました"))
def mark_concerned(ctx: Context, *, version: PolicyVersion, clauses: Iterable[Clause]) -> None:
    """In a joint policy only these clauses concern the assembly; the others are shown but not evaluated."""
    keys = [clause.pk for clause in clauses]
    rows = Clause.objects.filter(version=version)
    rows.filter(pk__in=keys, concerns_assembly=False).update(concerns_assembly=True)
    rows.exclude(pk__in=keys).filter(concerns_assembly=True).update(concerns_assembly=False)


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
    _must_be_draft(version)
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
    if version.state != VersionState.DECIDED:
        raise ValidationError(_t("決定された版だけを確認していただけます。"))
    older = Ask.objects.open().filter(kind=ACKNOWLEDGE).exclude(subject_id=version.pk)
    withdraw_asks(ctx, asks=older, note=_t("新しい版の確認をお願いするため"))
    return open_campaign(
        ctx,
        kind=ACKNOWLEDGE,
        title=_t("「%(title)s」の確認") % {"title": version.title},
        subject=version,
        people=queries.without_acknowledgement(version, ctx.today),
        due_on=due_on,
        message=message,
    )


def apply_acknowledgement(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> Acknowledgement:
    """What an answered ask means: called inside the answering action (`AskKind.apply`)."""
    version = PolicyVersion.objects.get(pk=ask.subject_id)
    signed = answer.get("signed_on")
    day = date.fromisoformat(signed) if signed else ctx.today
    if day > ctx.today:
        raise ValidationError({"signed_on": _t("署名した日に先の日付は入力できません。")})
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
