"""Dates of playbooks: by when to look at them again, and when new versions come into use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.playbooks.queries import review_days_between


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for day, count in sorted(review_days_between(first, last, ctx.today).items()):
        yield DatedThing(day, _t("対応手順の見直し"), "playbooks:playbooks", count=count)


DATES = DateSource("playbooks", _("対応手順"), Permission.PLAN_READ, _between)
