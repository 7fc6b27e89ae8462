"""What lending hears of before a thing is handed over: the promise about IDs is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _t

from sakimori.foundation.people.models import Person
from sakimori.measures.awareness.queries import without_promise_among


def without_promise(people: Sequence[Person], on: date) -> Mapping[UUID, str]:
    """Those of the people who have not agreed to the rules for IDs in their present term. Two SQL statements."""
    return dict.fromkeys(without_promise_among(people, on), _t("IDの約束をまだいただいていません。"))
