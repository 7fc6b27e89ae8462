"""Every write of the asset register."""

from sakimori.registers.assets.actions.keeping import attach, detach, drop_view, open_closed, save_view
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
    "detach",
    "drop_view",
    "open_closed",
    "prepared",
    "register_asset",
    "save_view",
]
