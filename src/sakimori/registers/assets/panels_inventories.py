"""What inventory sources say of a device, on its page."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.inventory_matching import REPORTABLE
from sakimori.registers.assets.models import Asset, ReportedDevice
from sakimori.registers.assets.panels import Line, Panel, Reading
from sakimori.registers.assets.queries_inventories import reports_of


def _applies(ctx: Context, asset: Asset) -> bool:
    return asset.kind in REPORTABLE and allowed(ctx, Permission.ASSET_READ)


def _show(ctx: Context, _asset: Asset, reports: list[ReportedDevice]) -> Panel | None:
    """Name, system and last contact as each source has them, the last heard of first; nothing where none knows it."""
    reports.sort(key=lambda row: (row.gone_on is None, row.reported_on), reverse=True)
    return Panel(_("機器一覧（MDMなど）での報告"), tuple(_line(ctx, row) for row in reports)) if reports else None


REPORTS_PANEL = Reading(_applies, (reports_of,), _show)


def _line(ctx: Context, row: ReportedDevice) -> Line:
    state = _t("一覧から消えました") if row.gone_on else _t("最終通信") if row.last_contact_on else ""
    words = [row.source.name, row.system, row.owner, state]
    day = row.gone_on or row.last_contact_on
    where = address(ctx, "assets:reported", source_id=row.source_id)
    return Line(row.name, " ・ ".join(filter(None, words)), day, where)
