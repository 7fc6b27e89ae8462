"""Dates of services: permissions that end, rules for generative AI that are looked at again, erasures that are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.services.duties import ERASED_DAYS, YEAR
from sakimori.measures.services.models import AiRules, CloudService, UseRequest
from sakimori.measures.services.queries import rules_until
from sakimori.registers.assets.examples import Limit

GONE = timedelta(days=ERASED_DAYS)


def _reads(ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    granted = UseRequest.objects.filter(granted_on__isnull=False, revoked_on__isnull=True, to_date__range=(first, last))
    ended = CloudService.objects.filter(ended_on__range=(first - GONE, last - GONE)).exclude(limit=Limit.ONE)
    return (
        granted.filter(service__ended_on__isnull=True).select_related("service").only("to_date", "service__name"),
        ended.only("name", "ended_on", "erased_on"),
        rules_until(ctx.today)[:1],
    )


def _tells(
    _ctx: Context, first: date, last: date,
    granted: list[UseRequest], ended: list[CloudService], versions: list[AiRules],
) -> Iterator[DatedThing]:  # fmt: skip
    for row in granted:
        title = _t("サービスの許可が切れる: %(name)s") % {"name": row.service.name}
        yield DatedThing(row.to_date, title, "services:service", {"service_id": row.service_id})
    for service in ended:
        if service.ended_on is not None:
            title = _t("データの消去を確かめる: %(name)s") % {"name": service.name}
            where = {"service_id": service.pk}
            yield DatedThing(
                service.ended_on + GONE, title, "services:service", where, is_done=service.erased_on is not None
            )
    for rules in versions:
        again = rules.decided_on + timedelta(days=YEAR)
        if first <= again <= last:
            yield DatedThing(again, _t("生成AIの利用ルールの見直し"), "services:ai")


DATES = DateSource("services", _("クラウドと生成AI"), Permission.SUPPLIER_READ, _reads, _tells)
