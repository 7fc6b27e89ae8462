"""Contracts in the charge of somebody who leaves a post (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.registers.suppliers.models import Contract
from sakimori.registers.suppliers.queries import contracts_in_force


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[Contract]]:
    return (contracts_in_force(leaving.on).filter(keeper__in=leaving.persons),)


def _contracts(_leaving: Leaving, contracts: Iterable[Contract]) -> list[HandoverRow]:
    return [
        HandoverRow(
            f"{contract.title}（{contract.supplier.name}）",
            _t("議会側の担当者です。新しい担当者に替え、事業者にも知らせてください。"),
            contract.to_date,
        )
        for contract in sorted(contracts, key=lambda contract: (contract.supplier.kana, contract.title))
    ]


HANDOVERS = (Handover(_("担当している契約"), _reads, _contracts),)
