"""An assembly of many, for tests of the safety check."""

from __future__ import annotations

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Membership, Office, Person, Seat, Term
from sakimori.testing import SINCE, UNTIL, Cast


@action("test.safety-crowd", permission=Permission.ORGANIZATION_MANAGE, sentence="人を増やしました")
def crowd(ctx: Context, cast: Cast, size: int) -> None:
    """So many members more, with seats and districts; two of three have a mail address."""
    term = Term.objects.get()
    for number in range(20, 20 + size):
        person = Person.objects.create(
            name=f"磯 {number}", kana=f"いそ {number}", number=f"議{number}", note="北浜地区", phone=f"0999-{number}",
            email=f"m{number}@example.jp" if number % 3 else "",
        )  # fmt: skip
        seat = Seat.objects.create(term=term, number=number)
        Office.objects.create(person=person, seat=seat, from_date=SINCE, to_date=UNTIL)
        Membership.objects.create(person=person, unit=cast.unit["caucus"], from_date=SINCE)
