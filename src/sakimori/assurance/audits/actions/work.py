"""The audit itself: begun, checked line by line, sampled, findings written, reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits import content, reading
from sakimori.assurance.audits.actions.guards import move, must_be, must_own
from sakimori.assurance.audits.doors import lend
from sakimori.assurance.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    AuditItemFile,
    AuditSample,
    SampleDraw,
    ScopeClause,
)
from sakimori.assurance.audits.types import AuditState, ItemKind, Result
from sakimori.assurance.conformance import drawing
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.improvements.types import Grade
from sakimori.policy.clauses.models import ClauseMeasure

CONDUCT = Permission.AUDIT_CONDUCT
LARGEST_SAMPLE = 60


@action("audits.start", permission=CONDUCT, sentence=_("監査を始めました"))
def start_audit(ctx: Context, *, audit: Audit) -> Audit:
    """The checklist is drawn up from the scope: each duty, the shipped questions. Raises ValidationError."""
    must_own(ctx, audit)
    move(audit, AuditState.UNDER_WAY)
    audit.started_on = ctx.today
    audit.save()
    measures: dict[object, list[str]] = {}
    for clause, measure in (
        ClauseMeasure.objects.filter(clause__in=ScopeClause.objects.filter(audit=audit).values("clause_id"))
        .order_by("-confidence", "measure")
        .values_list("clause_id", "measure")
    ):
        measures.setdefault(clause, []).append(measure)
    asked: set[str] = set()
    rows: list[AuditItem] = []
    by_scope = {row.scope.pk: row for row in reading.scope_rows(ctx, audit)}
    for scope in ScopeClause.objects.filter(audit=audit).order_by("order", "id"):
        lines = [(ItemKind.DUTY, duty.key) for duty in by_scope[scope.pk].clause.duties]
        lines += [(ItemKind.QUESTION, key) for key in content.keys_for(measures.get(scope.clause_id, []))]
        # What two clauses share is asked once, at the first of them.
        fresh = [line for line in lines if line[1] not in asked]
        asked |= {key for _kind, key in fresh}
        rows += [
            AuditItem(audit=audit, scope=scope, order=order, kind=kind, key=key)
            for order, (kind, key) in enumerate(fresh, start=1)
        ]
    AuditItem.objects.bulk_create(rows)
    return audit


@action("audits.add-question", permission=CONDUCT, sentence=_("監査チェックリストに問いを加えました"))
def add_question(ctx: Context, *, audit: Audit, scope: ScopeClause, text: str) -> AuditItem:
    """The auditor's own question at a clause."""
    must_own(ctx, audit)
    must_be(audit, AuditState.UNDER_WAY)
    last = AuditItem.objects.filter(scope=scope).aggregate(last=Max("order"))["last"] or 0
    item = AuditItem(audit=audit, scope=scope, order=last + 1, kind=ItemKind.OWN, text=text.strip())
    item.full_clean()
    item.save()
    return item


@action("audits.check", permission=CONDUCT, sentence=_("監査チェックリストの結果を記録しました"))
def check_item(
    ctx: Context,
    *,
    item: AuditItem,
    result: Result | str,
    note: str = "",
    figures: Mapping[str, Any] | None = None,
    files: Sequence[tuple[str, bytes]] = (),
) -> AuditItem:
    """What was found at a line, with the figures of the moment and files. Raises ValidationError."""
    must_own(ctx, item.audit)
    must_be(item.audit, AuditState.UNDER_WAY)
    item.result, item.note = Result(result), note.strip()
    if item.result in {Result.FINDING, Result.NOT_APPLICABLE} and not item.note:
        raise ValidationError({"note": _t("「指摘あり」「対象外」のときは、確かめた内容を入力してください。")})
    seen = item.result != Result.UNCHECKED
    item.figures = dict(figures) if figures and seen else None
    item.checked_on = ctx.today if seen else None
    item.checked_by_id = ctx.actor.person_id if seen else None
    item.full_clean()
    item.save()
    for name, data in files:
        stored = store_file(lend(ctx, Permission.FILE_STORE), name=name, data=data)
        AuditItemFile(item=item, file=stored).save()
    return item


