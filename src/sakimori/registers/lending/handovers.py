"""What somebody who leaves a post still has on loan (ORG-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.registers.lending.queries import held_by


def _lent(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    if leaving.person is None:
        return []
    return [
        HandoverRow(
            str(loan.asset),
            _t("職と一緒に使っていた物は、返納を記録してから新しい人に貸してください。"),
            loan.due_on,
        )
        for loan in held_by(leaving.person.pk, leaving.on)
    ]


HANDOVERS = (Handover(_("借りている物"), _lent),)
