"""Every write of the asset register."""

from sakimori.registers.assets.actions.things import (
    change_asset,
    change_many,
    change_state,
    prepared,
    register_asset,
)

__all__ = ["change_asset", "change_many", "change_state", "prepared", "register_asset"]
