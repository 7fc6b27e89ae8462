"""Writes that no page offers, for tests."""

from __future__ import annotations

from django.db import models

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions

if "test.store" not in registered_actions():

    @action("test.store", permission=Permission.ORGANIZATION_MANAGE, sentence="store a row for a test")
    def store(ctx: Context, *, row: models.Model) -> None:
        """Save any row."""
        row.save()
