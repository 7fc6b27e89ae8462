"""Third parties of a day as lists and pages show them, with their newest pledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.registers.suppliers.models import SecrecyPledge, ThirdParty


class PledgeState(models.TextChoices):
    """How it stands with the pledge of a third party."""

    GIVEN = "given", _("誓約あり")
    EXPIRED = "expired", _("誓約の期限切れ")
    MISSING = "missing", _("誓約なし")
    NOT_ASKED = "not_asked", _("求めない")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A third party on a day."""

    party: ThirdParty
    state: PledgeState
    pledged_on: date | None
    until: date | None
    is_over: bool

    @property
    def needs_return(self) -> bool:
        """Whether the period is over and what they had was not seen again."""
        return self.is_over and self.party.must_return and self.party.returned_on is None


def party_rows(on: date, *, ended: bool = False) -> list[PartyRow]:
    """Third parties that had begun by the day: those of the day, or with `ended` also those whose period is over.

    Two SQL statements. Who must still give something back is always shown.
    """
    rows = ThirdParty.objects.filter(from_date__lte=on).select_related("supplier", "contract", "place")
    parties = list(rows.order_by("kind", "name", "id"))
    newest = _pledges(on)
    found = [_row(party, newest.get(party.pk, []) + newest.get(party.contract_id, []), on) for party in parties]
    return [row for row in found if ended or not row.is_over or row.needs_return]


def _pledges(on: date) -> dict[UUID | None, list[SecrecyPledge]]:
    """Pledges by whose they are, the newest first: of a third party, or of the contract by which it comes."""
    found: dict[UUID | None, list[SecrecyPledge]] = {}
    pledges = SecrecyPledge.objects.filter(pledged_on__lte=on).defer("statement")
    for pledge in pledges.order_by("-pledged_on", "-id"):
        found.setdefault(pledge.third_party_id or pledge.contract_id, []).append(pledge)
    return found


def _row(party: ThirdParty, pledges: list[SecrecyPledge], on: date) -> PartyRow:
    good = next((pledge for pledge in pledges if pledge.until is None or pledge.until >= on), None)
    shown = good or (pledges[0] if pledges else None)
    if good is not None:
        state = PledgeState.GIVEN
    elif party.no_pledge_reason:
        state = PledgeState.NOT_ASKED
    else:
        state = PledgeState.EXPIRED if pledges else PledgeState.MISSING
    is_over = party.to_date is not None and party.to_date < on
    return PartyRow(party, state, shown.pledged_on if shown else None, shown.until if shown else None, is_over)


def row_of(party: ThirdParty, on: date) -> PartyRow:
    """One third party. One SQL statement."""
    own = Q(third_party=party) | Q(contract__isnull=False, contract=party.contract_id)
    pledges = SecrecyPledge.objects.filter(own, pledged_on__lte=on).order_by("-pledged_on", "-id")
    return _row(party, list(pledges), on)
