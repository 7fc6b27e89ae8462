"""The day on which an answer was signed: today, or the earlier day that stands on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t


def signed_on(answer: Mapping[str, Any], today: date) -> date:
    """Raises ValidationError for a day that has not come yet."""
    signed = answer.get("signed_on")
    day = date.fromisoformat(signed) if signed else today
    if day > today:
        raise ValidationError({"signed_on": _t("署名した日に先の日付は入力できません。")})
    return day
