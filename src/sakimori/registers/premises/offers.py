"""Registers of places that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.premises.actions.imports import import_keys, import_places
from sakimori.registers.premises.registers import keys, places, visits

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _("6(4) 物理的セキュリティ")

OFFERS = (
    Offer(
        "places",
        _("場所"),
        _("部屋とキャビネット、使う会派、管理する人。"),
        CLAUSE,
        places,
        READ,
        MANAGE,
        import_places,
    ),
    Offer(
        "keys",
        _("鍵・カード"),
        _("場所ごとの鍵とカード、今持っている人。先に場所を取り込んでください。"),
        CLAUSE,
        keys,
        READ,
        MANAGE,
        import_keys,
    ),
    Offer("visits", _("入退室の記録"), _("だれが、何の用で、だれの立会いで入ったか。"), CLAUSE, visits, READ, MANAGE),
)