@action("audits.sample", permission=CONDUCT, sentence=_("対象を抽出しました"))
def draw_sample(ctx: Context, *, audit: Audit, scope: ScopeClause, duty: str, size: int, seed: str = "") -> AuditSample:
    """Draw subjects of a duty as it stands today. Seed and population are kept. Raises ValidationError."""
    must_own(ctx, audit)
    must_be(audit, AuditState.UNDER_WAY)
    taken = drawing.draw_sample(duty, ctx.today, size=size, seed=seed, largest=LARGEST_SAMPLE)
    sample = AuditSample(
        audit=audit,
        scope=scope,
        duty=duty,
        seed=taken.seed,
        algorithm=drawing.ALGORITHM,
        drawn_on=ctx.today,
        population=taken.population,
    )
    sample.full_clean()
    sample.save()
    SampleDraw.objects.bulk_create(
        SampleDraw(
            sample=sample,
            position=position,
            subject_id=one.id,
            label=one.label[:200],
            is_breached=one.is_breached,
        )
        for position, one in enumerate(taken.subjects, start=1)
    )
    return sample


@action("audits.check-draw", permission=CONDUCT, sentence=_("抽出した対象の結果を記録しました"))
def check_draw(ctx: Context, *, draw: SampleDraw, result: Result | str, note: str = "") -> SampleDraw:
    """What the auditor saw of one subject. Raises ValidationError."""
    must_own(ctx, draw.sample.audit)
    must_be(draw.sample.audit, AuditState.UNDER_WAY)
    draw.result, draw.note = Result(result), note.strip()
    if draw.result in {Result.FINDING, Result.NOT_APPLICABLE} and not draw.note:
        raise ValidationError({"note": _t("「指摘あり」「対象外」のときは、確かめた内容を入力してください。")})
    draw.checked_on = ctx.today if draw.result != Result.UNCHECKED else None
    draw.full_clean()
    draw.save()
    return draw


@action("audits.find", permission=CONDUCT, sentence=_("監査の指摘を記録しました"))
def record_finding(
    ctx: Context, *, audit: Audit, scope: ScopeClause, grade: Grade | str, title: str, text: str, duty: str = ""
) -> AuditFinding:
    """Something to be mended, at a clause, with its grade."""
    must_own(ctx, audit)
    must_be(audit, AuditState.UNDER_WAY)
    last = AuditFinding.objects.filter(audit=audit).aggregate(last=Max("number"))["last"] or 0
    finding = AuditFinding(audit=audit, scope=scope, number=last + 1, duty=duty)
    return _write(finding, grade, title, text)


@action("audits.change-finding", permission=CONDUCT, sentence=_("監査の指摘を直しました"))
def change_finding(ctx: Context, *, finding: AuditFinding, grade: Grade | str, title: str, text: str) -> AuditFinding:
    """Until the report is out."""
    must_own(ctx, finding.audit)
    must_be(finding.audit, AuditState.UNDER_WAY)
    return _write(finding, grade, title, text)


@action("audits.withdraw-finding", permission=CONDUCT, sentence=_("監査の指摘を取り下げました"))
def withdraw_finding(ctx: Context, *, finding: AuditFinding) -> None:
    """It was none after all; until the report is out. The ledger keeps that it was there."""
    must_own(ctx, finding.audit)
    must_be(finding.audit, AuditState.UNDER_WAY)
    finding.delete()


def _write(finding: AuditFinding, grade: Grade | str, title: str, text: str) -> AuditFinding:
    finding.grade, finding.title, finding.text = Grade(grade), title.strip(), text.strip()
    finding.full_clean()
    finding.save()
    return finding


@action("audits.report", permission=CONDUCT, sentence=_("監査の結果を報告しました"))
def report_audit(ctx: Context, *, audit: Audit, summary: str, method: str) -> Audit:
    """The auditor's conclusion; from now on checklist and findings stand. Raises ValidationError."""
    must_own(ctx, audit)
    open_findings = {Result.FINDING} & set(AuditItem.objects.filter(audit=audit).values_list("result", flat=True))
    if open_findings and not AuditFinding.objects.filter(audit=audit).exists():
        raise ValidationError(_t("「指摘あり」の行があります。先に指摘を書いてください。"))
    move(audit, AuditState.REPORTED)
    audit.summary, audit.method, audit.reported_on = summary.strip(), method.strip(), ctx.today
    audit.full_clean()
    audit.save()
    return audit
