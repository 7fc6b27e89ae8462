"""Every write of the asset register."""

from sakimori.registers.assets.actions.classes import classify, raise_holders, reset_limit, word_limit
from sakimori.registers.assets.actions.copies import hand_out, settle_copies
from sakimori.registers.assets.actions.inventories import (
    heed_report,
    ignore_report,
    import_inventory,
    link_report,
    match_reports,
    register_report,
)
from sakimori.registers.assets.actions.keeping import attach, destroy_files, detach, open_closed
from sakimori.registers.assets.actions.links import connect, disconnect, put_in, take_out_of
from sakimori.registers.assets.actions.retention import (
    decide_end,
    extend_retention,
    hold,
    release,
    set_retention,
)
from sakimori.registers.assets.actions.things import (
    change_asset,
    change_many,
    change_state,
    prepared,
    register_asset,
)

__all__ = [
    "attach",
    "change_asset",
    "change_many",
    "change_state",
    "classify",
    "connect",
    "decide_end",
    "destroy_files",
    "detach",
    "disconnect",
    "extend_retention",
    "hand_out",
    "heed_report",
    "hold",
    "ignore_report",
    "import_inventory",
    "link_report",
    "match_reports",
    "open_closed",
    "prepared",
    "put_in",
    "raise_holders",
    "register_asset",
    "register_report",
    "release",
    "reset_limit",
    "set_retention",
    "settle_copies",
    "take_out_of",
    "word_limit",
]
