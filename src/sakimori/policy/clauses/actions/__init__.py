"""Every write of the policy: take in, correct, divide anew, propose, decide, publish, acknowledge, review."""

from sakimori.policy.clauses.actions.draft import (
    correct_clause,
    describe_version,
    mark_concerned,
    set_measures,
    take_in_file,
    take_in_text,
)
from sakimori.policy.clauses.actions.life import (
    adopt_decided,
    apply_acknowledgement,
    ask_everyone,
    ask_people,
    decide_version,
    propose_version,
    record_publication,
    record_review,
    record_trigger,
    retract_publication,
    withdraw_version,
)
from sakimori.policy.clauses.actions.structure import merge_clause, move_clause, split_clause

__all__ = [
    "adopt_decided",
    "apply_acknowledgement",
    "ask_everyone",
    "ask_people",
    "correct_clause",
    "decide_version",
    "describe_version",
    "mark_concerned",
    "merge_clause",
    "move_clause",
    "propose_version",
    "record_publication",
    "record_review",
    "record_trigger",
    "retract_publication",
    "set_measures",
    "split_clause",
    "take_in_file",
    "take_in_text",
    "withdraw_version",
]
