"""Every write of continuity."""

from sakimori.measures.continuity.actions.cards import (
    CARD_FIELDS,
    add_starters,
    end_function,
    review_card,
    save_card,
)
from sakimori.measures.continuity.actions.plan import save_plan

__all__ = ["CARD_FIELDS", "add_starters", "end_function", "review_card", "save_card", "save_plan"]
