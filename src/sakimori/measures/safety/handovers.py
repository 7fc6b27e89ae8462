"""What changes hands in the contact tree when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.safety.models import CallLine


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[CallLine]]:
    mine = Q(caller__in=leaving.persons) | Q(person__in=leaving.persons)
    return (CallLine.objects.filter(mine).select_related("person"),)


def _calls(leaving: Leaving, lines: Iterable[CallLine]) -> list[HandoverRow]:
    rows = sorted(lines, key=lambda row: (row.place, row.pk))
    mine = {person.pk for person in leaving.persons}
    found = [
        HandoverRow(
            _t("%(name)s さんへの電話") % {"name": row.person.shown_name}, _t("電話をかける人を決め直してください。")
        )
        for row in rows
        if row.caller_id in mine
    ]
    if any(row.person_id in mine for row in rows):
        found.append(HandoverRow(_t("連絡網の中の本人の欄"), _t("新しい人に替え、紙を配り直してください。")))
    return found


HANDOVERS = (Handover(_("電話の連絡網"), _reads, _calls),)
