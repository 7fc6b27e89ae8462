"""Every write of lending."""

from sakimori.registers.lending.actions.due import apply_return, ask_returns, settle_returns
from sakimori.registers.lending.actions.loans import (
    Item,
    Row,
    add_photos,
    change_due,
    hand_out,
    lend,
    lend_many,
    problem_of,
)
from sakimori.registers.lending.actions.losses import (
    add_to_loss,
    apply_loss,
    close_loss,
    found_again,
    report_loss,
)
from sakimori.registers.lending.actions.papers import (
    NOT_YET,
    Signed,
    apply_pledge,
    apply_receipt,
    ask_for,
    ask_for_papers,
    make_receipt,
    pledge,
    sign_pledge,
    sign_receipt,
)
from sakimori.registers.lending.actions.permits import (
    apply_for_device,
    apply_for_permit,
    check_permit,
    come_back,
    grant_decided,
    leave,
    revoke_permit,
)
from sakimori.registers.lending.actions.pledges import word_pledge
from sakimori.registers.lending.actions.returns import Back, check_malware, take_back

__all__ = [
    "NOT_YET",
    "Back",
    "Item",
    "Row",
    "Signed",
    "add_photos",
    "add_to_loss",
    "apply_for_device",
    "apply_for_permit",
    "apply_loss",
    "apply_pledge",
    "apply_receipt",
    "apply_return",
    "ask_for",
    "ask_for_papers",
    "ask_returns",
    "change_due",
    "check_malware",
    "check_permit",
    "close_loss",
    "come_back",
    "found_again",
    "grant_decided",
    "hand_out",
    "leave",
    "lend",
    "lend_many",
    "make_receipt",
    "pledge",
    "problem_of",
    "report_loss",
    "revoke_permit",
    "settle_returns",
    "sign_pledge",
    "sign_receipt",
    "take_back",
    "word_pledge",
]
