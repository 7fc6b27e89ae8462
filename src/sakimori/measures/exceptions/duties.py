"""The duty of exceptions: what is not kept as written is permitted, in date, and gone through every year."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.papers.days import day_text
from sakimori.measures.exceptions.models import ExceptionReview, RuleException
from sakimori.measures.exceptions.queries import granted, used_unapproved
from sakimori.measures.exceptions.types import Ending

KEY = "operation.exceptions-valid"
REVIEW_DAYS = 365
"""The list is gone through yearly; the assembly may choose another cadence."""
DECIDE_DAYS = 14
"""Own target for 事後速やかに: an emergency use is decided within two weeks of its first day."""


@duty(KEY)
def exceptions_are_valid(on: date) -> Duty:
    """Each exception in use is approved, within its time, and was looked at since the list was last to be gone through."""
    looked = ExceptionReview.objects.filter(assembly_id=OuterRef("assembly_id"), reviewed_on__lte=on)
    newest = looked.order_by().values("assembly_id").annotate(last=Max("reviewed_on")).values("last")
    allowed = (
        granted(on)
        .filter(from_date__lte=on)
        .annotate(looked_at=Greatest(F("granted_on"), Coalesce(Subquery(newest), F("granted_on"))))
        .annotate(review_by=days_after("looked_at", adopted_days(KEY, on, REVIEW_DAYS)))
    )
    # What is extended already needs nobody before its own last day.
    ends = Case(
        When(ending=Ending.EXTENDED, ended_on__lte=on, then=None), default=F("to_date"), output_field=DateField()
    )
    unapproved = used_unapproved(on).annotate(decide_by=days_after("from_date", DECIDE_DAYS))
    remedy = Remedy("exceptions:exception", _("例外措置を見る"), lambda row: {"exception_id": row.pk})
    return Duty(
        [
            Subjects(
                rows=allowed,
                breached=Q(to_date__lt=on) | Q(review_by__lt=on),
                due=Least(Coalesce(ends, F("review_by")), Coalesce(F("review_by"), ends)),
                reason=lambda row: _why(row, on),
                remedy=remedy,
                label=_named,
            ),
            Subjects(
                rows=unapproved,
                breached=Q(refused_on__lte=on) | Q(decide_by__lt=on),
                due="decide_by",
                reason=lambda row: _why_unapproved(row, on),
                remedy=remedy,
                label=_named,
            ),
        ],
        must_exist=False,
    )


def _named(row: RuleException) -> str:
    # Boards are read by many: number and subject, never for whom.
    return f"{row.number} {row.title}"


def _why(row: RuleException, on: date) -> str:
    if row.to_date < on:
        return _t("例外の期限（%(day)s）が切れています。決まりのとおりに戻すか、あらためて申請してください。") % {
            "day": day_text(row.to_date)
        }
    by: date | None = row.review_by  # type: ignore[attr-defined]
    if by is not None and by < on:
        return _t("例外の一覧を見直す期限（%(day)s）を過ぎています。") % {"day": day_text(by)}
    return _t("例外の期限: %(day)s") % {"day": day_text(row.to_date)}


def _why_unapproved(row: RuleException, on: date) -> str:
    if row.refused_on is not None and row.refused_on <= on:
        return _t("緊急に使われましたが、承認されませんでした。やめたことを確かめて記録してください。")
    return _t("緊急に使われましたが、まだ承認されていません。速やかに決裁を受けてください。")
