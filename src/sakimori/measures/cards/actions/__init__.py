"""Every write of cards and packs."""

from sakimori.measures.cards.actions.copies import end_copy, give_copies, print_batch, recall_batch
from sakimori.measures.cards.actions.packs import keep_pack, note_unchanged

__all__ = ["end_copy", "give_copies", "keep_pack", "note_unchanged", "print_batch", "recall_batch"]
