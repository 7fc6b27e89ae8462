"""Dates of reviews: meetings, what they decided, surveys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.models import ManagementReview, ReviewDecision, Survey
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    decided = ReviewDecision.objects.filter(due_on__range=days, improvement__isnull=True)
    return (
        ManagementReview.objects.filter(planned_on__range=days).only("title", "planned_on", "held_on"),
        decided.only("review_id", "text", "due_on", "done_on"),
        Survey.objects.filter(due_on__range=days).only("title", "due_on", "answered_on"),
    )


def _tells(
    _ctx: Context, _first: date, _last: date,
    reviews: list[ManagementReview], decided: list[ReviewDecision], surveys: list[Survey],
) -> Iterator[DatedThing]:  # fmt: skip
    for review in reviews:
        done = review.held_on is not None
        yield DatedThing(review.planned_on, review.title, "reviews:review", {"review_id": review.pk}, is_done=done)
    for decision in decided:
        if decision.due_on:
            where, done = {"review_id": decision.review_id}, decision.done_on is not None
            yield DatedThing(decision.due_on, decision.text, "reviews:review", where, is_done=done)
    for survey in surveys:
        done = survey.answered_on is not None
        yield DatedThing(survey.due_on, survey.title, "reviews:survey", {"survey_id": survey.pk}, is_done=done)


DATES = DateSource("reviews", _("見直しと調査"), Permission.REVIEW_READ, _reads, _tells)
