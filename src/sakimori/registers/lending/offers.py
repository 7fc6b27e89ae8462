"""Registers of lending that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.lending.actions.imports import import_loans
from sakimori.registers.lending.registers import loans, permits, take_outs

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _("6(4) 物理的セキュリティ")

OFFERS = (
    Offer(
        "loans", _("貸出台帳"), _("だれに、何を、いつからいつまで貸したか。いま使っている貸出台帳をそのまま読めます。"),
        CLAUSE, loans, READ, MANAGE, import_loans,
    ),
    Offer(
        "permits", _("持出し・利用の許可"),
        _("許可の一覧。許可は承認の手続きで生まれるため、読み込めません。"), CLAUSE, permits, READ, MANAGE,
    ),
    Offer("take-outs", _("持出しの記録"), _("いつ、だれが、どこへ持ち出し、いつ戻ったか。"), CLAUSE, take_outs, READ, MANAGE),
)  # fmt: skip
