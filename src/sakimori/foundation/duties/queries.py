"""Reads over the assembly's own settings of duties."""

from __future__ import annotations

from datetime import date

from sakimori.foundation.duties.models import DutySetting


def settings_on(on: date) -> dict[str, DutySetting]:
    """The settings in force on the day, by duty; the latest start wins."""
    return {row.duty: row for row in DutySetting.objects.on(on).order_by("from_date", "id")}


def settings_of(duty: str) -> list[DutySetting]:
    """Every setting of a duty, newest first."""
    return list(DutySetting.objects.filter(duty=duty).order_by("-from_date", "-id"))
