"""Dates of risks: when each group of threats is to be judged again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.risks.queries import first_days


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for threat, day in first_days(ctx.today):
        if first <= day <= last:
            words = _t("リスク評価: %(threat)s") % {"threat": threat.label}
            yield DatedThing(day, words, "risks:group", {"threat": threat.short})


DATES = DateSource("risks", _("リスク評価"), Permission.EVIDENCE_READ, _between)
