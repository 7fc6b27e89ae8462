"""Cases: what happened, what was done, what is left to prove it (6(7))."""

from sakimori.measures.incidents.models.cases import (
    Case,
    CaseLink,
    CaseReader,
    Clock,
    GroundSetting,
    KeptFrom,
    LevelWord,
    Task,
)
from sakimori.measures.incidents.models.evidence import Custody, Evidence
from sakimori.measures.incidents.models.records import (
    AffectedAsset,
    CaseVisit,
    Effort,
    Indicator,
    Inject,
    IssuedPaper,
    Lesson,
    Line,
    Party,
    Player,
    StockText,
)

__all__ = [
    "AffectedAsset",
    "Case",
    "CaseLink",
    "CaseReader",
    "CaseVisit",
    "Clock",
    "Custody",
    "Effort",
    "Evidence",
    "GroundSetting",
    "Indicator",
    "Inject",
    "IssuedPaper",
    "KeptFrom",
    "Lesson",
    "LevelWord",
    "Line",
    "Party",
    "Player",
    "StockText",
    "Task",
]
