"""Tables of suppliers: companies, contracts, clauses, selection, third parties."""

from sakimori.registers.suppliers.models.clauses import ClauseCheck, ClauseSet, ClauseWording
from sakimori.registers.suppliers.models.companies import Certificate, Service, Supplier
from sakimori.registers.suppliers.models.contracts import (
    Contract,
    ContractAccess,
    ContractExit,
    ContractPaper,
    ContractService,
    ContractVisit,
    Renewal,
    Subcontract,
)
from sakimori.registers.suppliers.models.selection import Candidate, CandidateMark, Criteria, CriteriaItem, Selection
from sakimori.registers.suppliers.models.third_parties import PledgeRequest, SecrecyPledge, ThirdParty

__all__ = [
    "Candidate",
    "CandidateMark",
    "Certificate",
    "ClauseCheck",
    "ClauseSet",
    "ClauseWording",
    "Contract",
    "ContractAccess",
    "ContractExit",
    "ContractPaper",
    "ContractService",
    "ContractVisit",
    "Criteria",
    "CriteriaItem",
    "PledgeRequest",
    "Renewal",
    "SecrecyPledge",
    "Selection",
    "Service",
    "Subcontract",
    "Supplier",
    "ThirdParty",
]
