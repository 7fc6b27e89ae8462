"""Dates of playbooks: by when to look at them again, and when new versions come into use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.playbooks.queries import kept_kinds


def _reads(ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    due = kept_kinds(ctx.today).filter(review_by__range=(first, last))  # type: ignore[misc]
    return [due.values("review_by")]  # type: ignore[misc]


def _tells(_ctx: Context, _first: date, _last: date, kinds: list[dict[str, date]]) -> Iterator[DatedThing]:
    for day, count in Counter(row["review_by"] for row in kinds).items():
        yield DatedThing(day, _t("対応手順の見直し"), "playbooks:playbooks", count=count)


DATES = DateSource("playbooks", _("対応手順"), Permission.PLAN_READ, _reads, _tells)
