"""The block "廃棄・返却" at the end of a contract: disposal files of its company."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.panels import Line, Panel
from sakimori.registers.disposal.models import DisposalCase
from sakimori.registers.suppliers.models import Contract

MOST_SHOWN = 20


def disposal_ending(ctx: Context, contract: Contract) -> Panel | None:
    """Files in which this company takes things away, the newest first. One SQL statement."""
    if not allowed(ctx, Permission.ASSET_READ):
        return None
    rows = DisposalCase.objects.filter(contractor=contract.supplier.name).order_by("-opened_on", "-id")[:MOST_SHOWN]
    lines = [
        Line(
            f"{case.number} {case.title}",
            _t("完了 %(day)s") % {"day": day_text(case.closed_on)} if case.closed_on else _t("まだ完了していません。"),
            case.opened_on,
            address(ctx, "disposal:case", case_id=case.pk),
        )
        for case in rows
    ]
    return Panel(_t("この事業者による廃棄・返却"), tuple(lines)) if lines else None
