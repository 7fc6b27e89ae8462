"""Rights follow posts and periods by themselves; this job says so in the ledger."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import AccountLink
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office
from sakimori.foundation.people.types import Role
from sakimori.front.accounts.actions.accounts import note_roles


@job("accounts.follow-posts", every=timedelta(hours=1), title=_("任期・任命による権限の変化の記録"))
def follow_posts(now: datetime) -> None:
    """Compare what each account may be today with what was last noted."""
    for_each_assembly(now, _follow)


def _follow(ctx: Context) -> None:
    held: dict[UUID, set[str]] = defaultdict(set)
    for person_id, role in Appointment.objects.filter(covers(ctx.today)).values_list("person_id", "post__role"):
        held[person_id].add(str(role))
    for person_id in Office.objects.filter(covers(ctx.today)).values_list("person_id", flat=True):
        held[person_id].add(str(Role.MEMBER))
    changed = []
    for link in AccountLink.objects.filter(is_active=True):
        roles = sorted(held.get(link.person_id, ()))
        if roles != link.roles:
            changed.append((link, roles))
    if changed:
        note_roles(ctx, changed=changed)
