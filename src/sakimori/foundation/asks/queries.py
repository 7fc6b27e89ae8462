"""Reads over asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from sakimori.foundation.asks.models import Ask, AskLink, AskState, Campaign
from sakimori.foundation.asks.tokens import digest_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign has come."""

    asked: int
    answered: int
    overdue: int

    @property
    def open(self) -> int:
        return self.asked - self.answered


def open_asks_of(person_id: UUID) -> QuerySet[Ask]:
    """What is wanted of a person now, most urgent first."""
    return Ask.objects.open().filter(person_id=person_id).order_by("due_on", "id")


def ask_by_token(token: str, on: date) -> Ask | None:
    """The ask behind a link, if the link is good on the day; an answered ask is given too, to say so."""
    link = (
        AskLink.objects.filter(digest=digest_of(token), expires_on__gte=on, revoked_at__isnull=True)
        .select_related("ask", "ask__person")
        .first()
    )
    return link.ask if link else None


def link_by_token(token: str) -> AskLink | None:
    """The link itself, whether good or not, to say why it cannot be used."""
    return AskLink.objects.filter(digest=digest_of(token)).select_related("ask", "ask__person").first()


def asks_answered_by(person_id: UUID, limit: int = 20) -> QuerySet[Ask]:
    """What a person has answered, newest first."""
    return Ask.objects.filter(person_id=person_id, state=AskState.ANSWERED).order_by("-answered_at", "-id")[:limit]


def campaign_progress(campaign: Campaign, on: date) -> Progress:
    """Figures of one campaign. One SQL statement."""
    asks = Ask.objects.filter(campaign=campaign).exclude(state=AskState.WITHDRAWN)
    row = asks.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(state=AskState.ANSWERED)),
        overdue=Count("pk", filter=Q(state=AskState.OPEN, due_on__lt=on)),
    )
    return Progress(**row)


def asks_of_campaign(campaign: Campaign) -> QuerySet[Ask]:
    """Asks of a campaign with person and last reminder, in the order of names."""
    return (
        Ask.objects.filter(campaign=campaign)
        .select_related("person")
        .annotate(reminded_on=Max("reminders__given_on"))
        .order_by("person__kana", "person__name", "id")
    )
