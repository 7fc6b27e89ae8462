"""The ledger of third parties comes in as a whole, or not at all. Pledges and returns are evidence: only added to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.registers.premises.models import Place
from sakimori.registers.suppliers.actions.third_parties import (
    change_third_party,
    record_pledge,
    record_return,
    register_third_party,
)
from sakimori.registers.suppliers.models import ThirdParty
from sakimori.registers.suppliers.party_registers import PARTY_FIELDS, PLEDGE_FIELDS, POINTED, third_parties
from sakimori.registers.suppliers.types import PledgeMeans

RETURN_FIELDS = frozenset({"returned_on", "return_note"})
PLAIN = (frozenset(PARTY_FIELDS) | {"supplier", "contract", "place"}) - RETURN_FIELDS
EMPTY: dict[str, Any] = {"is_person": False, "must_return": True, "from_date": None, "to_date": None}
"""What a blank cell means; for a text, and for everything else, nothing."""
ROWS: dict[str, Any] = {**POINTED, "place": Place}


@action(
    "suppliers.import-third-parties", permission=Permission.SUPPLIER_MANAGE, sentence=_("第三者の一覧を取り込みました")
)
def import_third_parties(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """New third parties and changed ones, with a newer pledge and what came back."""
    return applied(ctx, third_parties(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    names = set(row.changed if row.before else row.values)
    values = {name: _meant(name, row.values[name]) for name in names & PLAIN}
    if row.before is None:
        party = register_third_party(ctx, **values)
        if row.values.get("pledged_on"):
            _pledge(ctx, party, row.values)
    else:
        party = ThirdParty.objects.select_related("supplier", "contract").get(pk=row.before["id"])
        if values:
            change_third_party(ctx, third_party=party, **values)
        if names & set(PLEDGE_FIELDS):
            _newer_pledge(ctx, party, row.before, row.values)
    if names & RETURN_FIELDS:
        _returned(ctx, party, {**(row.before or {}), **row.values})


def _meant(name: str, value: Any) -> Any:
    if name in ROWS:
        return ROWS[name].objects.get(pk=value) if value else None
    if value is None:
        return EMPTY.get(name, "")
    return value


def _pledge(ctx: Context, party: ThirdParty, values: Mapping[str, Any]) -> None:
    record_pledge(
        ctx,
        third_party=party,
        pledged_on=values["pledged_on"],
        until=values.get("until"),
        means=values.get("means") or PledgeMeans.PAPER,
        signer=party.name if party.is_person else "",
    )


def _newer_pledge(ctx: Context, party: ThirdParty, before: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """A later day is another pledge; what was pledged once is not written over."""
    given, known = values.get("pledged_on"), before["pledged_on"]
    if given is None or (known is not None and given <= known):
        raise ValidationError(
            _t("誓約の記録は変えられません。新しい誓約を受けたときは、その日を「誓約の日」に書いてください。")
        )
    _pledge(ctx, party, values)


def _returned(ctx: Context, party: ThirdParty, values: Mapping[str, Any]) -> None:
    day, note = values.get("returned_on"), values.get("return_note") or ""
    if day is not None:
        record_return(ctx, third_party=party, returned_on=day, return_note=note)
    elif party.returned_on is not None:
        raise ValidationError(_t("返却・消去を確かめた記録は、消せません。"))
    elif note:
        raise ValidationError(_t("返却・消去を確かめた日も入力してください。"))
