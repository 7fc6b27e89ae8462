"""Rows as of a past day, where their own dates tell it: what had not happened yet is not there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def as_on(rows: Iterable[Row], on: date, *days: str) -> list[Row]:
    """The rows with their later days taken away; they are only shown, never saved."""
    found = list(rows)
    for row in found:
        for name in days:
            day = getattr(row, name)
            if day is not None and day > on:
                setattr(row, name, None)
    return found
