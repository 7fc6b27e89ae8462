"""Pure rules of risks: nine fields, three levels, and how long something may take."""

from __future__ import annotations

from sakimori.measures.risks.types import Level

KEY = "risk.assessed"
YEAR = 365
"""Yearly, as the state's advice has it; the assembly may choose another cadence."""
START_DAYS = 30
"""Own target: what was added to the register is judged within a month."""
ANSWER_DAYS = 30
"""Own target: what lies above the line is answered within a month after it was judged."""
AGAIN_DAYS = 30
"""Own target: when the work against a risk is done and seen, the risk is judged again within a month."""
LINE = Level.MIDDLE
"""What an assembly accepts as it is until it decides a line of its own."""
UP_TO = {Level.LOW: 2, Level.MIDDLE: 4, Level.HIGH: 9}
"""Level → the highest product of chance and harm that still belongs to it."""


def level_of(chance: int, harm: int) -> Level:
    """1·1 and 1·2 are low, 1·3 and 2·2 middle, 2·3 and 3·3 high: both questions weigh the same."""
    return next(level for level, highest in UP_TO.items() if chance * harm <= highest)
