"""Every write of places, keys, rounds, lines and visits."""

from sakimori.registers.premises.actions.keys import count_keys, end_key, lend_key, register_key, take_back_key
from sakimori.registers.premises.actions.lines import change_port, end_port, register_port
from sakimori.registers.premises.actions.places import change_place, check_entry, end_place, register_place
from sakimori.registers.premises.actions.rounds import Found, Photo, mend, settle_round, walk_round
from sakimori.registers.premises.actions.visits import change_visit, leave, record_visit

__all__ = [
    "Found",
    "Photo",
    "change_place",
    "change_port",
    "change_visit",
    "check_entry",
    "count_keys",
    "end_key",
    "end_place",
    "end_port",
    "leave",
    "lend_key",
    "mend",
    "record_visit",
    "register_key",
    "register_place",
    "register_port",
    "settle_round",
    "take_back_key",
    "walk_round",
]
