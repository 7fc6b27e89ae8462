"""What lending does by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.registers.lending.actions import ask_returns


@job("lending.ask-returns", every=timedelta(hours=12), title=_("返納の期限が近い人へのお願い"))
def ask_for_returns(now: datetime) -> None:
    """Ask whoever holds what is due soon or late; once, until it is answered, given back or extended."""
    for_each_assembly(now, ask_returns)
