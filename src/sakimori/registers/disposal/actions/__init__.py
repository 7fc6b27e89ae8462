"""Every write of erasure and disposal."""

from sakimori.registers.disposal.actions.cases import (
    add_file,
    add_items,
    adopt_decided_case,
    ask_for_approval,
    change_case,
    close_case,
    excuse_item,
    hand_over,
    open_case,
    reconcile,
    remove_item,
)
from sakimori.registers.disposal.actions.erasure import record_erasure, record_erasures

__all__ = [
    "add_file",
    "add_items",
    "adopt_decided_case",
    "ask_for_approval",
    "change_case",
    "close_case",
    "excuse_item",
    "hand_over",
    "open_case",
    "reconcile",
    "record_erasure",
    "record_erasures",
    "remove_item",
]
