"""What somebody who leaves a post still has on loan (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.queries import open_loans


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[Loan]]:
    return (open_loans(leaving.on).filter(person__in=leaving.persons),)


def _lent(_leaving: Leaving, loans: Iterable[Loan]) -> list[HandoverRow]:
    words = _t("職と一緒に使っていた物は、返納を記録してから新しい人に貸してください。")
    rows = sorted(loans, key=lambda loan: (loan.due_on, loan.asset.number))
    return [HandoverRow(str(loan.asset), words, loan.due_on) for loan in rows]


HANDOVERS = (Handover(_("借りている物"), _reads, _lent),)
