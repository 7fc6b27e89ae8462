"""Risks for which somebody who leaves a post is responsible (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.risks.queries import owned_by


def _owned(_ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    words = _t("リスクの担当者を、新しい人に変えてください。")
    return [
        HandoverRow(f"{risk.number} {risk.shown_title}", words, risk.judge_by)  # type: ignore[attr-defined]
        for risk in owned_by(leaving.person, leaving.on)
    ]


HANDOVERS = (Handover(_("リスク"), _owned),)
