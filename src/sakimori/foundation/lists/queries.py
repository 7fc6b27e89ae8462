"""Reads of saved views."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sakimori.foundation.access.context import Context
from sakimori.foundation.lists.models import SavedView
from sakimori.foundation.lists.tables import Table


def views_of(ctx: Context, table: Table) -> QuerySet[SavedView]:
    """One's own views of a list and those shared with everybody who may see it, by name."""
    mine = Q(is_shared=True)
    if ctx.actor.account_id is not None:
        mine |= Q(account_id=ctx.actor.account_id)
    return SavedView.objects.filter(mine, table=table.address).order_by("name", "id")
