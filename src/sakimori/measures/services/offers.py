"""Registers of this module that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.measures.services.actions.imports import import_services
from sakimori.measures.services.registers import services
from sakimori.measures.services.rules import CLAUSE

OFFERS = (
    Offer(
        "cloud-services", _("クラウドサービス"),
        _("使っているサービスの一覧。いま使っている一覧表をそのまま読めます。許可は、別に申請します。"),
        CLAUSE, services, Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE, import_services,
    ),
)  # fmt: skip
