"""Lists as of a past day: the day lies in the address (`?on=2026-03-31`), and the page says whose day it shows."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest


def day_of(request: HttpRequest, today: date) -> date:
    """The day to show: today, or the earlier day that the address names; nonsense and the future mean today."""
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today
