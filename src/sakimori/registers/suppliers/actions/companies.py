"""Companies, their certificates and what they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.registers.suppliers import queries
from sakimori.registers.suppliers.models import Certificate, Service, Supplier
from sakimori.registers.suppliers.rules import is_corporate_number, plain_number
from sakimori.registers.suppliers.types import CertificateKind, ServiceKind

MANAGE = Permission.SUPPLIER_MANAGE


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    data: bytes


def keep(ctx: Context, upload: Upload | None) -> StoredFile | None:
    """Store a file where there is one."""
    return store_file(ctx, name=upload.name, data=upload.data) if upload else None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service to be registered with its supplier."""

    name: str
    kind: ServiceKind | str
    is_cloud: bool = False


def checked_number(text: str) -> str:
    """A corporate number as it is kept. Raises ValidationError when its check digit is wrong."""
    number = plain_number(text)
    if number and not is_corporate_number(number):
        raise ValidationError(
            {"corporate_number": _t("法人番号は13桁の数字です。書き間違いがないか、もう一度確かめてください。")}
        )
    return number


@action("suppliers.register", permission=MANAGE, sentence=_("事業者を登録しました"))
def register_supplier(ctx: Context, /, *, services: Iterable[ServiceLine] = (), **values: Any) -> Supplier:
    """A new company, with the services known at once."""
    supplier = Supplier(registered_on=ctx.today)
    _write(supplier, values)
    for line in services:
        register_service(ctx, supplier=supplier, name=line.name, kind=line.kind, is_cloud=line.is_cloud)
    return supplier


@action("suppliers.change", permission=MANAGE, sentence=_("事業者の内容を直しました"))
def change_supplier(ctx: Context, /, *, supplier: Supplier, **values: Any) -> Supplier:
    """Correct what is known of a company."""
    return _write(supplier, values)


def _write(supplier: Supplier, values: dict[str, Any]) -> Supplier:
    for name, value in values.items():
        setattr(supplier, name, value.strip() if isinstance(value, str) else value)
    supplier.corporate_number = checked_number(supplier.corporate_number)
    supplier.full_clean()
    supplier.save()
    return supplier


@action("suppliers.end", permission=MANAGE, sentence=_("事業者との取引を終えました"))
def end_supplier(ctx: Context, *, supplier: Supplier, ended_on: date) -> Supplier:
    """No more contracts with this company. Refused while one is in force."""
    if ended_on > ctx.today:
        raise ValidationError({"ended_on": _t("先の日付は入力できません。")})
    if queries.contracts_in_force(ctx.today).filter(supplier=supplier).exists():
        raise ValidationError(_t("続いている契約があります。先に契約を終わりにしてください。"))
    supplier.ended_on = ended_on
    supplier.save()
    return supplier


@action("suppliers.certificate", permission=MANAGE, sentence=_("認証・登録を記録しました"))
def record_certificate(
    ctx: Context,
    /,
    *,
    supplier: Supplier,
    kind: CertificateKind | str,
    copy: Upload | None = None,
    replaces: Certificate | None = None,
    **values: Any,
) -> Certificate:
    """A certificate with its copy; a renewed one replaces the earlier."""
    made = Certificate(supplier=supplier, kind=kind, registered_on=ctx.today, **values)
    if made.valid_from and made.expires_on and made.expires_on < made.valid_from:
        raise ValidationError({"expires_on": _t("有効期限は、有効期間の初日以後の日にしてください。")})
    made.copy = keep(ctx, copy)
    made.full_clean()
    made.save()
    if replaces is not None:
        if replaces.supplier_id != supplier.pk:
            raise ValidationError(_t("別の事業者の認証です。"))
        replaces.replaced_on = ctx.today
        replaces.save()
    return made


@action("suppliers.certificate-off", permission=MANAGE, sentence=_("認証・登録を一覧から外しました"))
def drop_certificate(ctx: Context, *, certificate: Certificate) -> Certificate:
    """The supplier no longer has it, or it was recorded by mistake."""
    certificate.replaced_on = ctx.today
    certificate.save()
    return certificate


@action("suppliers.service", permission=MANAGE, sentence=_("サービス・業務を登録しました"))
def register_service(ctx: Context, /, *, supplier: Supplier, **values: Any) -> Service:
    """Something the company does for the assembly."""
    service = Service(supplier=supplier, registered_on=ctx.today, **values)
    service.full_clean()
    service.save()
    return service


@action("suppliers.service-change", permission=MANAGE, sentence=_("サービス・業務の内容を直しました"))
def change_service(ctx: Context, /, *, service: Service, **values: Any) -> Service:
    """Correct a service; `ended_on` says that it is used no longer."""
    for name, value in values.items():
        setattr(service, name, value)
    if service.ended_on and service.ended_on > ctx.today:
        raise ValidationError({"ended_on": _t("先の日付は入力できません。")})
    service.full_clean()
    service.save()
    return service


def of_supplier(services: Sequence[Service], supplier: Supplier) -> list[Service]:
    """The services, all of this supplier. Raises ValidationError otherwise."""
    if any(service.supplier_id != supplier.pk for service in services):
        raise ValidationError({"services": _t("この事業者のサービスだけを選べます。")})
    return list(services)
