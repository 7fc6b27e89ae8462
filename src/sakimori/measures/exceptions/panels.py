"""The block "例外措置" on the page of an asset."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.exceptions.queries import of_asset, with_stage
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Panel, Reading


def _applies(ctx: Context, _asset: Asset) -> bool:
    return allowed(ctx, Permission.EVIDENCE_READ)


def _show(ctx: Context, _asset: Asset, exceptions: list[RuleException]) -> Panel | None:
    """Exceptions for one asset, those that count first; no block where there are none."""
    exceptions.sort(key=lambda row: row.to_date, reverse=True)
    lines = [
        Line(
            f"{row.number} {row.title}",
            _t("%(stage)s ・ %(day)sまで") % {"stage": row.stage_now.label, "day": day_text(row.to_date)},  # type: ignore[attr-defined]
            None,
            address(ctx, "exceptions:exception", exception_id=row.pk),
        )
        for row in with_stage(exceptions, ctx.today)
    ]
    return Panel(_t("例外措置"), tuple(lines)) if lines else None


EXCEPTIONS_PANEL = Reading(_applies, (of_asset,), _show)
