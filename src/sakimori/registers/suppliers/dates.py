"""Dates of suppliers: ends, renewals and notice days of contracts, certificates and pledges that run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.suppliers.models import Certificate, Contract, SecrecyPledge, ThirdParty
from sakimori.registers.suppliers.rules import notice_day

LONGEST_NOTICE = 400
"""Days before an end within which a notice day can lie."""


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    """Four SQL statements."""
    far = last + timedelta(days=LONGEST_NOTICE)
    rows = Contract.objects.filter(ended_on__isnull=True, to_date__range=(first, far)).order_by("to_date", "title")
    for contract in rows:
        where = {"contract_id": contract.pk}
        end, notice = contract.to_date, notice_day(contract.to_date, contract.notice_days)
        if end is not None and end <= last:
            text = _t("契約の自動更新: %(title)s") if contract.auto_renews else _t("契約の終わり: %(title)s")
            yield DatedThing(end, text % {"title": contract.title}, "suppliers:contract", where)
        if contract.auto_renews and notice is not None and first <= notice <= last:
            yield DatedThing(
                notice, _t("更新しない申出の期限: %(title)s") % {"title": contract.title}, "suppliers:contract", where
            )
    expiring = Certificate.objects.filter(replaced_on__isnull=True, expires_on__range=(first, last))
    for certificate in expiring.select_related("supplier").order_by("expires_on", "id"):
        if certificate.expires_on is not None:
            yield DatedThing(
                certificate.expires_on,
                _t("認証の有効期限: %(supplier)s %(kind)s")
                % {"supplier": certificate.supplier.name, "kind": str(certificate)},
                "suppliers:supplier",
                {"supplier_id": certificate.supplier_id},
            )
    yield from _third_parties(first, last)


def _third_parties(first: date, last: date) -> Iterator[DatedThing]:
    days: Counter[tuple[date, str]] = Counter()
    ending = ThirdParty.objects.filter(to_date__range=(first, last), must_return=True, returned_on__isnull=True)
    for row in ending.values("to_date").annotate(count=Count("id")).order_by("to_date"):
        if day := row["to_date"]:
            days[day, _t("第三者の期間の終わり（返却・消去を確かめる）")] += row["count"]
    pledges = SecrecyPledge.objects.filter(third_party__isnull=False, until__range=(first, last))
    for pledge in pledges.values("until").annotate(count=Count("id")).order_by("until"):
        if day := pledge["until"]:
            days[day, _t("第三者の誓約の期限")] += pledge["count"]
    for (day, title), count in days.items():
        yield DatedThing(day, title, "suppliers:third-parties", count=count)


DATES = DateSource("suppliers", _("委託・契約・第三者"), Permission.SUPPLIER_READ, _between)
