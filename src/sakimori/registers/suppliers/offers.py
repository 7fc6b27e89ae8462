"""Registers of suppliers that go out and come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.offers import Offer
from sakimori.registers.suppliers.actions.imports import import_contracts, import_suppliers
from sakimori.registers.suppliers.actions.party_imports import import_third_parties
from sakimori.registers.suppliers.party_registers import third_parties
from sakimori.registers.suppliers.registers import contracts, suppliers

READ, MANAGE = Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE
CLAUSE = _("6(8) 業務委託と外部サービスの利用")

OFFERS = (
    Offer(
        "suppliers", _("委託先・事業者"), _("議会の仕事を任せている会社と連絡先。いま使っている一覧をそのまま読めます。"),
        CLAUSE, suppliers, READ, MANAGE, import_suppliers,
    ),
    Offer(
        "contracts", _("契約"),
        _("契約者、主管課、期間、自動更新。いま使っている契約の一覧をそのまま読めます。登録のない事業者は、名前だけ登録されます。"),
        CLAUSE, contracts, READ, MANAGE, import_contracts,
    ),
    Offer(
        "third-parties", _("第三者"),
        _("議会の情報や物に触れる外部の人・会社と、秘密保持の誓約。契約と結ぶときは、先に契約を取り込んでください。"),
        _("6(7) 運用"), third_parties, READ, MANAGE, import_third_parties,
    ),
)  # fmt: skip
