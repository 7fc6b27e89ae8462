"""Writes of cloud services and generative AI."""

from sakimori.measures.services.actions.ai import adopt_ai_rules, apply_ai_rules, ask_about_rules
from sakimori.measures.services.actions.found import (
    apply_used,
    ask_what_is_used,
    close_found,
    note_asset,
    note_found,
    read_software,
    request_found,
)
from sakimori.measures.services.actions.requests import Wish, decide_request, request_use, revoke_request
from sakimori.measures.services.actions.terms import review_terms, take_terms
from sakimori.measures.services.actions.things import (
    add_login,
    agree_split,
    edit_service,
    end_login,
    end_service,
    name_manager,
    plan_safeguards,
    prove_erasure,
    register_service,
)

__all__ = [
    "Wish",
    "add_login",
    "adopt_ai_rules",
    "agree_split",
    "apply_ai_rules",
    "apply_used",
    "ask_about_rules",
    "ask_what_is_used",
    "close_found",
    "decide_request",
    "edit_service",
    "end_login",
    "end_service",
    "name_manager",
    "note_asset",
    "note_found",
    "plan_safeguards",
    "prove_erasure",
    "read_software",
    "register_service",
    "request_found",
    "request_use",
    "review_terms",
    "revoke_request",
    "take_terms",
]
