"""Risks for which somebody who leaves a post is responsible (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.risks.models import Risk
from sakimori.measures.risks.queries import owned_by


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[Risk]]:
    return (owned_by(leaving.persons, leaving.on),)


def _owned(_leaving: Leaving, risks: Iterable[Risk]) -> list[HandoverRow]:
    words = _t("リスクの担当者を、新しい人に変えてください。")
    return [
        HandoverRow(f"{risk.number} {risk.shown_title}", words, risk.judge_by)  # type: ignore[attr-defined]
        for risk in sorted(risks, key=lambda risk: risk.number)
    ]


HANDOVERS = (Handover(_("リスク"), _reads, _owned),)
