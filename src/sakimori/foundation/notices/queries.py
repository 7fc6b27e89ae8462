"""Reads over notices."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from sakimori.foundation.notices.models import Notice, NoticeState


def due_notices(now: datetime) -> QuerySet[Notice]:
    """Notices that may be sent by mail now."""
    waiting = Q(next_try__isnull=True) | Q(next_try__lte=now)
    return (
        Notice.objects.filter(waiting, state=NoticeState.QUEUED)
        .exclude(person__email="")
        .select_related("person")
        .order_by("id")
    )


def latest_notices() -> QuerySet[Notice]:
    """All notices, those not sent yet first, then newest first."""
    unsent = [NoticeState.QUEUED, NoticeState.FAILED]
    rows = Notice.objects.select_related("person").annotate(is_waiting=Q(state__in=unsent))
    return rows.order_by("-is_waiting", "-id")
