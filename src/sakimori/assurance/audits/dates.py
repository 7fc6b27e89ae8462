"""Dates of audits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.models import Audit
from sakimori.assurance.audits.types import AuditState
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    rows = Audit.objects.exclude(state=AuditState.CANCELLED).filter(Q(starts_on__range=days) | Q(ends_on__range=days))
    return [rows.only("title", "starts_on", "started_on", "ends_on", "reported_on")]


def _tells(_ctx: Context, first: date, last: date, audits: list[Audit]) -> Iterator[DatedThing]:
    for audit in audits:
        page = {"audit_id": audit.pk}
        if first <= audit.starts_on <= last:
            title = _t("監査を始める: %(title)s") % {"title": audit.title}
            yield DatedThing(audit.starts_on, title, "audits:audit", page, is_done=audit.started_on is not None)
        if first <= audit.ends_on <= last:
            title = _t("監査の報告: %(title)s") % {"title": audit.title}
            yield DatedThing(audit.ends_on, title, "audits:audit", page, is_done=audit.reported_on is not None)


DATES = DateSource("audits", _("監査"), Permission.AUDIT_READ, _reads, _tells)
