"""Where a report becomes a case: the module of cases, which stands above this one, says its addresses in `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sakimori.foundation.access.context import Context
from sakimori.measures.intake.models import Report


@dataclass(frozen=True, slots=True)
class CasePages:
    """`begin`: the page on which a report is taken up as a case. `case`: the page of a case. `hidden`: the ids of cases
    that the actor may not see; their reports say the same.
    """

    begin: Callable[[Context, Report], str]
    case: Callable[[Context, UUID], str]
    hidden: Callable[[Context], QuerySet[Any, Any]]


_pages: list[CasePages] = []


def register_cases(pages: CasePages) -> None:
    """`wiring` calls this once."""
    if pages not in _pages:
        _pages.append(pages)


def case_pages() -> CasePages | None:
    """The pages of cases; None in an installation without that module."""
    return _pages[0] if _pages else None
