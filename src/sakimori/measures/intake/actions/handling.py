"""What the office does with a report: a case, no case, the same as another, an answer to whoever sent it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.actions.events import publish
from sakimori.measures.intake.events import ReportMerged
from sakimori.measures.intake.models import Report
from sakimori.measures.intake.types import State

MANAGE = Permission.INCIDENT_MANAGE


def _begin(ctx: Context, report: Report) -> None:
    if report.touched_on is None:
        report.touched_on = ctx.today


@action("intake.take-up", permission=MANAGE, sentence=_("報告を事案として取り上げました"))
def take_up(ctx: Context, report: Report, *, case_id: UUID) -> Report:
    """The report became (part of) a case. Reports that are the same matter are of it as well."""
    if report.state == State.MERGED:
        raise ValidationError(
            _t("この報告は、ほかの報告と同じ件としてまとめられています。元の報告から始めてください。")
        )
    _begin(ctx, report)
    report.state, report.case_id, report.closed_on = State.CASE, case_id, None
    report.full_clean()
    report.save()
    return report


@action("intake.close", permission=MANAGE, sentence=_("報告を、事案にせずに終えました"))
def close_without_case(ctx: Context, report: Report, *, reason: str, answer: str = "") -> Report:
    """It was looked into and is no case; why, and what the reporter is told."""
    if report.state != State.NEW:
        raise ValidationError(_t("この報告は、すでに対応が記録されています。"))
    if not reason.strip():
        raise ValidationError({"reason": _t("確かめたことと、事案にしない理由を入力してください。")})
    _begin(ctx, report)
    report.state, report.outcome, report.closed_on = State.CLOSED, reason.strip(), ctx.today
    if answer.strip():
        report.answer, report.answered_on = answer.strip(), ctx.today
    report.full_clean()
    report.save()
    return report


@action("intake.case-closed", permission=MANAGE, sentence=_("報告から始まった事案が終わりました"))
def note_case_closed(ctx: Context, *, case_id: UUID, answer: str = "") -> int:
    """The case is over: whoever holds a receipt sees it. Gives how many reports it was."""
    rows = list(Report.objects.filter(case_id=case_id, closed_on__isnull=True))
    for row in rows:
        row.closed_on = ctx.today
        if answer.strip():
            row.answer, row.answered_on = answer.strip(), ctx.today
        row.save()
    return len(rows)


@action("intake.merge", permission=MANAGE, sentence=_("報告を、ほかの報告と同じ件としてまとめました"))
def merge_reports(ctx: Context, *, report: Report, into: Report) -> Report:
    """Two people told of the same. The second one stays, and its receipt shows how the first is handled."""
    if into.pk == report.pk or into.state == State.MERGED:
        raise ValidationError({"into": _t("まとめる先に、別の報告を選んでください。")})
    if report.state == State.CASE:
        raise ValidationError(_t("この報告は、すでに事案になっています。事案どうしをまとめてください。"))
    earlier = list(Report.objects.filter(same_as=report).order_by("number"))
    for row in earlier:
        row.same_as = into
        row.save()
    _begin(ctx, report)
    report.state, report.same_as = State.MERGED, into
    report.full_clean()
    report.save()
    publish(ReportMerged((report, *earlier), into))
    return report


@action("intake.answer", permission=MANAGE, sentence=_("報告した人に返事をしました"))
def answer_reporter(ctx: Context, *, report: Report, answer: str) -> Report:
    """Words on the page behind the receipt. Whoever answers has begun to handle it."""
    if not answer.strip():
        raise ValidationError({"answer": _t("返事を入力してください。")})
    _begin(ctx, report)
    report.answer, report.answered_on = answer.strip(), ctx.today
    report.full_clean()
    report.save()
    return report


@action("intake.restrict", permission=Permission.INCIDENT_RESTRICTED, sentence=_("報告を見る人の範囲を変えました"))
def restrict_report(ctx: Context, *, report: Report, is_restricted: bool) -> Report:
    """Only those who may see restricted cases see it, or everybody of the office again."""
    report.is_restricted = is_restricted
    report.full_clean()
    report.save()
    return report
