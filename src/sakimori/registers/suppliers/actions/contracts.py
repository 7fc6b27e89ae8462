"""Contracts from signing to winding up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.actions.companies import Upload, checked_number, keep, of_supplier
from sakimori.registers.suppliers.models import (
    Contract,
    ContractAccess,
    ContractExit,
    ContractPaper,
    ContractService,
    ContractVisit,
    Renewal,
    Service,
    Subcontract,
    Supplier,
)
from sakimori.registers.suppliers.types import AccessKind, EndReason

MANAGE = Permission.SUPPLIER_MANAGE


@dataclass(frozen=True, slots=True)
class AccessLine:
    """An asset to be named in a contract."""

    asset: Asset
    kind: AccessKind | str
    is_remote: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A step of the chain to be registered with its contract; `level` 1 works for the contractor itself."""

    name: str
    work: str
    level: int = 1
    country: str = ""
    touches_media: bool = False
    consented_on: date | None = None


@action("suppliers.contract", permission=MANAGE, sentence=_("契約を登録しました"))
def register_contract(
    ctx: Context,
    /,
    *,
    supplier: Supplier,
    services: Sequence[Service] = (),
    accesses: Sequence[AccessLine] = (),
    chain: Sequence[ChainLine] = (),
    **values: Any,
) -> Contract:
    """A contract with its services, what it may touch, and the chain below the contractor."""
    contract = Contract(supplier=supplier, registered_on=ctx.today)
    _write(contract, values)
    _link(contract, of_supplier(services, supplier))
    for line in accesses:
        grant_access(
            ctx, contract=contract, asset=line.asset, kind=line.kind, is_remote=line.is_remote, note=line.note,
            from_date=contract.from_date,
        )  # fmt: skip
    last: dict[int, Subcontract] = {}
    for step in chain:
        last[step.level] = add_subcontract(
            ctx, contract=contract, parent=last.get(step.level - 1), name=step.name, work=step.work,
            country=step.country, touches_media=step.touches_media, consented_on=step.consented_on,
            from_date=contract.from_date,
        )  # fmt: skip
    return contract


@action("suppliers.contract-change", permission=MANAGE, sentence=_("契約の内容を直しました"))
def change_contract(
    ctx: Context, /, *, contract: Contract, services: Sequence[Service] | None = None, **values: Any
) -> Contract:
    """Correct what was entered. Where a term was renewed, its end changes by a renewal only."""
    _write(contract, values)
    if services is not None:
        wanted = {service.pk for service in of_supplier(services, contract.supplier)}
        for link in contract.service_links.exclude(service__in=wanted):
            link.delete()
        known = set(contract.service_links.values_list("service_id", flat=True))
        _link(contract, [service for service in services if service.pk not in known])
    return contract


