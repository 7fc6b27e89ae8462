"""Reads over the assembly's own settings of duties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sakimori.foundation.duties.models import DutySetting, DutySplit
from sakimori.foundation.duties.types import Part

SPLIT_POSTS = tuple(f"{part.name.lower()}_post__unit" for part in Part)


def settings_on(on: date) -> dict[str, DutySetting]:
    """The settings in force on the day, by duty; the latest start wins."""
    return settings_by_duty(DutySetting.objects.on(on))


def settings_by_duty(rows: Iterable[DutySetting]) -> dict[str, DutySetting]:
    """Of settings of one day the one that holds, by duty: the latest start wins."""
    return {row.duty: row for row in sorted(rows, key=lambda row: (row.from_date, row.pk))}


def days_settled(rows: Iterable[DutySetting], default: int) -> int | None:
    """Days between two looks by the settings of a duty on one day, the latest start first; None where it is left open."""
    holds = max(rows, key=lambda row: (row.from_date, row.pk), default=None)
    if holds is None:
        return default
    return None if holds.is_open else holds.days or default


def settings_of(duty: str) -> list[DutySetting]:
    """Every setting of a duty, newest first."""
    return list(DutySetting.objects.filter(duty=duty).order_by("-from_date", "-id"))


def splits_on(on: date) -> dict[str, DutySplit]:
    """The adopted splits in force on the day, by duty, with their posts; not those that went back to the shipped one."""
    rows = DutySplit.objects.on(on).select_related(*SPLIT_POSTS).order_by("from_date", "id")
    return {key: row for key, row in {row.duty: row for row in rows}.items() if not row.is_shipped}


def splits_of(duty: str) -> list[DutySplit]:
    """Every decision about the split of a duty, newest first."""
    return list(DutySplit.objects.filter(duty=duty).select_related(*SPLIT_POSTS).order_by("-from_date", "-id"))
