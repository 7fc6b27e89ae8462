"""A list of services that an office kept elsewhere comes onto the register, without permissions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, applied
from sakimori.foundation.exchange.readers import PreviewRow
from sakimori.measures.services.models import CloudService
from sakimori.measures.services.registers import services
from sakimori.measures.services.types import DataPlace, ServiceKind, TermsKind

EMPTY = {"kind": ServiceKind.CLOUD, "terms": TermsKind.CLICK, "place": DataPlace.UNKNOWN, "provider": "", "limit": ""}
"""What an empty cell means."""


@action("services.import", permission=Permission.SUPPLIER_MANAGE, sentence=_("クラウドサービスの一覧を取り込みました"))
def import_services(ctx: Context, *, content: bytes, reading: Reading) -> Imported:
    """Services as the list has them; one already known is changed. Their permissions still have to be asked for."""
    return applied(ctx, services(ctx.today), content, reading, _write)


def _write(ctx: Context, row: PreviewRow) -> None:
    if row.before is None:
        service = CloudService(**{name: _kept(name, value) for name, value in row.values.items() if name != "id"})
    else:
        service = CloudService.objects.get(pk=row.before["id"])
        for name in row.changed:
            setattr(service, name, _kept(name, row.values[name]))
    service.full_clean()
    service.save()


def _kept(name: str, value: Any) -> Any:
    return EMPTY.get(name) if value is None else value
