"""Who sees which assets: the register for those who may read it, what one looks after for everybody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import RowRule
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.registers.assets.models import Asset


def _kept_by(person_id: UUID, on: date) -> Q:
    held = Appointment.objects.filter(covers(on), person_id=person_id)
    return Q(custodian_id=person_id) | Q(custodian_post__in=held.values("post"))


RULES = ((Asset, RowRule(Permission.ASSET_READ, own_on=_kept_by)),)
