"""Duty of continuity: every critical function has a way on, a number of people and a yearly look; tests are held."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.continuity.models import CardReview, ContinuityCard, CriticalFunction
from sakimori.measures.continuity.types import NEEDED, SAFETY_SCENARIO, Cause
from sakimori.measures.drills.models import Drill

KEY = "continuity.plan-exercised"
YEAR = 365
"""Yearly, as the guideline's; the assembly may choose another cadence."""


@duty(KEY)
def plan_is_exercised(on: date) -> Duty:
    """Functions of the day by the version of their card of that day; tests of the safety check as finished drills."""
    return Duty([_functions(on), _assemblies(on), _tests(on)])


def _functions(on: date) -> Subjects:
    cards = ContinuityCard.objects.filter(covers(on), function=OuterRef("pk")).order_by("-from_date", "-id")
    lacking = {f"no_{cause}": Exists(cards.filter(**{f"{cause}": ""})) for cause in NEEDED}
    reviews = CardReview.objects.filter(function=OuterRef("pk"), reviewed_on__lte=on)
    last = reviews.order_by("-reviewed_on").values("reviewed_on")[:1]
    rows = (
        CriticalFunction.objects.filter(covers(on))
        .annotate(
            **lacking,
            has_card=Exists(cards),
            no_people=Exists(cards.filter(minimum_staff__isnull=True)),
            written_on=Subquery(cards.values("from_date")[:1]),
            seen_last=Subquery(last),
        )
        .annotate(seen_on=Greatest(F("written_on"), Coalesce(F("seen_last"), F("written_on"))))
        .annotate(look_by=days_after("seen_on", adopted_days(KEY, on, YEAR)))
    )
    gap = Q(has_card=False) | Q(no_people=True)
    for name in lacking:
        gap |= Q(**{name: True})
    return Subjects(
        rows=rows,
        breached=gap | Q(look_by__lt=on),
        due="look_by",
        reason=_why,
        remedy=Remedy("continuity:function", _("カードを直す・見直す"), lambda row: {"function_id": row.pk}),
        label=lambda row: row.name,
    )


def _why(row: CriticalFunction) -> str:
    if not row.has_card:  # type: ignore[attr-defined]
        return _t("業務継続カードがありません。")
    gaps = [str(Cause(cause).label) for cause in NEEDED if getattr(row, f"no_{cause}")]
    words = [_t("代わりの手段がありません: %(causes)s") % {"causes": _t("、").join(gaps)}] if gaps else []
    if row.no_people:  # type: ignore[attr-defined]
        words.append(_t("最低限の人数が決まっていません。"))
    return " ".join(words) or _t("前の見直しから期間がたちました。")


def _assemblies(on: date) -> Subjects:
    """Without any function nobody has thought about it."""
    functions = CriticalFunction.objects.filter(covers(on), assembly_id=OuterRef("assembly_id"))
    return Subjects(
        rows=Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY).annotate(has_functions=Exists(functions)),
        breached=Q(has_functions=False),
        reason=lambda unit: _t("止められない機能が、まだ登録されていません。"),
        remedy=Remedy("continuity:cards", _("重要な機能を登録する")),
        label=lambda unit: unit.name,
    )


def _tests(on: date) -> Subjects:
    """A safety check is tested within the cadence; the first one is due that long after the first function was named."""
    tests = Drill.objects.filter(
        assembly_id=OuterRef("assembly_id"), scenario_key=SAFETY_SCENARIO, held_on__lte=on, closed_on__lte=on
    )
    last = tests.order_by().values("scenario_key").annotate(last=Max("held_on")).values("last")
    first = CriticalFunction.objects.filter(assembly_id=OuterRef("assembly_id"), from_date__lte=on)
    since = first.order_by("from_date").values("from_date")[:1]
    rows = (
        Unit.objects.filter(covers(on), kind=UnitKind.ASSEMBLY)
        .annotate(tested_on=Subquery(last), named_on=Subquery(since))
        .annotate(start=Coalesce(F("tested_on"), F("named_on")))
        .annotate(test_by=days_after("start", adopted_days(KEY, on, YEAR)))
        .filter(named_on__isnull=False)
    )
    return Subjects(
        rows=rows,
        breached=Q(test_by__lt=on) | Q(tested_on__isnull=True),
        due=Case(When(tested_on__isnull=False, then=F("test_by")), output_field=DateField()),
        reason=_why_untested,
        remedy=Remedy("safety:checks", _("安否確認の訓練を行う")),
        label=lambda unit: _t("安否確認の訓練"),
    )


def _why_untested(unit: Unit) -> str:
    if unit.tested_on is None:  # type: ignore[attr-defined]
        return _t("安否確認の訓練を、まだ一度も行っていません。")
    return _t("前の安否確認の訓練から期間がたちました。")
