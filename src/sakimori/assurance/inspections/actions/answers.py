"""What somebody answered becomes rows, with what they said where the register tells otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections import queries
from sakimori.assurance.inspections.models import Answer
from sakimori.assurance.inspections.types import Value
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.files.models import StoredFile


@action("inspections.answer", permission=Permission.ASK_ANSWER, sentence=_("自己点検に答えました"))
def apply_answers(ctx: Context, *, ask: Ask, answer: Mapping[str, Any]) -> None:
    """Called inside the answering action. An answer against the register needs a word (AUD-2)."""
    respondent = queries.respondent_of(ask)
    if respondent is None or not respondent.round.is_open:
        raise ValidationError(_t("この自己点検は、締め切られています。"))
    questions = queries.asked_of(respondent)
    given = {row.key: Value(answer[f"q-{row.key}"]) for row in questions}
    against = queries.contradictions(respondent, questions, given, ctx.today)
    rows = []
    for question in questions:
        said = against.get(question.key, "")
        word = str(answer.get(f"keep-{question.key}") or "").strip()
        if said and not word:
            raise ValidationError({f"q-{question.key}": said})
        rows.append(
            Answer(
                respondent=respondent,
                question=question,
                value=given[question.key],
                register_said=said[:400],
                kept_because=word[:200] if said else "",
            )
        )
    Answer.objects.bulk_create(rows)
    respondent.answered_on, respondent.comment = ctx.today, str(answer.get("comment") or "").strip()
    if answer.get("photo"):
        respondent.photo = StoredFile.objects.filter(pk=answer["photo"]).first()
    respondent.save()
