"""Every write of risks: taken into the register, judged, answered, switched off and on, the line drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.improvements.actions import open_improvement
from sakimori.foundation.improvements.types import Grade, Origin
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.measures.exceptions.actions import apply_for_exception
from sakimori.measures.exceptions.types import APPLICATION as EXCEPTION
from sakimori.measures.exceptions.types import ExceptionKind
from sakimori.measures.risks import queries
from sakimori.measures.risks.content import scenarios
from sakimori.measures.risks.models import (
    AcceptanceLine,
    Risk,
    RiskAnswer,
    RiskAssessment,
    RiskExclusion,
    RiskMeasure,
)
from sakimori.measures.risks.rules import KEY
from sakimori.measures.risks.types import Answer, AssetGroup, Level

MANAGE = Permission.PLAN_MANAGE
ROUTE = (Role.SECRETARY_GENERAL, Role.CHAIR)
"""A risk above the line is accepted by the chair; the head of the office sees it first."""


@action("risks.take", permission=MANAGE, sentence=_("用意されたシナリオをリスクの台帳に加えました"))
def take_scenarios(
    ctx: Context, *, pairs: Iterable[tuple[str, AssetGroup | str]], owner: Person | None = None
) -> list[Risk]:
    """Shipped scenarios with the groups of assets they harm; what the register has already is left alone."""
    known, number = queries.known_pairs(), queries.next_number()
    made: list[Risk] = []
    for key, group in pairs:
        shipped = scenarios().get(key)
        if shipped is None or AssetGroup(group) not in shipped.groups:
            raise ValidationError(_t("選べないシナリオがあります。ページを開き直してください。"))
        if (key, AssetGroup(group)) in known:
            continue
        risk = Risk(
            number=number + len(made), threat=shipped.threat, scenario=key, asset_group=AssetGroup(group), owner=owner,
            added_on=ctx.today,
        )  # fmt: skip
        risk.full_clean()
        risk.save()
        _set_measures(risk, shipped.duties)
        made.append(risk)
    return made


@action("risks.save", permission=MANAGE, sentence=_("リスクを台帳に登録しました"))
def save_risk(ctx: Context, /, *, risk: Risk | None = None, duties: Sequence[str] = (), **values: Any) -> Risk:
    """A risk of one's own, or one put into one's own words. Raises ValidationError."""
    found = risk or Risk(number=queries.next_number(), added_on=ctx.today)
    for name, value in values.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    shipped = scenarios().get(found.scenario)
    if shipped is not None:
        # Words that are still the shipped ones stay empty: then everybody reads them in their own language.
        for name in ("title", "happens", "loses"):
            if getattr(found, name) == getattr(shipped, name):
                setattr(found, name, "")
    found.full_clean()
    found.save()
    _set_measures(found, duties)
    return found


def _set_measures(risk: Risk, duties: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(duties))
    if unknown := [key for key in wanted if key not in catalogue()]:
        raise ValidationError({"duties": _t("ない確認項目です: %(keys)s") % {"keys": _t("、").join(unknown)}})
    known = {row.duty: row for row in risk.measures.all()}
    for key, row in known.items():
        if key not in wanted:
            row.delete()
    RiskMeasure.objects.bulk_create(RiskMeasure(risk=risk, duty=key) for key in wanted if key not in known)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answers to the two questions about one risk. Without bare ones those of the scenario or of last time count."""

    risk: Risk
    chance: int
    harm: int
    note: str = ""
    review_on: date | None = None
    bare_chance: int | None = None
    bare_harm: int | None = None


@action("risks.assess", permission=MANAGE, sentence=_("リスクを評価しました"))
def assess(ctx: Context, *, judgements: Sequence[Judgement], assessed_on: date) -> list[RiskAssessment]:
    """Judge one risk or a whole group at once. Raises ValidationError."""
    if assessed_on > ctx.today:
        raise ValidationError({"assessed_on": _t("評価した日に先の日付は入力できません。")})
    if not judgements:
        raise ValidationError(_t("評価するリスクを一つ以上、二つの質問に答えてください。"))
    _must_be_in_scope(ctx, [one.risk for one in judgements])
    return [_judge(ctx, one, assessed_on) for one in judgements]


def _must_be_in_scope(ctx: Context, risks: Sequence[Risk]) -> None:
    if RiskExclusion.objects.filter(covers(ctx.today), risk__in=risks).exists():
        raise ValidationError(_t("このリスクは対象外です。対象に戻してから行ってください。"))


def _newest(risk: Risk) -> RiskAssessment | None:
    return risk.assessments.order_by("-assessed_on", "-id").first()


def _must_be_judged(ctx: Context, risk: Risk) -> RiskAssessment:
    """Only what is in scope and was judged is answered."""
    _must_be_in_scope(ctx, [risk])
    last = _newest(risk)
    if last is None:
        raise ValidationError(_t("まず、このリスクを評価してください。"))
    return last


