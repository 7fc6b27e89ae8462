"""The block "この契約のクラウドサービス" on the page of a contract: what is used under it."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.measures.services.models import CloudService
from sakimori.registers.assets.panels import Line, Panel
from sakimori.registers.suppliers.models import Contract


def contract_clouds(ctx: Context, contract: Contract) -> Panel | None:
    """Cloud and AI services under a contract. One SQL statement."""
    if not allowed(ctx, Permission.SUPPLIER_READ):
        return None
    lines = [
        Line(
            row.name,
            _t("%(day)sに、使うのをやめた") % {"day": day_text(row.ended_on)}
            if row.ended_on
            else row.get_limit_display(),
            row.started_on,
            address(ctx, "services:service", service_id=row.pk),
        )
        for row in CloudService.objects.filter(contract=contract).order_by("ended_on", "name", "id")
    ]
    return Panel(_t("この契約のクラウドサービス"), tuple(lines)) if lines else None
