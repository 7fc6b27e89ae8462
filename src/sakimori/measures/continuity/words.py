"""Hours and notices in words."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sakimori.dates import wareki
from sakimori.measures.continuity.models import ContinuityCard

DAY, WEEK = 24, 168
_PLACE = re.compile(r"\{(?:(?P<day>日|day)|(?P<cause>理由|cause)|(?P<fallback>代わりの手段|fallback))\}")


def hours_text(hours: int | None) -> str:
    """As people say it: hours, days or weeks."""
    if hours is None:
        return _t("決めていない")
    if hours and hours % WEEK == 0:
        return ngettext("%(count)s週間", "%(count)s週間", hours // WEEK) % {"count": hours // WEEK}
    if hours and hours % DAY == 0:
        return ngettext("%(count)s日", "%(count)s日", hours // DAY) % {"count": hours // DAY}
    return ngettext("%(count)s時間", "%(count)s時間", hours) % {"count": hours}


def notice_of(card: ContinuityCard, *, day: date, cause: str, fallback: str) -> str:
    """The prepared notice with its places filled. Text of users is only put in, never read as a template."""
    values = {"day": wareki(day), "cause": cause, "fallback": fallback}
    return _PLACE.sub(lambda found: values[str(found.lastgroup)], card.notice).strip()
