"""Whom to call at which supplier: a chapter of the hand-over book and of the pack that is printed every night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.papers.book import BookSection
from sakimori.foundation.papers.days import day_text
from sakimori.registers.suppliers.contract_rows import make_contract_rows, registered
from sakimori.registers.suppliers.models import Service, Supplier
from sakimori.registers.suppliers.queries import suppliers_on


def pack_chapter(ctx: Context, _is_restricted: bool = False) -> list[BookSection]:
    """Suppliers with what they do and their numbers by day and in an emergency. One SQL statement."""
    return [_contacts(*together(*_reads(ctx)))]


def _reads(ctx: Context) -> tuple[QuerySet[Supplier], QuerySet[Service]]:
    return suppliers_on(ctx.today), Service.objects.filter(ended_on__isnull=True)


def _contacts(suppliers: Iterable[Supplier], services: Iterable[Service]) -> BookSection:
    used: dict[UUID, list[str]] = defaultdict(list)
    for service in sorted(services, key=lambda service: service.name):
        used[service.supplier_id].append(service.name)
    rows = [
        [
            row.name,
            "、".join(used[row.pk]),
            row.contact_name,
            row.phone,
            row.phone_emergency or _t("未登録"),
            row.email,
        ]
        for row in sorted(suppliers, key=lambda row: (row.kana, row.name, row.pk))
    ]
    header = [
        _t("事業者名"), _t("サービス・業務"), _t("担当窓口"), _t("電話（平日）"), _t("電話（夜間・緊急）"), _t("メールアドレス"),
    ]  # fmt: skip
    empty = [] if rows else [_t("委託先の登録はありません。")]
    return BookSection(_t("委託先の連絡先"), empty, header if rows else [], rows)


def chapters(ctx: Context) -> list[BookSection]:
    """For the hand-over book: contacts, and the contracts in force with what is to be done about each.
    One SQL statement."""
    if not allowed(ctx, Permission.SUPPLIER_READ):
        return []
    found, suppliers, services = together(registered(ctx.today), *_reads(ctx))
    contracts = sorted(found, key=lambda contract: (contract.supplier.kana, contract.title, contract.pk))
    rows = [row for row in make_contract_rows(contracts, ctx.today) if row.is_running]
    header = [_t("契約の件名"), _t("事業者"), _t("契約者"), _t("終了日"), _t("更新しない申出の期限"), _t("条項の不足")]
    table = [
        [
            row.contract.title,
            row.contract.supplier.name,
            row.contract.party,
            day_text(row.contract.to_date),
            day_text(row.notice_on) if row.contract.auto_renews else "",
            str(row.gaps) if row.gaps else "",
        ]
        for row in rows
    ]
    empty = [] if table else [_t("続いている契約はありません。")]
    return [_contacts(suppliers, services), BookSection(_t("続いている契約"), empty, header if table else [], table)]
