"""Every write of stock-taking."""

from sakimori.registers.stocktaking.actions.offline import Fate, Waiting, file_offline
from sakimori.registers.stocktaking.actions.sightings import (
    count_media,
    handle_note,
    move_here,
    scan_room,
    see,
    write_note,
)
from sakimori.registers.stocktaking.actions.takes import (
    apply_still_have,
    ask_holders,
    assign,
    close_take,
    open_follow_up,
    open_take,
    settle,
)

__all__ = [
    "Fate",
    "Waiting",
    "apply_still_have",
    "ask_holders",
    "assign",
    "close_take",
    "count_media",
    "file_offline",
    "handle_note",
    "move_here",
    "open_follow_up",
    "open_take",
    "scan_room",
    "see",
    "settle",
    "write_note",
]
