"""Newcomers are asked by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.measures.learning.actions import ask_newcomers


@job("learning.ask-newcomers", every=timedelta(hours=12), title=_("新任の人への研修のお願い"))
def ask_new_people(now: datetime) -> None:
    """Whoever took office is asked for the year's courses; once."""
    for_each_assembly(now, ask_newcomers)
