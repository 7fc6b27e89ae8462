"""Exceptions that somebody who leaves a post applied for or that are for them (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.exceptions.queries import left_by


def _left(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    return [
        HandoverRow(
            f"{row.number} {row.title}", _t("続けるときは、新しい人であらためて申請してください。"), row.to_date
        )
        for row in left_by(leaving.person, leaving.on)
    ]


HANDOVERS = (Handover(_("例外措置"), _left),)
