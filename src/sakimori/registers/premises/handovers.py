"""What changes hands with a post: the places in its charge, and the keys in the hands of who leaves (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.registers.premises.keyrings import held_by
from sakimori.registers.premises.queries import kept_by


def _places(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    return [
        HandoverRow(
            place.name,
            _t("管理する人が替わります。")
            if place.keeper_id is None
            else _t("この人の名前で登録されています。新しい人か、職に替えてください。"),
        )
        for place in kept_by(leaving.person, leaving.post, leaving.on)
    ]


def _keys(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    return [
        HandoverRow(
            f"{loan.key.place.name} {loan.key.get_kind_display()} {loan.key.number}",
            _t("返してもらい、新しい人に渡すときは、あらためて記録してください。"),
            loan.due_on,
        )
        for loan in held_by(leaving.person, leaving.on)
    ]


HANDOVERS = (Handover(_("管理する場所"), _places), Handover(_("持っている鍵・カード"), _keys))
