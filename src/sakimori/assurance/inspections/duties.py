"""Duties of self-inspection, of the check of units, and of breaches."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.models import Breach, ComplianceCheck, Respondent, Round
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.queries import wanted
from sakimori.foundation.improvements.types import Origin
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.people.types import UnitKind

CHECK_DAYS = 365
"""Yearly, as the catalogue says; the assembly may choose another cadence."""
SETTLE_DAYS = 14
"""Own target: after an answer it is decided within two weeks what is put right."""


@duty("audit.self-inspected")
def everyone_answered(on: date) -> Duty:
    """Whoever was asked in an open round, or in the last one, and is still in office has answered by its date."""
    newer = Round.objects.filter(
        assembly_id=OuterRef("assembly_id"), opened_on__lte=on, opened_on__gt=OuterRef("round__opened_on")
    )
    is_current = Q(round__closed_on__isnull=True) | Q(round__closed_on__gt=on) | ~Exists(newer)
    serving = people_in_office(on).filter(pk=OuterRef("person_id"))
    rows = (
        Respondent.objects.filter(is_current, Exists(serving), round__opened_on__lte=on)
        .filter(Q(excused_on__isnull=True) | Q(excused_on__gt=on))
        .select_related("round", "person", "unit")
    )
    waits = Q(answered_on__isnull=True) | Q(answered_on__gt=on)
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=waits & Q(round__due_on__lt=on),
                due=Case(When(waits, then=F("round__due_on")), output_field=DateField()),
                reason=lambda row: _why_unanswered(row, on),
                remedy=Remedy("inspections:round", _("回答の状況を見る"), lambda row: {"round_id": row.round_id}),
            )
        ]
    )


def _why_unanswered(row: Respondent, on: date) -> str:
    if row.round.due_on < on:
        return _t("自己点検の期限（%(day)s）までに、回答がまだありません。") % {"day": day_text(row.round.due_on)}
    return _t("自己点検の回答をお待ちしています。")


@duty("operation.compliance-checked")
def units_are_checked(on: date) -> Duty:
    """The secretariat and each caucus were checked within the cadence, and what was found there is not late.

    A unit's answer in a round is its check, and so is a look at records drawn by a seed. Where no unit was ever checked,
    nothing has begun.
    """
    done = Respondent.objects.filter(answered_on__lte=on, round__opened_on__lte=on, unit__isnull=False)
    own = done.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(last=Max("answered_on")).values("last")
    looked = ComplianceCheck.objects.filter(closed_on__lte=on)
    drawn = looked.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(last=Max("closed_on")).values("last")
    same = {"assembly_id": OuterRef("assembly_id")}
    begun = Round.objects.filter(**same, opened_on__lte=on).order_by("opened_on").values("opened_on")[:1]
    first = looked.filter(**same).order_by("closed_on").values("closed_on")[:1]
    late = Improvement.objects.filter(
        unit=OuterRef("pk"), origin__in=[Origin.INSPECTION, Origin.CHECK], found_on__lte=on, due_on__lt=on
    ).filter(Q(done_on__isnull=True) | Q(done_on__gt=on))
    late = late.filter(wanted(on))
    rows = (
        Unit.objects.filter(covers(on), kind__in=[UnitKind.SECRETARIAT, UnitKind.CAUCUS])
        .filter(Exists(done.filter(**same)) | Exists(looked.filter(**same)))
        .annotate(answered_last=Subquery(own), drawn_last=Subquery(drawn))
        .annotate(
            # The greatest of two days is none where one of them is none (SQLite).
            checked_last=Greatest(
                Coalesce(F("answered_last"), F("drawn_last")), Coalesce(F("drawn_last"), F("answered_last"))
            ),
        )
        .annotate(
            # Whoever was never checked has time from the assembly's first round on.
            since=Coalesce(F("checked_last"), Greatest(F("from_date"), Coalesce(Subquery(begun), Subquery(first)))),
            has_late=Exists(late),
        )
        .annotate(check_by=days_after("since", adopted_days("operation.compliance-checked", on, CHECK_DAYS)))
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(has_late=True) | Q(check_by__lt=on),
                due=F("check_by"),
                reason=_why_not_checked,
                remedy=Remedy("inspections:checks", _("遵守状況を確認する")),
                label=lambda unit: unit.name,
            )
        ]
    )


def _why_not_checked(unit: Unit) -> str:
    if unit.has_late:  # type: ignore[attr-defined]
        return _t("点検で見つかったことの改善が、期限を過ぎています。")
    if unit.checked_last is None:  # type: ignore[attr-defined]
        return _t("遵守状況の確認が、まだ行われていません。")
    return _t("前回の確認から期間がたちました。")


@duty("operation.breaches-corrected")
def breaches_are_corrected(on: date) -> Duty:
    """What was told is answered by its date, then decided within two weeks, then put right by the date of its action."""
    unanswered = Q(answered_on__isnull=True) | Q(answered_on__gt=on)
    undecided = ~unanswered & Q(improvement__isnull=True)
    undone = Q(improvement__isnull=False) & (Q(improvement__done_on__isnull=True) | Q(improvement__done_on__gt=on))
    undone &= wanted(on, "improvement__")
    settled = Q(settled_on__isnull=False, settled_on__lte=on)
    rows = Breach.objects.filter(noticed_on__lte=on).select_related("improvement")
    act_by = Case(
        When(settled, then=None),
        When(unanswered, then=F("answer_by")),
        When(undecided, then=days_after("answered_on", SETTLE_DAYS)),
        When(undone, then=F("improvement__due_on")),
        output_field=DateField(),
    )
    return Duty(
        [
            Subjects(
                rows=rows.annotate(mend_by=act_by),
                breached=Q(mend_by__lt=on),
                due="mend_by",
                reason=lambda row: _why_not_corrected(row, on),
                remedy=Remedy("inspections:breach", _("お知らせを見る"), lambda row: {"breach_id": row.pk}),
                # Boards and lists are read by many: a number, never a name.
                label=lambda row: _t("お知らせ 第%(number)s号") % {"number": row.number},
            )
        ],
        must_exist=False,
    )


def _why_not_corrected(row: Breach, on: date) -> str:
    if row.answered_on is None or row.answered_on > on:
        return _t("回答をお待ちしています。")
    if row.improvement is None:
        return _t("どのように直すかを決めてください。")
    return _t("改善の期限: %(day)s") % {"day": day_text(row.improvement.due_on)}
