"""Figures of a check in words, for pages and papers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sakimori.measures.safety.models import SafetyCheck
from sakimori.measures.safety.queries import Figures
from sakimori.measures.safety.types import Means


def minutes_text(minutes: object) -> str:
    """A number of minutes, or that there is none."""
    return "—" if minutes is None else _("%(minutes)s分") % {"minutes": minutes}


def figures_words(check: SafetyCheck, figures: Figures) -> dict[str, Any]:
    """What a page or a paper says about a check."""
    return {
        "check": check,
        "asked": figures.asked,
        "addressed": figures.addressed,
        "delivered": figures.delivered,
        "failed": figures.failed,
        "answered": figures.answered,
        "percent": figures.percent,
        "median": minutes_text(figures.median),
        "means": [[str(Means(str(means)).label), count, minutes_text(wait)] for means, count, wait in figures.by_means],
        "groups": figures.groups,
        "districts": figures.districts,
    }
