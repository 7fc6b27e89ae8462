"""What somebody who leaves a post has to do with services: those they look after, and their log-ins (ORG-3)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.measures.services.models import ServiceLogin, ServiceManager


def _services(ctx: Context, leaving: Leaving) -> list[HandoverRow]:
    mine = Q(post=leaving.post)
    if leaving.person is not None:
        mine |= Q(person=leaving.person)
    managed = ServiceManager.objects.filter(covers(leaving.on), mine, service__ended_on__isnull=True)
    rows = [
        HandoverRow(row.service.name, _t("管理者です。管理用のIDと手順を、新しい人に引き継いでください。"))
        for row in managed.select_related("service").order_by("service__name")
    ]
    if leaving.person is None:
        return rows
    logins = ServiceLogin.objects.filter(covers(leaving.on), person=leaving.person).select_related("service")
    return rows + [
        HandoverRow(
            f"{row.service.name} {row.name}", _t("ログインを止めるか、新しい人のIDに替えてください。"), leaving.on
        )
        for row in logins.order_by("service__name", "name")
    ]


HANDOVERS = (Handover(_("クラウドサービス"), _services),)
