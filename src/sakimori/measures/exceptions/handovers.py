"""Exceptions that somebody who leaves a post applied for or that are for them (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.exceptions.queries import left_by, with_stage


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[RuleException]]:
    return (left_by(leaving.persons, leaving.on),)


def _left(leaving: Leaving, exceptions: Iterable[RuleException]) -> list[HandoverRow]:
    words = _t("続けるときは、新しい人であらためて申請してください。")
    rows = sorted(exceptions, key=lambda row: (row.to_date, row.pk))
    return [HandoverRow(f"{row.number} {row.title}", words, row.to_date) for row in with_stage(rows, leaving.on)]


HANDOVERS = (Handover(_("例外措置"), _reads, _left),)
