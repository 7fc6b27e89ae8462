"""Duties of surveys."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, F, Q, Value, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.models import Survey
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty


@duty("survey.answered")
def surveys_answered(on: date) -> Duty:
    """Surveys received by the day; breached past the due date without an answer by then."""
    waiting = Q(answered_on__isnull=True) | Q(answered_on__gt=on)
    return Duty(
        [
            Subjects(
                rows=Survey.objects.filter(received_on__lte=on),
                breached=waiting & Q(due_on__lt=on),
                due=Case(When(waiting, then=F("due_on")), default=Value(None), output_field=DateField()),
                reason=lambda survey: _t("調査への回答が済んでいません。"),
                remedy=Remedy("reviews:survey", _("回答を用意する"), lambda survey: {"survey_id": survey.pk}),
            )
        ],
        must_exist=False,
    )
