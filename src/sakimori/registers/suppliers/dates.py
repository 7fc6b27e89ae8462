"""Dates of suppliers: ends, renewals and notice days of contracts, certificates and pledges that run out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.suppliers.models import Certificate, Contract, SecrecyPledge, ThirdParty
from sakimori.registers.suppliers.rules import notice_day

LONGEST_NOTICE = 400
"""Days before an end within which a notice day can lie."""


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days, far = (first, last), last + timedelta(days=LONGEST_NOTICE)
    contracts = Contract.objects.filter(ended_on__isnull=True, to_date__range=(first, far))
    expiring = Certificate.objects.filter(replaced_on__isnull=True, expires_on__range=days)
    ending = ThirdParty.objects.filter(to_date__range=days, must_return=True, returned_on__isnull=True)
    pledges = SecrecyPledge.objects.filter(third_party__isnull=False, until__range=days)
    return (
        contracts.only("title", "to_date", "notice_days", "auto_renews"),
        expiring.select_related("supplier").only("kind", "name", "expires_on", "supplier__name"),
        ending.values("to_date").annotate(count=Count("id")),
        pledges.values("until").annotate(count=Count("id")),
    )


def _tells(
    _ctx: Context, first: date, last: date, contracts: list[Contract], expiring: list[Certificate],
    ending: list[dict[str, Any]], pledges: list[dict[str, Any]],
) -> Iterator[DatedThing]:  # fmt: skip
    for contract in contracts:
        yield from _ends(contract, first, last)
    for certificate in expiring:
        if certificate.expires_on is not None:
            yield DatedThing(
                certificate.expires_on,
                _t("認証の有効期限: %(supplier)s %(kind)s")
                % {"supplier": certificate.supplier.name, "kind": str(certificate)},
                "suppliers:supplier",
                {"supplier_id": certificate.supplier_id},
            )
    for row in ending:
        title = _t("第三者の期間の終わり（返却・消去を確かめる）")
        yield DatedThing(row["to_date"], title, "suppliers:third-parties", count=row["count"])
    for row in pledges:
        yield DatedThing(row["until"], _t("第三者の誓約の期限"), "suppliers:third-parties", count=row["count"])


def _ends(contract: Contract, first: date, last: date) -> Iterator[DatedThing]:
    where = {"contract_id": contract.pk}
    end, notice = contract.to_date, notice_day(contract.to_date, contract.notice_days)
    if end is not None and end <= last:
        text = _t("契約の自動更新: %(title)s") if contract.auto_renews else _t("契約の終わり: %(title)s")
        yield DatedThing(end, text % {"title": contract.title}, "suppliers:contract", where)
    if contract.auto_renews and notice is not None and first <= notice <= last:
        title = _t("更新しない申出の期限: %(title)s") % {"title": contract.title}
        yield DatedThing(notice, title, "suppliers:contract", where)


DATES = DateSource("suppliers", _("委託・契約・第三者"), Permission.SUPPLIER_READ, _reads, _tells)
