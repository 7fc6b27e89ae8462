"""Who sees which persons: the register for those who may read it, oneself for everybody."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import RowRule
from sakimori.foundation.people.models import Person


def _oneself(person_id: UUID) -> Q:
    return Q(pk=person_id)


RULES = ((Person, RowRule(Permission.ORGANIZATION_READ, _oneself)),)
