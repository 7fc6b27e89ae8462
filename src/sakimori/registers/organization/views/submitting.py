"""Addresses of this module's pages."""

from __future__ import annotations

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui import submitting


def address(ctx: Context, name: str, **values: object) -> str:
    """The address of a page of this module."""
    return submitting.address(ctx, f"organization:{name}", **values)
