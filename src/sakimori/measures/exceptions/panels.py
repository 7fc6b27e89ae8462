"""The block "例外措置" on the page of an asset."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.ui.submitting import address
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.exceptions.queries import of_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Panel


def has_exceptions() -> Exists:
    """Whether there is any exception for an asset."""
    return Exists(RuleException.objects.filter(asset=OuterRef("pk")))


def exceptions_panel(ctx: Context, asset: Asset) -> Panel | None:
    """Exceptions for one asset; no block where there are none. One SQL statement where there are any."""
    if not getattr(asset, "has_exceptions", True) or not allowed(ctx, Permission.EVIDENCE_READ):
        return None
    found = of_asset(asset.pk, ctx.today)
    lines = [
        Line(
            f"{row.number} {row.title}",
            _t("%(stage)s ・ %(day)sまで") % {"stage": row.stage_now.label, "day": day_text(row.to_date)},  # type: ignore[attr-defined]
            None,
            address(ctx, "exceptions:exception", exception_id=row.pk),
        )
        for row in found
    ]
    return Panel(_t("例外措置"), tuple(lines))
