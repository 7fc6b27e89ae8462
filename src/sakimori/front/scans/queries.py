"""Reads over scanned pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from sakimori.foundation.asks.models import Ask, AskState, Campaign
from sakimori.front.scans.answers import Answered, in_words
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.types import WAITING, PageState

_DONE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Return:
    """What came back together: all waiting pages of one sheet, or a page without one."""

    pages: list[ScannedPage]
    answers: list[Answered]

    @property
    def first(self) -> ScannedPage:
        return self.pages[0]

    @property
    def name(self) -> str:
        """Whose it is; a list has its title."""
        if self.first.ask is not None:
            return self.first.ask.person.shown_name
        return self.first.sheet.title if self.first.sheet is not None else ""

    @property
    def title(self) -> str:
        return self.first.ask.title if self.first.ask is not None else ""


def pages() -> QuerySet[ScannedPage]:
    """Scanned pages with all that belongs to them."""
    return ScannedPage.objects.select_related("file", "sheet__ask", "ask__person", "ask__campaign")


def waiting(*states: PageState) -> list[Return]:
    """What waits, of these states or of all: in the order in which it came in. One SQL statement."""
    groups: dict[Any, list[ScannedPage]] = {}
    for page in pages().filter(state__in=states or WAITING).order_by("page", "id"):
        groups.setdefault((page.sheet_id, page.why) if page.sheet_id else page.pk, []).append(page)
    found = [_return(group) for group in groups.values()]
    return sorted(found, key=lambda one: (one.first.taken_on, one.name, str(one.first.pk)))


def return_of(page: ScannedPage) -> Return:
    """What is filed together with a page."""
    if page.sheet is None:
        return _return([page])
    same = pages().filter(sheet=page.sheet, why=page.why, state__in=WAITING).order_by("page", "id")
    return _return(list(same) or [page])


def _return(group: list[ScannedPage]) -> Return:
    sheet = group[0].sheet
    return Return(group, in_words(sheet, group) if sheet is not None else [])


def done() -> list[ScannedPage]:
    """What was filed or set aside last."""
    return list(pages().exclude(state__in=WAITING).order_by("-id")[:_DONE_SHOWN])


def open_campaigns() -> QuerySet[Campaign]:
    """Campaigns with people who have not answered, newest first."""
    return (
        Campaign.objects.annotate(waiting=Count("asks", filter=Q(asks__state=AskState.OPEN)))
        .filter(waiting__gt=0)
        .order_by("-opened_on", "-id")
    )


def open_asks(campaign: Campaign | None = None) -> QuerySet[Ask]:
    """Open asks of a campaign, or all of them, in the order of names."""
    asks = Ask.objects.open().select_related("person", "campaign").order_by("person__kana", "person__name", "id")
    return asks if campaign is None else asks.filter(campaign=campaign)
