"""Dates of services: permissions that end, rules for generative AI that are looked at again, erasures that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.services.duties import ERASED_DAYS, YEAR
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.measures.services.queries import rules_on
from sakimori.registers.assets.examples import Limit


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    rows = UseRequest.objects.filter(granted_on__isnull=False, revoked_on__isnull=True, to_date__range=(first, last))
    for row in rows.filter(service__ended_on__isnull=True).select_related("service").order_by("to_date", "id"):
        title = _t("サービスの許可が切れる: %(name)s") % {"name": row.service.name}
        yield DatedThing(row.to_date, title, "services:service", {"service_id": row.service_id})
    gone = timedelta(days=ERASED_DAYS)
    ended = CloudService.objects.filter(ended_on__range=(first - gone, last - gone)).exclude(limit=Limit.ONE)
    for service in ended.order_by("ended_on", "id"):
        if service.ended_on is not None:
            title = _t("データの消去を確かめる: %(name)s") % {"name": service.name}
            where = {"service_id": service.pk}
            yield DatedThing(
                service.ended_on + gone, title, "services:service", where, is_done=service.erased_on is not None
            )
    rules = rules_on(ctx.today)
    if rules is not None and first <= rules.decided_on + timedelta(days=YEAR) <= last:
        yield DatedThing(rules.decided_on + timedelta(days=YEAR), _t("生成AIの利用ルールの見直し"), "services:ai")


DATES = DateSource("services", _("クラウドと生成AI"), Permission.SUPPLIER_READ, _between)
