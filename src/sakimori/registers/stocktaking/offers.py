"""Registers of stock-taking that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.stocktaking.actions.imports import import_results
from sakimori.registers.stocktaking.registers import results

OFFERS = (
    Offer(
        "stocktaking", _("棚卸しの結果"),
        _("行われている棚卸しの一覧。電波の届かない所で記入し、あとから取り込めます。"),
        _("6(2) 情報資産の分類と管理"), results, Permission.ASSET_READ, Permission.ASSET_MANAGE, import_results,
    ),
)  # fmt: skip
