"""Every write of self-inspection and breaches."""

from sakimori.assurance.inspections.actions.answers import apply_answers
from sakimori.assurance.inspections.actions.breaches import (
    answer_breach,
    apply_breach_answer,
    correct_breach,
    note_breach,
    settle_breach,
)
from sakimori.assurance.inspections.actions.checks import close_check, draw_check, see_draw
from sakimori.assurance.inspections.actions.findings import Chosen, open_findings
from sakimori.assurance.inspections.actions.rounds import (
    add_question,
    ask_newcomers,
    change_question,
    change_round,
    close_round,
    excuse,
    open_round,
    plan_round,
)

__all__ = [
    "Chosen",
    "add_question",
    "answer_breach",
    "apply_answers",
    "apply_breach_answer",
    "ask_newcomers",
    "change_question",
    "change_round",
    "close_check",
    "close_round",
    "correct_breach",
    "draw_check",
    "excuse",
    "note_breach",
    "open_findings",
    "open_round",
    "plan_round",
    "see_draw",
    "settle_breach",
]
