"""Every write of safety checks."""

from sakimori.measures.safety.actions.answers import answer, answer_at_wall, enter_answer, note_call
from sakimori.measures.safety.actions.checks import (
    Closing,
    chase,
    close_check,
    erase_answers,
    make_links,
    print_slips,
    save_setting,
    start_check,
)
from sakimori.measures.safety.actions.telegrams import take_telegram
from sakimori.measures.safety.actions.tree import change_line, leave_tree, make_tree

__all__ = [
    "Closing",
    "answer",
    "answer_at_wall",
    "change_line",
    "chase",
    "close_check",
    "enter_answer",
    "erase_answers",
    "leave_tree",
    "make_links",
    "make_tree",
    "note_call",
    "print_slips",
    "save_setting",
    "start_check",
    "take_telegram",
]
