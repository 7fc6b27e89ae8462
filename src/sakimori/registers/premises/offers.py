"""Registers of places that go out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.premises.registers import keys, places, visits

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _("6(4) 物理的セキュリティ")

OFFERS = (
    Offer("places", _("場所"), _("部屋とキャビネット、管理する人、点検した日。"), CLAUSE, places, READ, MANAGE),
    Offer("keys", _("鍵・カード"), _("場所ごとの鍵とカード、今持っている人。"), CLAUSE, keys, READ, MANAGE),
    Offer("visits", _("入退室の記録"), _("だれが、何の用で、だれの立会いで入ったか。"), CLAUSE, visits, READ, MANAGE),
)
