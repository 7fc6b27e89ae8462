"""Duty of risks: every threat that the policy names has its risks, each judged in its cadence and answered above the line."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.papers.days import day_text
from sakimori.measures.risks.models import Risk
from sakimori.measures.risks.queries import risks_on
from sakimori.measures.risks.rules import KEY
from sakimori.measures.risks.types import Threat
from sakimori.policy.clauses.models import ClauseMeasure
from sakimori.policy.clauses.queries import version_in_force


@duty(KEY)
def risks_are_assessed(on: date) -> Duty:
    """Nothing counts before the assembly has begun: then the duty is "not started", not broken."""
    return Duty([_groups(on), _risks(on)])


def _groups(on: date) -> Subjects:
    """A group of threats that the policy in force names, once each, and that has no risk in scope."""
    named = ClauseMeasure.objects.filter(measure__in=Threat.values)
    earlier = named.filter(
        clause__version=OuterRef("clause__version"), measure=OuterRef("measure"), pk__lt=OuterRef("pk")
    )
    begun = Risk.objects.filter(assembly_id=OuterRef("assembly_id"), added_on__lte=on)
    held = risks_on(on).filter(assembly_id=OuterRef("assembly_id"), threat=OuterRef("measure"), is_out=False)
    rows = (
        named.annotate(current=version_in_force(on))
        .filter(~Exists(earlier), Exists(begun), clause__version_id=F("current"))
        .annotate(has_risks=Exists(held))
    )
    return Subjects(
        rows=rows,
        breached=Q(has_risks=False),
        reason=lambda row: _t("この脅威について、対象とするリスクが一つもありません。"),
        remedy=Remedy("risks:start", _("シナリオから加える")),
        label=lambda row: str(Threat(row.measure).label),
    )


def _risks(on: date) -> Subjects:
    above = Q(product__gt=F("accepted_to"), is_mended=False, is_accepted=False)
    return Subjects(
        rows=risks_on(on).filter(is_out=False),
        breached=Q(judge_by__lt=on) | (above & Q(answer_by__lt=on)),
        due=Case(
            When(above & (Q(judge_by__isnull=True) | Q(answer_by__lt=F("judge_by"))), then=F("answer_by")),
            default=F("judge_by"),
            output_field=DateField(),
        ),
        reason=lambda risk: _why(risk, on),
        remedy=Remedy("risks:risk", _("リスクを見る"), lambda risk: {"risk_id": risk.pk}),
        label=lambda risk: risk.shown_title,
    )


def _why(risk: Risk, on: date) -> str:
    by: date | None = risk.judge_by  # type: ignore[attr-defined]
    if by is not None and by < on:
        if risk.seen_on is None:  # type: ignore[attr-defined]
            return _t("台帳に加えたあと、まだ評価していません。")
        return _t("評価し直す期限（%(day)s）を過ぎています。") % {"day": day_text(by)}
    if risk.is_outgrown:  # type: ignore[attr-defined]
        return _t("受け入れたときより大きくなっています。あらためて対応を決めてください。")
    if risk.is_asked:  # type: ignore[attr-defined]
        return _t("受入れの申請が、まだ承認されていません。")
    return _t("受け入れる範囲を超えていますが、対応が決まっていません。")
