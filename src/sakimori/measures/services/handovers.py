"""What somebody who leaves a post has to do with services: those they look after, and their log-ins (ORG-3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.handovers import Handover, HandoverRow, Leaving
from sakimori.foundation.people.dated import covers
from sakimori.measures.services.models import ServiceLogin, ServiceManager


def _reads(_ctx: Context, leaving: Leaving) -> tuple[QuerySet[ServiceManager], QuerySet[ServiceLogin]]:
    mine = Q(post=leaving.post) | Q(person__in=leaving.persons)
    managed = ServiceManager.objects.filter(covers(leaving.on), mine, service__ended_on__isnull=True)
    logins = ServiceLogin.objects.filter(covers(leaving.on), person__in=leaving.persons)
    return managed.select_related("service"), logins.select_related("service")


def _services(leaving: Leaving, managed: Iterable[ServiceManager], logins: Iterable[ServiceLogin]) -> list[HandoverRow]:
    names = sorted(row.service.name for row in managed)
    rows = [HandoverRow(name, _t("管理者です。管理用のIDと手順を、新しい人に引き継いでください。")) for name in names]
    return rows + [
        HandoverRow(
            f"{row.service.name} {row.name}", _t("ログインを止めるか、新しい人のIDに替えてください。"), leaving.on
        )
        for row in sorted(logins, key=lambda row: (row.service.name, row.name))
    ]


HANDOVERS = (Handover(_("クラウドサービス"), _reads, _services),)
