"""What changes hands with a post: the places in its charge, and the keys in the hands of who leaves (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.registers.premises.keyrings import held_by
from sakimori.registers.premises.models import KeyLoan, Place
from sakimori.registers.premises.queries import kept_by


def _reads_places(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[Place]]:
    return (kept_by(leaving.persons, leaving.post, leaving.on),)


def _places(_leaving: Leaving, places: Iterable[Place]) -> list[HandoverRow]:
    return [
        HandoverRow(
            place.name,
            _t("管理する人が替わります。")
            if place.keeper_id is None
            else _t("この人の名前で登録されています。新しい人か、職に替えてください。"),
        )
        for place in sorted(places, key=lambda place: (place.order, place.name))
    ]


def _reads_keys(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[KeyLoan]]:
    return (held_by(leaving.persons, leaving.on),)


def _keys(_leaving: Leaving, loans: Iterable[KeyLoan]) -> list[HandoverRow]:
    return [
        HandoverRow(
            f"{loan.key.place.name} {loan.key.get_kind_display()} {loan.key.number}",
            _t("返してもらい、新しい人に渡すときは、あらためて記録してください。"),
            loan.due_on,
        )
        for loan in sorted(loans, key=lambda loan: (loan.lent_on, loan.pk))
    ]


HANDOVERS = (
    Handover(_("管理する場所"), _reads_places, _places),
    Handover(_("持っている鍵・カード"), _reads_keys, _keys),
)
