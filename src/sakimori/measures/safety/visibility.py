"""Who may see which rows: what people answered about themselves is for the office and the chair."""

from __future__ import annotations

from django.db.models import Q

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import RowRule
from sakimori.measures.safety.models import Asked, SafetyAnswer

RULES = (
    (Asked, RowRule(Permission.SAFETY_READ, own=lambda person: Q(person=person))),
    (SafetyAnswer, RowRule(Permission.SAFETY_READ, own=lambda person: Q(asked__person=person))),
)
