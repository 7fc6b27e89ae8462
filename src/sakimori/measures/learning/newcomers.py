"""What lending and turnover are told of newcomers (TRN-5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _t

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person
from sakimori.measures.learning import queries
from sakimori.measures.learning.actions.plan import open_asks
from sakimori.measures.learning.queries import Standing
from sakimori.registers.turnover.teaching import Learnt, Teaching


def _of_newcomers(people: Sequence[UUID], on: date) -> list[Standing]:
    """What is required on the day of those of the persons who are new. At most three SQL statements."""
    items = [item for item in queries.required_in(fiscal_year(on)) if item.opens_on <= on]
    if not items or not people:
        return []
    wanted = set(people)
    fresh = {row.person.pk for row in queries.everybody(on) if row.first_day >= items[0].new_since}
    return queries.standings(items, on, list(wanted & fresh)) if wanted & fresh else []


def untaught(people: Sequence[Person], on: date) -> dict[UUID, str]:
    """Newcomers who have not finished everything yet, with what is left."""
    left: dict[UUID, list[str]] = {}
    for row in _of_newcomers([person.pk for person in people], on):
        if row.done is None:
            left.setdefault(row.person.pk, []).append(f"「{row.title}」")
    return {
        key: _t("必修の研修が済んでいません: %(titles)s") % {"titles": "".join(titles)} for key, titles in left.items()
    }


def _state(people: Sequence[UUID], on: date) -> dict[UUID, Learnt]:
    rows: dict[UUID, list[Standing]] = {}
    for row in _of_newcomers(people, on):
        rows.setdefault(row.person.pk, []).append(row)
    return {
        key: Learnt(
            all(row.done is not None for row in each), all(row.done is not None or row.ask is not None for row in each)
        )
        for key, each in rows.items()
    }


def _ask(ctx: Context, people: Sequence[Person], message: str) -> int:
    items = [item for item in queries.required_in(fiscal_year(ctx.today)) if item.opens_on <= ctx.today]
    made = open_asks(ctx, items, [person.pk for person in people], message)
    return sum(campaign.asks.count() for campaign in made)


TEACHING = Teaching(_state, _ask)
