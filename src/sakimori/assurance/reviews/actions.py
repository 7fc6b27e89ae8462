"""Reviews are planned and held, reports approved and published, surveys received and answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.models import AnnualReport, ManagementReview, ReviewDecision, Survey
from sakimori.assurance.reviews.types import ITEMS, DecisionKind
from sakimori.dates import fiscal_year, fiscal_year_label
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import Disclosure, StoredFile
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.people.models import Person
from sakimori.policy.clauses.actions import record_review
from sakimori.policy.clauses.queries import in_force
from sakimori.policy.clauses.types import ReviewOutcome

MANAGE = Permission.REVIEW_MANAGE


@action("reviews.plan", permission=MANAGE, sentence=_("見直しの会議を予定しました"))
def plan_review(ctx: Context, *, title: str, planned_on: date, since: date) -> ManagementReview:
    """A review to come; it looks at everything from `since` on. Raises ValidationError."""
    if since > ctx.today:
        raise ValidationError({"since": _t("今日までの日にしてください。")})
    review = ManagementReview(title=title.strip(), planned_on=planned_on, since=since)
    review.full_clean()
    review.save()
    return review


@action("reviews.decide", permission=MANAGE, sentence=_("見直しで決めたことを記録しました"))
def record_decision(
    ctx: Context,
    *,
    review: ManagementReview,
    kind: DecisionKind,
    text: str,
    clause_path: str = "",
    due_on: date | None = None,
    owner: Person | None = None,
) -> ReviewDecision:
    """One decision; a corrective action is opened with its owner and date. Raises ValidationError."""
    improvement = None
    if kind == DecisionKind.IMPROVE:
        if due_on is None:
            raise ValidationError({"due_on": _t("改善措置には期限を入力してください。")})
        improvement = open_improvement(
            ctx,
            title=text.strip()[:160],
            finding=text.strip(),
            origin=Origin.REVIEW,
            origin_text=review.title,
            origin_model=ManagementReview._meta.label_lower,
            origin_id=review.pk,
            clause_path=clause_path,
            owner=owner,
            due_on=due_on,
        )
    decision = ReviewDecision(
        review=review, kind=kind, text=text.strip(), clause_path=clause_path, due_on=due_on, improvement=improvement
    )
    decision.full_clean()
    decision.save()
    return decision


@action("reviews.settle-decision", permission=MANAGE, sentence=_("見直しで決めたことが済みました"))
def settle_decision(ctx: Context, *, decision: ReviewDecision) -> ReviewDecision:
    """What was decided is done; a corrective action has its own way of being over."""
    if decision.improvement_id:
        raise ValidationError(_t("改善措置は、改善措置のページで完了させてください。"))
    decision.done_on = ctx.today
    decision.save()
    return decision


@action("reviews.hold", permission=MANAGE, sentence=_("見直しの会議を記録しました"))
def hold_review(
    ctx: Context,
    *,
    review: ManagementReview,
    held_on: date,
    attendants: str,
    conclusion: str,
    inputs: Mapping[str, Any],
    next_on: date | None = None,
) -> ManagementReview:
    """The review was held: what was on the table is frozen, and the policy's own review is recorded with its outcome.

    Raises ValidationError.
    """
    if review.held_on is not None:
        raise ValidationError(_t("この会議は、すでに記録されています。"))
    if held_on > ctx.today:
        raise ValidationError({"held_on": _t("開催日は今日までの日にしてください。")})
    decisions = list(review.decisions.all())
    if not decisions:
        raise ValidationError(_t("決めたことを一つ以上記録してください。変更しないことも、決めたことの一つです。"))
    review.held_on, review.attendants, review.conclusion = held_on, attendants.strip(), conclusion.strip()
    review.inputs, review.next_on = dict(inputs), next_on
    review.full_clean()
    review.save()
    version = in_force(held_on)
    about_policy = [one for one in decisions if one.kind in {DecisionKind.AMEND, DecisionKind.NO_CHANGE}]
    if version is not None and about_policy:
        amend = any(one.kind == DecisionKind.AMEND for one in about_policy)
        record_review(
            ctx,
            version=version,
            reviewed_on=held_on,
            outcome=ReviewOutcome.CHANGE if amend else ReviewOutcome.NO_CHANGE,
            reasons="\n".join(one.text for one in about_policy),
            meeting=review.title,
            next_on=next_on,
        )
    return review


@action("reviews.write-report", permission=MANAGE, sentence=_("年次報告を用意しました"))
def write_report(ctx: Context, *, year: int, message: str) -> AnnualReport:
    """The chair's words of a year's report. Raises ValidationError for a year to come or an approved report."""
    if year > fiscal_year(ctx.today):
        raise ValidationError(_t("まだ始まっていない年度の報告は作れません。"))
    report = AnnualReport.objects.filter(fiscal_year=year).first() or AnnualReport(fiscal_year=year)
    if report.approved_on:
        raise ValidationError(_t("確定した年次報告は直せません。"))
    report.message = message.strip()
    report.full_clean()
    report.save()
    return report


@action("reviews.approve-report", permission=MANAGE, sentence=_("年次報告を確定しました"))
def approve_report(ctx: Context, *, report: AnnualReport, figures: Mapping[str, Any]) -> AnnualReport:
    """The figures of the year are frozen; from now on the report gives the same pages."""
    if report.approved_on:
        raise ValidationError(_t("確定した年次報告は直せません。"))
    report.figures, report.approved_on = dict(figures), ctx.today
    report.save()
    return report


@action("reviews.publish-report", permission=MANAGE, sentence=_("年次報告を公表しました"))
def publish_report(ctx: Context, *, report: AnnualReport, content: bytes) -> AnnualReport:
    """The public version can be read by anybody from now on. Raises ValidationError before it is approved."""
    if report.approved_on is None:
        raise ValidationError(_t("公表の前に、年次報告を確定してください。"))
    name = _t("年次報告 %(year)s.pdf") % {"year": fiscal_year_label(report.fiscal_year)}
    report.public_file = store_file(ctx, name=name, data=content, disclosure=Disclosure.OPEN)
    report.published_on = ctx.today
    report.save()
    return report


@action("reviews.receive-survey", permission=MANAGE, sentence=_("調査を受け取りました"))
def receive_survey(
    ctx: Context, *, title: str, asked_by: str, received_on: date, due_on: date, note: str = ""
) -> Survey:
    """A survey arrived. Raises ValidationError."""
    if due_on < received_on:
        raise ValidationError({"due_on": _t("回答期限は、受け取った日以後の日にしてください。")})
    survey = Survey(
        title=title.strip(), asked_by=asked_by.strip(), received_on=received_on, due_on=due_on, note=note.strip()
    )
    survey.full_clean()
    survey.save()
    return survey


@action("reviews.write-answers", permission=MANAGE, sentence=_("調査への回答を書きました"))
def write_answers(ctx: Context, *, survey: Survey, answers: Mapping[str, str]) -> Survey:
    """The office's own words by item; an empty one lets the draft stand."""
    survey.answers = {str(item): answers.get(str(item), "").strip() for item in ITEMS}
    survey.save()
    return survey


@action("reviews.answer-survey", permission=MANAGE, sentence=_("調査に回答しました"))
def answer_survey(
    ctx: Context, *, survey: Survey, answered_on: date, answers: Mapping[str, str], copy: StoredFile | None = None
) -> Survey:
    """It was sent; the words that were sent are kept. Raises ValidationError."""
    if not survey.received_on <= answered_on <= ctx.today:
        raise ValidationError({"answered_on": _t("受け取った日から今日までの日にしてください。")})
    survey.answers, survey.answered_on, survey.copy = dict(answers), answered_on, copy
    survey.save()
    return survey
