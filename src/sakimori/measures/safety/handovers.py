"""What changes hands in the contact tree when the holder of a post changes (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.measures.safety.models import CallLine


def _calls(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    rows = list(CallLine.objects.filter(caller=leaving.person).select_related("person").order_by("place", "id"))
    found = [
        HandoverRow(
            _t("%(name)s さんへの電話") % {"name": row.person.shown_name}, _t("電話をかける人を決め直してください。")
        )
        for row in rows
    ]
    own = CallLine.objects.filter(person=leaving.person).first()
    if own is not None:
        found.append(HandoverRow(_t("連絡網の中の本人の欄"), _t("新しい人に替え、紙を配り直してください。")))
    return found


HANDOVERS = (Handover(_("電話の連絡網"), _calls),)