def _judge(ctx: Context, one: Judgement, assessed_on: date) -> RiskAssessment:
    if one.review_on is not None and one.review_on <= assessed_on:
        raise ValidationError({"review_on": _t("次に見直す日は、評価した日より後にしてください。")})
    last = _newest(one.risk)
    since = last.assessed_on if last else one.risk.added_on
    if assessed_on < since:
        words = _t("「%(title)s」は%(day)sより前の日では評価できません（台帳に加えた日、または前に評価した日）。")
        raise ValidationError({"assessed_on": words % {"title": one.risk.shown_title, "day": day_text(since)}})
    bare_chance, bare_harm = one.bare_chance, one.bare_harm
    if bare_chance is None or bare_harm is None:
        bare_chance, bare_harm = _bare(one.risk, last)
    row = RiskAssessment(
        risk=one.risk, assessed_on=assessed_on, chance=one.chance, harm=one.harm, note=one.note.strip(),
        review_on=one.review_on, person_id=ctx.actor.person_id,
        # Measures never make a risk greater: what is judged now is the least that it would be without them.
        bare_chance=max(bare_chance, one.chance), bare_harm=max(bare_harm, one.harm),
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


def _bare(risk: Risk, last: RiskAssessment | None) -> tuple[int, int]:
    if last is not None:
        return last.bare_chance, last.bare_harm
    shipped = scenarios().get(risk.scenario)
    return (shipped.chance, shipped.harm) if shipped else (1, 1)


@action("risks.exclude", permission=MANAGE, sentence=_("リスクを対象外にしました"))
def exclude(ctx: Context, *, risk: Risk, reason: str) -> RiskExclusion:
    """From today on the risk is no matter of the assembly. Raises ValidationError."""
    row = RiskExclusion(risk=risk, from_date=ctx.today, reason=reason.strip())
    row.full_clean()
    row.save()
    return row


@action("risks.include", permission=MANAGE, sentence=_("リスクを対象に戻しました"))
def include(ctx: Context, *, risk: Risk) -> None:
    """It is one again. On the day on which it was switched off that is only taken back."""
    for row in risk.exclusions.filter(to_date__isnull=True):
        if row.from_date == ctx.today:
            row.delete()
        else:
            row.to_date = ctx.today - timedelta(days=1)
            row.save()


@action("risks.mend", permission=MANAGE, sentence=_("リスクへの対策を決めました"))
def mend(
    ctx: Context, *, risk: Risk, kind: Answer | str, measure: str, owner: Person | None, due_on: date
) -> RiskAnswer:
    """Reduce, avoid or share it: a corrective action in the one list. Raises ValidationError."""
    if Answer(kind) not in Answer.by_work():
        raise ValidationError({"kind": _t("受け入れるときは、議長の承認を申請してください。")})
    last = _must_be_judged(ctx, risk)
    improvement = open_improvement(
        ctx,
        title=_t("リスクへの対策: %(title)s") % {"title": Truncator(risk.shown_title).chars(100)},
        finding=f"{risk.shown_happens}\n{risk.shown_loses}",
        origin=Origin.RISK,
        due_on=due_on,
        grade=Grade.MAJOR if last.level == Level.HIGH else Grade.MINOR,
        origin_text=_t("リスク %(number)s") % {"number": risk.number},
        origin_model=Risk._meta.label_lower,
        origin_id=risk.pk,
        duty=KEY,
        owner=owner,
        measure=measure,
    )
    return _answer(ctx, last, Answer(kind), improvement=improvement)


@action("risks.accept", permission=MANAGE, sentence=_("リスクの受入れの承認を申請しました"))
def ask_to_accept(
    ctx: Context, *, risk: Risk, reason: str, substitute: str, to_date: date, warn_days: int = 30
) -> RiskAnswer:
    """Ask the chair to accept it until a day; afterwards it stands open again (THR-4). Raises ValidationError."""
    last = _must_be_judged(ctx, risk)
    if queries.risks_on(ctx.today).filter(pk=risk.pk, is_asked=True).exists():
        raise ValidationError(_t("受入れは、すでに申請しています。決裁をお待ちください。"))
    exception = apply_for_exception(
        ctx,
        route=ROUTE,
        kind=ExceptionKind.RISK,
        title=_t("リスクの受入れ: %(title)s") % {"title": Truncator(risk.shown_title).chars(100)},
        duty=KEY,
        what=risk.shown_happens,
        risk=risk.shown_loses,
        reason=reason,
        substitute=substitute,
        asset=risk.asset,
        covers=risk.get_asset_group_display(),
        from_date=ctx.today,
        to_date=to_date,
        warn_days=warn_days,
    )
    return _answer(ctx, last, Answer.ACCEPT, exception=exception)


@action("risks.extend", permission=Permission.APPROVAL_APPLY, sentence=_("リスクの受入れの延長が承認されました"))
def adopt_extended_acceptance(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: an acceptance was extended by a new decision; what it says of the risk goes on."""
    if event.kind != EXCEPTION or not event.is_approved:
        return
    for answer in RiskAnswer.objects.filter(exception__extensions=event.subject_id).select_related("risk"):
        last = _newest(answer.risk)
        if last is not None:
            _answer(ctx, last, Answer.ACCEPT, exception_id=event.subject_id)


def _answer(ctx: Context, last: RiskAssessment, kind: Answer, **record: Any) -> RiskAnswer:
    row = RiskAnswer(risk=last.risk, kind=kind, answered_on=ctx.today, product=last.product, **record)
    row.full_clean()
    row.save()
    return row


@action("risks.line", permission=Permission.DUTY_SETTINGS, sentence=_("リスクの受入れの基準を決めました"))
def draw_line(ctx: Context, *, level: Level | int, meeting: str, reason: str = "") -> AcceptanceLine:
    """Up to which level risks are accepted as they are, from today on; earlier days keep theirs."""
    last = AcceptanceLine.objects.filter(to_date__isnull=True).first()
    row = last if last is not None and last.from_date == ctx.today else AcceptanceLine(from_date=ctx.today)
    if last is not None and row is not last:
        last.to_date = ctx.today - timedelta(days=1)
        last.save()
    row.level, row.meeting, row.reason = Level(level), meeting.strip(), reason.strip()
    row.full_clean()
    row.save()
    return row
