"""Reads of risks: one statement tells where every risk stood on a day, for one assembly or all; pages add the details."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.improvements.queries import wanted
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person
from sakimori.measures.exceptions.queries import in_force as exceptions_in_force
from sakimori.measures.risks.models import (
    AcceptanceLine,
    Risk,
    RiskAnswer,
    RiskAssessment,
    RiskExclusion,
    RiskMeasure,
)
from sakimori.measures.risks.rules import AGAIN_DAYS, ANSWER_DAYS, KEY, LINE, START_DAYS, UP_TO, YEAR
from sakimori.measures.risks.types import Level, Stage, Threat


def risks_on(on: date) -> QuerySet[Any]:
    """Every risk of the register on the day, with what the day knew of it.

    Adds `is_out`, `seen_on`, `product` (chance × harm), `accepted_to` (the assembly's line), `judge_by`, `answer_by`,
    `is_mended`, `is_asked`, `is_accepted` and `is_outgrown` (accepted when it was smaller).
    """
    seen = RiskAssessment.objects.filter(risk=OuterRef("pk"), assessed_on__lte=on).order_by("-assessed_on", "-id")
    product = seen.annotate(weighed=F("chance") * F("harm")).values("weighed")
    return (
        Risk.objects.filter(added_on__lte=on)
        .annotate(
            is_out=Exists(RiskExclusion.objects.filter(covers(on), risk=OuterRef("pk"))),
            seen_on=Subquery(seen.values("assessed_on")[:1]),
            review_on=Subquery(seen.values("review_on")[:1]),
            product=Subquery(product[:1], output_field=IntegerField()),
            accepted_to=_line(on),
        )
        .annotate(**_answers(on))
        .annotate(cadence_by=days_after("seen_on", adopted_days(KEY, on, YEAR)))
        .annotate(
            judge_by=Case(
                When(seen_on__isnull=True, then=days_after("added_on", START_DAYS)),
                When(Q(cadence_by__isnull=True) | Q(review_on__lt=F("cadence_by")), then=F("review_on")),
                default=F("cadence_by"),
                output_field=DateField(),
            ),
            answer_by=days_after("seen_on", ANSWER_DAYS),
        )
    )


def _line(on: date) -> Coalesce:
    rows = AcceptanceLine.objects.filter(covers(on), assembly_id=OuterRef("assembly_id")).order_by("-from_date")
    highest = Case(*(When(level=level, then=Value(most)) for level, most in UP_TO.items()), output_field=IntegerField())
    return Coalesce(Subquery(rows.annotate(highest=highest).values("highest")[:1]), Value(UP_TO[LINE]))


def _answers(on: date) -> dict[str, Exists]:
    """What was done by the day. Work that was seen to be done counts until the risk has to be judged again; an acceptance
    as long as the risk is not judged to be greater than it was then."""
    given = RiskAnswer.objects.filter(risk=OuterRef("pk"), answered_on__lte=on)
    undone = Q(improvement__verified_on__isnull=True)
    fresh = Q(improvement__verified_on__gt=on - timedelta(days=AGAIN_DAYS))
    undecided = Q(exception__granted_on__isnull=True) | Q(exception__granted_on__gt=on)
    unrefused = Q(exception__refused_on__isnull=True) | Q(exception__refused_on__gt=on)
    unended = Q(exception__ended_on__isnull=True) | Q(exception__ended_on__gt=on)
    work = given.filter(undone | fresh, wanted(on, "improvement__"), improvement__isnull=False)
    accepted = given.filter(exception__in=exceptions_in_force(on))
    waiting = given.filter(undecided, unrefused, unended, exception__to_date__gte=on)
    return {
        "is_mended": Exists(work),
        "is_asked": Exists(waiting),
        "is_accepted": Exists(accepted.filter(product__gte=OuterRef("product"))),
        "is_outgrown": Exists(accepted.filter(product__lt=OuterRef("product"))),
    }


def stage_of(risk: Any) -> Stage:
    """Where a risk of `risks_on` stands."""
    if risk.is_out:
        return Stage.OUT
    if risk.seen_on is None:
        return Stage.UNJUDGED
    if risk.product <= risk.accepted_to:
        return Stage.WITHIN
    if risk.is_accepted:
        return Stage.ACCEPTED
    if risk.is_mended:
        return Stage.MENDED
    return Stage.ASKED if risk.is_asked else Stage.UNANSWERED


@dataclass(slots=True)
class RiskRow:
    """A risk as it stood on a day, with what a page says of it."""

    risk: Risk
    stage: Stage
    judge_by: date | None
    assessments: list[RiskAssessment] = field(default_factory=list)
    answers: list[RiskAnswer] = field(default_factory=list)
    exclusion: RiskExclusion | None = None
    exclusions: list[RiskExclusion] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)

    @property
    def last(self) -> RiskAssessment | None:
        """The judgement that counts."""
        return self.assessments[0] if self.assessments else None

    @property
    def level(self) -> Level | None:
        """What is left with the measures of the day on which it was judged."""
        return self.last.level if self.last else None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.stage in {Stage.UNJUDGED, Stage.UNANSWERED}

    @property
    def change(self) -> int:
        """How many steps of level it went up (or, below zero, down) since it was judged before."""
        return self.assessments[0].level - self.assessments[1].level if len(self.assessments) > 1 else 0

    @property
    def answer(self) -> RiskAnswer | None:
        """The newest answer."""
        return self.answers[0] if self.answers else None


def rows_on(on: date, **narrowed: Any) -> list[RiskRow]:
    """The register of a day in the order of the policy, the gravest of a group first. Five SQL statements."""
    risks = list(risks_on(on).filter(**narrowed).select_related("owner", "asset"))
    rows = {risk.pk: RiskRow(risk, stage_of(risk), risk.judge_by) for risk in risks}
    judged = RiskAssessment.objects.filter(risk__in=rows, assessed_on__lte=on).select_related("person")
    for one in judged.order_by("-assessed_on", "-id"):
        rows[one.risk_id].assessments.append(one)
    given = RiskAnswer.objects.filter(risk__in=rows, answered_on__lte=on).select_related("improvement", "exception")
    for answer in given.order_by("-answered_on", "-id"):
        rows[answer.risk_id].answers.append(answer)
    for exclusion in RiskExclusion.objects.filter(risk__in=rows, from_date__lte=on).order_by("-from_date"):
        row = rows[exclusion.risk_id]
        row.exclusions.append(exclusion)
        row.exclusion = exclusion if exclusion.covers(on) else row.exclusion
    for measure in RiskMeasure.objects.filter(risk__in=rows).order_by("duty"):
        rows[measure.risk_id].duties.append(measure.duty)
    order = list(Threat)
    return sorted(rows.values(), key=lambda row: (order.index(Threat(row.risk.threat)), -_weight(row), row.risk.number))


def _weight(row: RiskRow) -> int:
    return row.last.product if row.last and row.stage != Stage.OUT else 0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One of the five groups of threats in figures."""

    threat: Threat
    total: int
    unjudged: int
    open: int
    high: int
    judge_by: date | None


def groups_of(rows: Iterable[RiskRow]) -> list[GroupRow]:
    """The five groups; what is out of scope is not counted."""
    by_threat: dict[str, list[RiskRow]] = defaultdict(list)
    for row in rows:
        if row.stage != Stage.OUT:
            by_threat[row.risk.threat].append(row)
    return [
        GroupRow(
            threat=threat,
            total=len(found := by_threat[threat]),
            unjudged=sum(row.stage == Stage.UNJUDGED for row in found),
            open=sum(row.stage == Stage.UNANSWERED for row in found),
            high=sum(row.level == Level.HIGH for row in found),
            judge_by=min((row.judge_by for row in found if row.judge_by), default=None),
        )
        for threat in Threat
    ]


def field_counts(rows: Iterable[RiskRow]) -> dict[tuple[int, int], int]:
    """(chance, harm) → number of risks in scope."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row.last and row.stage != Stage.OUT:
            counts[row.last.chance, row.last.harm] += 1
    return counts


def line_on(on: date) -> AcceptanceLine | None:
    """The assembly's own line of the day."""
    return AcceptanceLine.objects.filter(covers(on)).order_by("-from_date").first()


def lines() -> list[AcceptanceLine]:
    """Every line that was decided, newest first."""
    return list(AcceptanceLine.objects.order_by("-from_date", "-id"))


def next_number() -> int:
    """The next number of the register."""
    return (Risk.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def known_pairs() -> set[tuple[str, str]]:
    """(scenario, group of assets) that the register has already."""
    return set(Risk.objects.filter(asset__isnull=True).exclude(scenario="").values_list("scenario", "asset_group"))


def owned_by(persons: Collection[Person], on: date) -> QuerySet[Risk]:
    """Risks in scope for which these people are responsible."""
    return risks_on(on).filter(owner__in=persons, is_out=False)


def stages_on(on: date) -> Counter[Stage]:
    """How many risks stood where on the day. One SQL statement."""
    return Counter(stage_of(risk) for risk in risks_on(on))
