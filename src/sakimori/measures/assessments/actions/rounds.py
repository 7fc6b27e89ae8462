"""Rounds: contractors are asked, get links, are reminded; a check may be taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.tokens import digest_of
from sakimori.measures.assessments.actions.questionnaires import adopt_shipped
from sakimori.measures.assessments.actions.steps import locked, moved
from sakimori.measures.assessments.models import (
    CheckLink,
    CheckReminder,
    CheckRound,
    ContractCheck,
    QuestionnaireVersion,
)
from sakimori.measures.assessments.rules import OPEN, link_ends
from sakimori.measures.assessments.types import Event, Means, Occasion, State
from sakimori.registers.suppliers.models import Contract

MANAGE = Permission.SUPPLIER_MANAGE


@action("assessments.open-round", permission=MANAGE, sentence=_("委託先の確認を始めました"))
def open_round(
    ctx: Context,
    *,
    fiscal_year: int,
    occasion: Occasion | str,
    title: str,
    version: QuestionnaireVersion | None,
    contracts: Sequence[Contract],
    due_on: date,
) -> CheckRound:
    """A check for each chosen contract; last time's answers stand ready. Without a version the shipped questions are
    asked. Raises ValidationError."""
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    if not contracts:
        raise ValidationError({"contracts": _t("確認する契約を一つ以上選んでください。")})
    busy = {row.contract_id for row in ContractCheck.objects.open().filter(contract__in=contracts)}
    if busy:
        names = "、".join(contract.title for contract in contracts if contract.pk in busy)
        raise ValidationError({"contracts": _t("前の確認が終わっていません: %(names)s") % {"names": names}})
    found = CheckRound(
        fiscal_year=fiscal_year,
        occasion=Occasion(occasion),
        title=title.strip(),
        version=version or adopt_shipped(ctx),
        opened_on=ctx.today,
        due_on=due_on,
    )
    found.full_clean()
    found.save()
    earlier = _latest(contracts)
    ContractCheck.objects.bulk_create(
        ContractCheck(round=found, contract=contract, before=earlier.get(contract.pk), due_on=due_on)
        for contract in contracts
    )
    return found


def _latest(contracts: Sequence[Contract]) -> dict[object, ContractCheck]:
    """The last check of each contract that was handed in; of a new contract, that of the same supplier's other one."""
    suppliers = {contract.supplier_id for contract in contracts}
    rows = (
        ContractCheck.objects.filter(contract__supplier_id__in=suppliers, state=State.JUDGED)
        .select_related("contract")
        .order_by("judged_on", "id")
    )
    own = {row.contract_id: row for row in rows}
    of_supplier = {row.contract.supplier_id: row for row in rows}
    found = {contract.pk: own.get(contract.pk) or of_supplier.get(contract.supplier_id) for contract in contracts}
    return {key: row for key, row in found.items() if row is not None}


@action("assessments.make-link", permission=MANAGE, sentence=_("委託先に渡すリンクを作りました"))
def make_link(ctx: Context, *, check: ContractCheck, name: str, revoke_others: bool = False) -> str:
    """A fresh token for somebody of the contractor (256 bits; only its hash is kept). Raises ValidationError."""
    check = locked(check)
    if check.state == State.WITHDRAWN:
        raise ValidationError(_t("この確認は取りやめています。"))
    if revoke_others:
        check.links.filter(revoked_at__isnull=True).update(revoked_at=ctx.at)
    due = check.corrections.aggregate(last=Max("improvement__due_on"))["last"] or check.due_on
    token = secrets.token_urlsafe(32)
    link = CheckLink(
        check_row=check,
        name=name.strip(),
        digest=digest_of(token),
        made_on=ctx.today,
        expires_on=link_ends(max(due, check.due_on), ctx.today),
    )
    link.full_clean()
    link.save()
    return token


@action("assessments.letters", permission=MANAGE, sentence=_("委託先へのお願いの手紙を作りました"))
def letters_for(ctx: Context, *, found: CheckRound) -> list[tuple[ContractCheck, str, str]]:
    """Links for those of a round that have none that works: (check, addressee, token)."""
    alive = CheckLink.objects.filter(check_row=OuterRef("pk"), revoked_at__isnull=True, expires_on__gte=ctx.today)
    rows = found.checks.filter(~Exists(alive), state=State.ASKED)
    rows = rows.select_related("contract__supplier", "round__version__questionnaire")
    made = []
    for check in rows.order_by("contract__supplier__kana", "contract__supplier__name", "id"):
        name = check.contract.supplier.contact_name or _t("ご担当者")
        made.append((check, name, make_link(ctx, check=check, name=name)))
    return made


@action("assessments.revoke-link", permission=MANAGE, sentence=_("委託先に渡したリンクを取り消しました"))
def revoke_link(ctx: Context, *, link: CheckLink) -> CheckLink:
    """It is useless at once, and so are those that its holder gave to colleagues."""
    rows = CheckLink.objects.filter(revoked_at__isnull=True)
    (rows.filter(pk=link.pk) | rows.filter(made_by=link)).update(revoked_at=ctx.at)
    link.refresh_from_db()
    return link


@action("assessments.remind", permission=MANAGE, sentence=_("委託先に再度お願いしました"))
def remind(ctx: Context, *, check: ContractCheck, means: Means | str) -> CheckReminder:
    """Note that the contractor was reminded. Raises ValidationError."""
    if check.state not in OPEN:
        raise ValidationError(_t("この確認は終わっています。"))
    row = CheckReminder(check_row=check, given_on=ctx.today, means=Means(means), person_id=ctx.actor.person_id)
    row.full_clean()
    row.save()
    return row


@action("assessments.extend", permission=MANAGE, sentence=_("委託先の回答の期限を変えました"))
def extend(ctx: Context, *, check: ContractCheck, due_on: date) -> ContractCheck:
    """A later date for the answers; the links live on with it. Raises ValidationError."""
    check = locked(check)
    if check.state not in OPEN:
        raise ValidationError(_t("この確認は終わっています。"))
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    check.due_on = due_on
    check.save()
    prolong(ctx, check, due_on)
    return check


def prolong(ctx: Context, check: ContractCheck, due_on: date) -> None:
    """Links that still work go on working until this is answered."""
    ends = link_ends(due_on, ctx.today)
    check.links.filter(revoked_at__isnull=True, expires_on__lt=ends).update(expires_on=ends)


@action("assessments.withdraw", permission=MANAGE, sentence=_("委託先の確認を取りやめました"))
def withdraw(ctx: Context, *, check: ContractCheck, reason: str) -> ContractCheck:
    """It is no longer wanted; the reason stays and the links stop. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _t("取りやめる理由を入力してください。")})
    check = moved(check, Event.WITHDRAW)
    check.withdrawn_on, check.withdrawn_reason = ctx.today, reason.strip()
    check.save()
    check.links.filter(revoked_at__isnull=True).update(revoked_at=ctx.at)
    return check
