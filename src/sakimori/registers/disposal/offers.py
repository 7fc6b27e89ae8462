"""Registers of disposal that go out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.disposal.registers import disposals

OFFERS = (
    Offer(
        "disposals", _("廃棄・返却の記録"), _("どの資産を、どう消し、だれに渡し、照合できたか。"),
        _("6(4) 物理的セキュリティ"), disposals, Permission.ASSET_READ, Permission.ASSET_MANAGE,
    ),
)  # fmt: skip
