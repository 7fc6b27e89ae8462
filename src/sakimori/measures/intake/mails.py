"""The link in a mail about a report."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from sakimori.foundation.access.context import Context
from sakimori.foundation.ui.submitting import address


def report_link(ctx: Context, report_id: UUID) -> str:
    """The report's page, for which one must log in."""
    return f"{settings.ENV.address}{address(ctx, 'intake:report', report_id=report_id)}"
