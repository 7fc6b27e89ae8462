"""Contracts of a day as lists and pages show them: state, rule, notice day, gaps, strictest class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.dated import covers
from sakimori.registers.assets.types import Confidentiality
from sakimori.registers.suppliers.clause_sql import with_gaps
from sakimori.registers.suppliers.models import Contract, ContractAccess, Subcontract
from sakimori.registers.suppliers.queries import with_term
from sakimori.registers.suppliers.rules import RuleFound, notice_day, rule_of
from sakimori.registers.suppliers.types import NEW_RULE_FROM, Rule

FROM_STRICT = [*Confidentiality]


class ContractState(models.TextChoices):
    """Where a contract is on a day."""

    COMING = "coming", _("これから")
    RUNNING = "running", _("続いている")
    UNRECORDED = "unrecorded", _("更新の記録待ち")
    OVER = "over", _("期間が過ぎた")
    ENDED = "ended", _("終わった")


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract on a day."""

    contract: Contract
    state: ContractState
    rule: RuleFound
    notice_on: date | None
    gaps: int
    strictest: str

    @property
    def is_running(self) -> bool:
        """Whether it counts as in force."""
        return self.state in {ContractState.RUNNING, ContractState.UNRECORDED}


def state_of(contract: Contract, on: date) -> ContractState:
    """Where a contract is on the day."""
    if contract.ended_on is not None and contract.ended_on < on:
        return ContractState.ENDED
    if contract.from_date > on:
        return ContractState.COMING
    if contract.to_date is None or contract.to_date >= on:
        return ContractState.RUNNING
    return ContractState.UNRECORDED if contract.auto_renews else ContractState.OVER


def rule_for_contract(contract: Contract, on: date) -> RuleFound:
    """Which rule holds; the contract must come from `with_term`. A term that went on unrecorded is a renewed one."""
    renewed: date | None = contract.renewed_from  # type: ignore[attr-defined]
    next_term = contract.to_date + timedelta(days=1) if contract.to_date and contract.auto_renews else None
    if next_term is not None and next_term <= on:
        renewed, next_term = next_term, None
    return rule_of(on, contract.from_date, renewed, next_term)


def rule_reason(found: RuleFound, on: date) -> str:
    """Why this rule holds, in words."""
    since, border = day_text(found.since), day_text(NEW_RULE_FROM)
    if found.rule == Rule.NEW:
        if found.is_renewed:
            return _t("%(since)sに更新したため、%(border)sに施行された規定が適用されます。") % {
                "since": since, "border": border,
            }  # fmt: skip
        return _t("%(since)sに始まったため、%(border)sに施行された規定が適用されます。") % {
            "since": since, "border": border,
        }  # fmt: skip
    words = {"since": since, "border": border, "change": day_text(found.changes_on)}
    if on < NEW_RULE_FROM:
        text = _t("%(border)sの施行前です。施行の日に続いている契約は、更新するまで改正前の規定によります。") % words
    else:
        text = (
            _t("%(border)sより前の%(since)sに始まった期間が続いているため、更新するまで改正前の規定によります。")
            % words
        )
    if found.changes_on is not None:
        text += _t("%(change)sの自動更新からは、改正後の規定が適用されます。") % words
    return text


def contract_rows(
    on: date, rows: models.QuerySet[Contract] | None = None, *, classes: bool = True
) -> list[ContractRow]:
    """Contracts registered by the day, as they were then, with their gaps. Two SQL statements, one without classes."""
    contracts = list(registered(on, rows))
    strictest = strictest_of([contract.pk for contract in contracts], on) if classes else {}
    return make_contract_rows(contracts, on, strictest)


def registered(on: date, rows: models.QuerySet[Contract] | None = None) -> models.QuerySet[Contract]:
    """Contracts registered by the day with their terms and gaps: what `make_contract_rows` wants."""
    found = with_gaps(with_term(rows if rows is not None else Contract.objects.all(), on), on)
    known = found.filter(registered_on__lte=on).select_related("supplier", "keeper")
    return known.order_by("supplier__kana", "title", "id")


def make_contract_rows(
    contracts: Iterable[Contract], on: date, strictest: Mapping[UUID, str] | None = None
) -> list[ContractRow]:
    """They as they were on the day, in the order in which they are given."""
    classes = strictest or {}
    return [
        ContractRow(
            contract=contract,
            state=state_of(contract, on),
            rule=rule_for_contract(contract, on),
            notice_on=notice_day(contract.to_date, contract.notice_days),
            gaps=contract.gaps,  # type: ignore[attr-defined]
            strictest=classes.get(contract.pk, ""),
        )
        for contract in contracts
    ]


def strictest_of(contracts: list[UUID], on: date) -> dict[UUID, str]:
    """The strictest class among the assets that each contract may touch."""
    rows = ContractAccess.objects.filter(covers(on), contract__in=contracts)
    found: dict[UUID, str] = {}
    for contract_id, level in rows.values_list("contract_id", "asset__confidentiality"):
        known = found.get(contract_id, "")
        if level and (
            not known or FROM_STRICT.index(Confidentiality(level)) < FROM_STRICT.index(Confidentiality(known))
        ):
            found[contract_id] = level
    return found


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A step of the chain with its depth below the contractor."""

    row: Subcontract
    depth: int
    is_current: bool


def chain_of(contract: Contract, on: date) -> list[ChainStep]:
    """The chain of a contract, each step under the one it works for. One SQL statement."""
    rows = list(Subcontract.objects.filter(contract=contract).order_by("from_date", "id"))
    below: dict[UUID | None, list[Subcontract]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[ChainStep] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for row in below.get(parent, []):
            found.append(ChainStep(row, depth, row.covers(on)))
            walk(row.pk, depth + 1)

    walk(None, 1)
    return found