def _write(contract: Contract, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(contract, name, value.strip() if isinstance(value, str) else value)
    if contract.auto_renews and contract.to_date is None:
        raise ValidationError({"to_date": _t("自動更新の契約では、いまの期間の終了日を入力してください。")})
    contract.full_clean()
    contract.save()


def _link(contract: Contract, services: Sequence[Service]) -> None:
    ContractService.objects.bulk_create([ContractService(contract=contract, service=one) for one in services])


@action("suppliers.renew", permission=MANAGE, sentence=_("契約を更新しました"))
def renew_contract(
    ctx: Context, *, contract: Contract, to_date: date | None, is_automatic: bool = False, note: str = ""
) -> Renewal:
    """The next term begins on the day after the end; from then the rule of that day holds. Raises ValidationError."""
    _must_run(contract)
    if contract.to_date is None:
        raise ValidationError(_t("終了日のない契約です。先に、いまの期間の終了日を入力してください。"))
    first = contract.to_date + timedelta(days=1)
    if to_date is not None and to_date < first:
        raise ValidationError({"to_date": _t("新しい終了日は、いまの終了日より後の日にしてください。")})
    renewal = Renewal(
        contract=contract, renewed_from=first, old_to_date=contract.to_date, to_date=to_date,
        is_automatic=is_automatic, note=note.strip(),
    )  # fmt: skip
    renewal.full_clean()
    renewal.save()
    contract.to_date = to_date
    if to_date is None:
        contract.auto_renews = False
    contract.save()
    return renewal


@action("suppliers.end-contract", permission=MANAGE, sentence=_("契約が終わったことを記録しました"))
def end_contract(ctx: Context, *, contract: Contract, ended_on: date, end_reason: EndReason | str) -> Contract:
    """The last day of a contract. What it could touch and the chain end with it; the pledge lasts as it says."""
    _must_run(contract)
    if ended_on > ctx.today:
        raise ValidationError({"ended_on": _t("先の日付は入力できません。")})
    if ended_on < contract.from_date:
        raise ValidationError({"ended_on": _t("開始日以後の日にしてください。")})
    contract.ended_on, contract.end_reason = ended_on, EndReason(end_reason)
    contract.save()
    contract.accesses.filter(to_date__isnull=True, from_date__lte=ended_on).update(to_date=ended_on)
    contract.subcontracts.filter(to_date__isnull=True, from_date__lte=ended_on).update(to_date=ended_on)
    return contract


@action("suppliers.exit", permission=MANAGE, sentence=_("契約終了時の返却・消去を記録しました"))
def record_exit(ctx: Context, /, *, contract: Contract, proof: Upload | None = None, **values: Any) -> ContractExit:
    """What came back and what was erased, with its proof; or why there was nothing. Raises ValidationError."""
    row = ContractExit.objects.filter(contract=contract).first() or ContractExit(contract=contract)
    for name, value in values.items():
        setattr(row, name, value)
    row.recorded_on = ctx.today
    row.proof = keep(ctx, proof) or row.proof
    if not (row.returned_on or row.erased_on or row.nothing_reason.strip()):
        raise ValidationError(_t("返却の日か消去の日、または、返却・消去するものがない理由を入力してください。"))
    if any(day and day > ctx.today for day in (row.returned_on, row.erased_on)):
        raise ValidationError(_t("先の日付は入力できません。"))
    row.full_clean()
    row.save()
    return row


@action("suppliers.access", permission=MANAGE, sentence=_("契約による資産の取扱いを登録しました"))
def grant_access(ctx: Context, /, *, contract: Contract, **values: Any) -> ContractAccess:
    """The contractor may touch this asset."""
    row = ContractAccess(contract=contract, **values)
    row.full_clean()
    row.save()
    return row


@action("suppliers.access-end", permission=MANAGE, sentence=_("契約による資産の取扱いを終えました"))
def end_access(ctx: Context, *, access: ContractAccess, to_date: date) -> ContractAccess:
    """The last day on which the contractor may touch it."""
    access.to_date = to_date
    access.full_clean()
    access.save()
    return access


@action("suppliers.subcontract", permission=MANAGE, sentence=_("再委託を登録しました"))
def add_subcontract(
    ctx: Context,
    /,
    *,
    contract: Contract,
    parent: Subcontract | None = None,
    consent: Upload | None = None,
    **values: Any,
) -> Subcontract:
    """A step of the chain, below the contractor or below another step."""
    if parent is not None and parent.contract_id != contract.pk:
        raise ValidationError({"parent": _t("この契約の再委託先だけを選べます。")})
    row = Subcontract(contract=contract, parent=parent, **values)
    row.corporate_number = checked_number(row.corporate_number)
    row.consent = keep(ctx, consent)
    row.full_clean()
    row.save()
    return row


@action("suppliers.subcontract-change", permission=MANAGE, sentence=_("再委託の内容を直しました"))
def change_subcontract(
    ctx: Context, /, *, subcontract: Subcontract, consent: Upload | None = None, **values: Any
) -> Subcontract:
    """Correct a step, record the consent, or its last day."""
    for name, value in values.items():
        setattr(subcontract, name, value)
    subcontract.corporate_number = checked_number(subcontract.corporate_number)
    subcontract.consent = keep(ctx, consent) or subcontract.consent
    parent = subcontract.parent
    while parent is not None:
        if parent.pk == subcontract.pk:
            raise ValidationError({"parent": _t("自分より下の段は選べません。")})
        parent = parent.parent
    subcontract.full_clean()
    subcontract.save()
    return subcontract


@action("suppliers.paper", permission=MANAGE, sentence=_("契約の書類を加えました"))
def add_paper(ctx: Context, *, contract: Contract, file: Upload, title: str = "", pages: str = "") -> ContractPaper:
    """A copy of the contract or of what belongs to it, kept encrypted; `pages` says where to look."""
    stored = store_file(ctx, name=file.name, data=file.data)
    row = ContractPaper(
        contract=contract, file=stored, title=title.strip() or stored.name, pages=pages.strip(), added_on=ctx.today
    )
    row.full_clean()
    row.save()
    return row


@action("suppliers.visit", permission=MANAGE, sentence=_("入室の記録を契約に結びました"))
def link_visits(ctx: Context, *, contract: Contract, visits: Sequence[Visit]) -> list[ContractVisit]:
    """Visits of the premises that belong to this contract."""
    made = []
    for visit in visits:
        row = ContractVisit(contract=contract, visit=visit)
        row.full_clean()
        row.save()
        made.append(row)
    return made


@action("suppliers.hand-on", permission=MANAGE, sentence=_("契約の担当者を替えました"))
def hand_on(ctx: Context, *, contracts: Sequence[Contract], keeper: Person) -> list[Contract]:
    """Somebody else looks after these contracts from now on."""
    for contract in contracts:
        contract.keeper = keeper
        contract.save()
    return list(contracts)


def _must_run(contract: Contract) -> None:
    if contract.ended_on is not None:
        raise ValidationError(_t("この契約は、すでに終わっています。"))
