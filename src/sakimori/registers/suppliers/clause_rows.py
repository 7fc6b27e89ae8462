"""Clauses of contracts as pages show them: what is there, what is missing, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sakimori.registers.suppliers.catalogue import Clause, clauses_of, clauses_on
from sakimori.registers.suppliers.clause_sql import current_checks
from sakimori.registers.suppliers.contract_rows import ContractState, state_of
from sakimori.registers.suppliers.models import ClauseCheck, Contract
from sakimori.registers.suppliers.queries import contracts_in_force
from sakimori.registers.suppliers.types import SETTLED, ClauseState


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of the catalogue and the newest look at it in one contract."""

    clause: Clause
    check: ClauseCheck | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        check = self.check
        return check is not None and bool(check.state in SETTLED or check.reason or check.improvement_id)

    @property
    def is_gap(self) -> bool:
        """Whether it is required and neither there nor explained."""
        return self.clause.is_required and not self.is_settled

    @property
    def is_open(self) -> bool:
        """Whether a contract office would still want it: required, and not in the contract, explained or not."""
        return self.clause.is_required and (self.check is None or self.check.state == ClauseState.MISSING)


def clause_rows(contract: Contract, set_id: UUID | None, on: date) -> list[ClauseRow]:
    """Every clause of the catalogue for one contract. At most two SQL statements."""
    checks = current_checks(on).filter(contract=contract).select_related("improvement", "paper", "checked_by")
    known = {check.key: check for check in checks}
    return [ClauseRow(clause, known.get(clause.key)) for clause in clauses_of(set_id)]


@dataclass(frozen=True, slots=True)
class Gap:
    """A required clause that a contract in force has not."""

    contract: Contract
    state: ContractState
    row: ClauseRow
    is_looked_at: bool
    """Whether any clause of the contract was ever checked."""


def gaps_on(on: date) -> list[Gap]:
    """Every required clause missing from a contract in force, explained ones too. At most four SQL statements."""
    contracts = list(contracts_in_force(on).filter(is_outsourcing=True))
    wanted: Sequence[Clause] = [clause for clause in clauses_on(on) if clause.is_required]
    known: dict[tuple[UUID, str], ClauseCheck] = {}
    for check in current_checks(on).filter(contract__in=contracts).select_related("improvement"):
        known[check.contract_id, check.key] = check
    looked_at = {contract_id for contract_id, _key in known}
    found = []
    for contract in contracts:
        for clause in wanted:
            row = ClauseRow(clause, known.get((contract.pk, clause.key)))
            if row.is_open:
                found.append(Gap(contract, state_of(contract, on), row, contract.pk in looked_at))
    return found
