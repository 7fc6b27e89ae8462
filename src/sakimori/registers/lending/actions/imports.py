"""A lending ledger of an office becomes loans, past and present."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.registers.assets.actions import change_state
from sakimori.registers.assets.types import AssetState
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.registers import loans
from sakimori.registers.lending.terms import bound_of
from sakimori.registers.lending.types import Condition, ReturnReason

TEXTS = ("purpose", "accessories", "return_note")


@action("lending.import-loans", permission=Permission.ASSET_MANAGE, sentence=_("貸出台帳を取り込みました"))
def import_loans(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Loans as the ledger has them, without papers: those are signed anew or filed. One already known is changed."""
    return applied(ctx, loans(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    if row.before is None:
        _create(ctx, row.values)
        return
    loan = Loan.objects.select_related("asset").get(pk=row.before["id"])
    was_out = loan.returned_on is None
    for name in row.changed:
        setattr(loan, f"{name}_id" if name in {"asset", "person"} else name, _kept(name, row.values[name]))
    loan.due_on = loan.due_on or bound_of(loan.person_id, loan.lent_on).due(loan.lent_on)
    _finish(ctx, loan, was_out=was_out)


def _create(ctx: Context, values: Any) -> None:
    bound = bound_of(values["person"], ctx.today)
    due = values.get("due_on") or bound.due(values["lent_on"])
    is_out = values.get("returned_on") is None
    loan = Loan(
        asset_id=values["asset"],
        person_id=values["person"],
        lent_on=values["lent_on"],
        due_on=due,
        beyond_term_reason=_t("台帳の取込み") if is_out and bound.is_beyond(due) else "",
        returned_on=values.get("returned_on"),
        return_reason=values.get("return_reason") or "",
        condition=values.get("condition") or Condition.GOOD,
        **{name: values.get(name) or "" for name in TEXTS},
    )
    _finish(ctx, loan, was_out=False)


def _finish(ctx: Context, loan: Loan, *, was_out: bool) -> None:
    if loan.returned_on is not None and not loan.return_reason:
        loan.return_reason = ReturnReason.NO_NEED
    loan.full_clean()
    loan.save()
    asset, is_out = loan.asset, loan.returned_on is None
    if is_out and asset.state == AssetState.SPARE:
        change_state(ctx, asset=asset, state=AssetState.IN_USE, reason=_t("台帳の取込み"))
    elif was_out and not is_out and asset.state == AssetState.IN_USE:
        change_state(ctx, asset=asset, state=AssetState.SPARE, reason=_t("台帳の取込み"))


def _kept(name: str, value: Any) -> Any:
    return "" if value is None and name in {*TEXTS, "return_reason", "condition"} else value
