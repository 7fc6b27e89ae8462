"""Third parties and pledges of secrecy (OPE-3)."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.suppliers.actions.companies import Upload, keep
from sakimori.registers.suppliers.models import Contract, PledgeRequest, SecrecyPledge, ThirdParty
from sakimori.registers.suppliers.pledges import STATEMENT, token_hash
from sakimori.registers.suppliers.types import PledgeMeans

MANAGE = Permission.SUPPLIER_MANAGE
LINK_DAYS = 30


@action("suppliers.third-party", permission=MANAGE, sentence=_("第三者を登録しました"))
def register_third_party(ctx: Context, /, *, pledge: dict[str, Any] | None = None, **values: Any) -> ThirdParty:
    """Somebody from outside who handles what is ours; `pledge` where it was given at once."""
    party = _write(ThirdParty(), values)
    if pledge is not None:
        record_pledge(ctx, third_party=party, **pledge)
    return party


@action("suppliers.third-party-change", permission=MANAGE, sentence=_("第三者の内容を直しました"))
def change_third_party(ctx: Context, /, *, third_party: ThirdParty, **values: Any) -> ThirdParty:
    """Correct it, or prolong or end the period."""
    return _write(third_party, values)


def _write(party: ThirdParty, values: dict[str, Any]) -> ThirdParty:
    for name, value in values.items():
        setattr(party, name, value.strip() if isinstance(value, str) else value)
    if party.contract is not None and party.supplier is None:
        party.supplier = party.contract.supplier
    party.full_clean()
    party.save()
    return party


@action("suppliers.third-party-returned", permission=MANAGE, sentence=_("第三者からの返却・消去を確かめました"))
def record_return(ctx: Context, *, third_party: ThirdParty, returned_on: date, return_note: str) -> ThirdParty:
    """What they had is back or erased."""
    if returned_on > ctx.today:
        raise ValidationError({"returned_on": _t("先の日付は入力できません。")})
    if not return_note.strip():
        raise ValidationError({"return_note": _t("何が返り、何を消したかを入力してください。")})
    third_party.returned_on, third_party.return_note = returned_on, return_note.strip()
    third_party.save()
    return third_party


@action("suppliers.pledge", permission=MANAGE, sentence=_("秘密保持の誓約を記録しました"))
def record_pledge(
    ctx: Context,
    /,
    *,
    pledged_on: date,
    third_party: ThirdParty | None = None,
    contract: Contract | None = None,
    means: PledgeMeans | str = PledgeMeans.PAPER,
    scan: Upload | None = None,
    statement: str = "",
    **values: Any,
) -> SecrecyPledge:
    """A pledge on paper, by link, or by what the contract or the law already says."""
    if pledged_on > ctx.today:
        raise ValidationError({"pledged_on": _t("先の日付は入力できません。")})
    words = statement.strip() or (STATEMENT if means in {PledgeMeans.PAPER, PledgeMeans.LINK} else "")
    row = SecrecyPledge(
        third_party=third_party, contract=contract, pledged_on=pledged_on, means=means, statement=words, **values
    )
    if row.until and row.until < pledged_on:
        raise ValidationError({"until": _t("誓約の期限は、誓約の日以後の日にしてください。")})
    row.scan = keep(ctx, scan)
    row.full_clean()
    row.save()
    return row


@action("suppliers.ask-pledge", permission=MANAGE, sentence=_("誓約のお願いのリンクを作りました"))
def ask_pledge(ctx: Context, *, third_party: ThirdParty, until: date | None = None) -> tuple[PledgeRequest, str]:
    """A link by which they pledge without an account. The token is told once; an earlier open link ends."""
    third_party.requests.filter(answered_on__isnull=True, revoked_on__isnull=True).update(revoked_on=ctx.today)
    token = secrets.token_urlsafe(32)
    row = PledgeRequest(
        third_party=third_party, token_hash=token_hash(token), made_on=ctx.today, statement=STATEMENT,
        expires_on=ctx.today + timedelta(days=LINK_DAYS), until=until,
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row, token


@action("suppliers.revoke-pledge-link", permission=MANAGE, sentence=_("誓約のお願いを取り消しました"))
def revoke_request(ctx: Context, *, request: PledgeRequest) -> PledgeRequest:
    """The link stops working."""
    request.revoked_on = ctx.today
    request.save()
    return request


@action(
    "suppliers.pledge-by-link", permission=Permission.ASK_ANSWER, sentence=_("リンクから秘密保持の誓約がありました")
)
def pledge_by_link(ctx: Context, *, request: PledgeRequest, signer: str) -> SecrecyPledge:
    """Whoever holds the link pledges with the words shown."""
    if request.answered_on or request.revoked_on or request.expires_on < ctx.today:
        raise ValidationError(_t("このリンクは、もう使えません。"))
    request.answered_on = ctx.today
    request.save()
    row = SecrecyPledge(
        third_party=request.third_party, pledged_on=ctx.today, until=request.until, means=PledgeMeans.LINK,
        signer=signer.strip(), statement=request.statement,
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row
