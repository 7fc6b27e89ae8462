"""Dates of the policy: when a version comes into force, when a decided review is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.types import VersionState


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    rows = PolicyVersion.objects.filter(effective_on__range=(first, last), state=VersionState.DECIDED)
    return [rows.only("title", "number", "effective_on")]


def _tells(ctx: Context, _first: date, _last: date, versions: list[PolicyVersion]) -> Iterator[DatedThing]:
    for version in versions:
        if version.effective_on is None:
            continue
        title = _t("%(title)s 第%(number)s版の施行") % {"title": version.title, "number": version.number}
        where, done = {"version_id": version.pk}, version.effective_on <= ctx.today
        yield DatedThing(version.effective_on, title, "clauses:version", where, is_done=done)


DATES = DateSource("policy", _("方針"), Permission.POLICY_READ, _reads, _tells)
