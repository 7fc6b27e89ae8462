"""Duties of audits and corrective actions (6(9))."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.models import Audit, Auditor, AuditYear
from sakimori.assurance.audits.types import AuditState, YearChoice
from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.queries import wanted
from sakimori.foundation.papers.days import day_text, year_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.types import UnitKind

DECIDE_BY = timedelta(days=90)
"""The product's own target for deciding about the year's audit: the end of June, once the year's offices are settled."""


@duty("audit.performed")
def audit_performed(on: date) -> Duty:
    """Each planned audit, the decision of the year, and the cadence that the assembly itself settled."""
    return Duty([_planned(on), _decided(on), _promised(on)])


def _planned(on: date) -> Subjects:
    """Audits that were not called off; breached past the day by which the report was to be there."""
    waiting = Q(reported_on__isnull=True) | Q(reported_on__gt=on)
    return Subjects(
        rows=Audit.objects.exclude(state=AuditState.CANCELLED),
        breached=waiting & Q(ends_on__lt=on),
        due=Case(When(waiting, then=F("ends_on")), default=Value(None), output_field=DateField()),
        reason=lambda audit: _t("予定の日（%(day)s）を過ぎても、報告がありません。") % {"day": day_text(audit.ends_on)},
        remedy=Remedy("audits:audit", _("監査を進める"), lambda audit: {"audit_id": audit.pk}),
    )


def _decided(on: date) -> Subjects:
    """The assembly itself: the year's decision (or an audit in its plan) is there, and its own cadence is met."""
    year = fiscal_year(on)
    start = fiscal_year_start(year)
    mine = {"assembly_id": OuterRef("assembly_id")}
    decisions = AuditYear.objects.filter(fiscal_year=year, decided_on__lte=on, **mine)
    audits = Audit.objects.filter(**mine).exclude(state=AuditState.CANCELLED)
    last = audits.filter(reported_on__lte=on).order_by("-reported_on").values("reported_on")[:1]
    rows: QuerySet[Any] = Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(
        is_decided=Exists(decisions),
        is_planned=Exists(audits.filter(fiscal_year=year)),
        last_audit=Coalesce(Subquery(last), F("assembly__joined_on")),
    )
    rows = rows.annotate(audit_by=days_after("last_audit", adopted_days("audit.performed", on, None)))
    # An assembly that joined in the middle of the year gets the same time from its first day.
    rows = rows.annotate(
        first_day=Case(
            When(assembly__joined_on__gt=start, then=F("assembly__joined_on")),
            default=Value(start),
            output_field=DateField(),
        )
    )
    rows = rows.annotate(decide_by=days_after("first_day", DECIDE_BY.days))
    undecided = Q(is_decided=False, is_planned=False)
    return Subjects(
        rows=rows,
        breached=(undecided & Q(decide_by__lt=on)) | Q(audit_by__lt=on),
        due=Case(When(undecided, then=F("decide_by")), default=F("audit_by"), output_field=DateField()),
        reason=lambda unit: (
            _t("今年度の監査をどうするか、まだ決めていません。")
            if not unit.is_decided and not unit.is_planned
            else _t("議会が決めた間隔のうちに、監査の報告がありません。")
        ),
        remedy=Remedy("audits:year", _("年度の監査を決め、計画する"), lambda unit: {"year": year}),
        label=lambda unit: _t("%(year)sの監査") % {"year": year_text(year)},
    )


def _promised(on: date) -> Subjects:
    """Decisions to audit in a year, this one and the last: a report belongs to that year."""
    year = fiscal_year(on)
    reported = Audit.objects.filter(
        assembly_id=OuterRef("assembly_id"), fiscal_year=OuterRef("fiscal_year"), reported_on__lte=on
    ).exclude(state=AuditState.CANCELLED)
    rows = AuditYear.objects.filter(
        choice=YearChoice.ANNUAL, fiscal_year__in=[year - 1, year], decided_on__lte=on
    ).annotate(is_reported=Exists(reported))
    ends = Case(
        When(is_reported=True, then=Value(None)),
        When(fiscal_year=year, then=Value(fiscal_year_end(year))),
        default=Value(fiscal_year_end(year - 1)),
        output_field=DateField(),
    )
    return Subjects(
        rows=rows,
        breached=Q(is_reported=False, fiscal_year__lt=year),
        due=ends,
        reason=lambda row: _t("行うと決めた年度が終わっても、監査の報告がありません。"),
        remedy=Remedy("audits:new", _("監査を計画する")),
        label=lambda row: _t("%(year)sに行うと決めた監査") % {"year": year_text(row.fiscal_year)},
    )


@duty("audit.auditor-independent")
def auditor_independent(on: date) -> Duty:
    """Auditors appointed by the day; breached where one audits their own work without a reason and a second look."""
    rows = Auditor.objects.exclude(audit__state=AuditState.CANCELLED).select_related("person", "audit")
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=~Q(conflict="") & (Q(conflict_reason="") | Q(second_look_by__isnull=True)),
                reason=lambda row: _t("独立していないと考えられる監査人に、頼む理由と重ねて確かめる人がありません。"),
                remedy=Remedy("audits:auditor", _("理由と確かめる人を決める"), lambda row: {"auditor_id": row.pk}),
                label=lambda row: f"{row.person.shown_name}（{row.audit.title}）",
            )
        ],
        must_exist=False,
    )


@duty("audit.actions-closed")
def actions_closed(on: date) -> Duty:
    """Corrective actions found by the day that are not dropped; breached past the date unless done by then."""
    undone = Q(done_on__isnull=True) | Q(done_on__gt=on)
    open_ = ~Q(verified_on__isnull=False, verified_on__lte=on)
    return Duty(
        [
            Subjects(
                rows=Improvement.objects.filter(wanted(on), found_on__lte=on),
                breached=undone & Q(due_on__lt=on),
                due=Case(When(undone & open_, then=F("due_on")), default=Value(None), output_field=DateField()),
                reason=lambda row: _t("期限（%(day)s）を過ぎています。") % {"day": day_text(row.due_on)},
                remedy=Remedy("audits:improvement", _("改善措置を見る"), lambda row: {"improvement_id": row.pk}),
            )
        ],
        must_exist=False,
    )
