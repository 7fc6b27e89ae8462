"""Dates of reviews: meetings, what they decided, surveys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.models import ManagementReview, ReviewDecision, Survey
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for review in ManagementReview.objects.filter(planned_on__range=(first, last)):
        done = review.held_on is not None
        yield DatedThing(review.planned_on, review.title, "reviews:review", {"review_id": review.pk}, is_done=done)
    decided = ReviewDecision.objects.filter(due_on__range=(first, last), improvement__isnull=True)
    for decision in decided:
        if decision.due_on:
            where, done = {"review_id": decision.review_id}, decision.done_on is not None
            yield DatedThing(decision.due_on, decision.text, "reviews:review", where, is_done=done)
    for survey in Survey.objects.filter(due_on__range=(first, last)):
        done = survey.answered_on is not None
        yield DatedThing(survey.due_on, survey.title, "reviews:survey", {"survey_id": survey.pk}, is_done=done)


DATES = DateSource("reviews", _("見直しと調査"), Permission.REVIEW_READ, _between)
