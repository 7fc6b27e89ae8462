"""Writes of social media."""

from sakimori.measures.social.actions.accounts import (
    close_account,
    edit_account,
    end_part,
    finish_handover,
    give_part,
    hand_over,
    look_through,
    open_account,
    publish_account,
)
from sakimori.measures.social.actions.posts import decide_post, mend_post, record_posted, submit_post
from sakimori.measures.social.actions.ranges import adopt_range
from sakimori.measures.social.actions.watch import follow_fake, look_for_fakes

__all__ = [
    "adopt_range",
    "close_account",
    "decide_post",
    "edit_account",
    "end_part",
    "finish_handover",
    "follow_fake",
    "give_part",
    "hand_over",
    "look_for_fakes",
    "look_through",
    "mend_post",
    "open_account",
    "publish_account",
    "record_posted",
    "submit_post",
]
