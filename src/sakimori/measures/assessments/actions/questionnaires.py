"""Questionnaires: the shipped one is taken over as a version, the assembly's own come from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import folded
from sakimori.foundation.files.actions import store_file
from sakimori.measures.assessments.content import SHIPPED, shipped
from sakimori.measures.assessments.models import CheckQuestion, Questionnaire, QuestionnaireVersion
from sakimori.measures.assessments.types import MOST_QUESTIONS

MANAGE = Permission.SUPPLIER_MANAGE


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of the assembly's own, as a row of its table."""

    topic: str
    text: str
    explanation: str = ""
    evidence: str = ""


@action("assessments.adopt-shipped", permission=MANAGE, sentence=_("用意された質問票を使うことにしました"))
def adopt_shipped(ctx: Context) -> QuestionnaireVersion:
    """The questionnaire of this release as a version of the assembly's; the one there is where nothing is newer."""
    found = shipped()
    row = Questionnaire.objects.filter(key=SHIPPED).first()
    if row is None:
        row = Questionnaire(key=SHIPPED, name=found.name, name_en=found.name_en)
        row.full_clean()
        row.save()
    last = row.versions.order_by("-number").first()
    if last is not None and last.number >= found.version:
        return last
    version = QuestionnaireVersion(questionnaire=row, number=found.version, made_on=ctx.today)
    version.full_clean()
    version.save()
    CheckQuestion.objects.bulk_create(
        CheckQuestion(
            version=version,
            number=number,
            key=one.key,
            topic=one.ja.topic,
            text=one.ja.text,
            explanation=one.ja.explanation,
            evidence=one.ja.evidence,
            topic_en=one.en.topic,
            text_en=one.en.text,
            explanation_en=one.en.explanation,
            evidence_en=one.en.evidence,
        )
        for number, one in enumerate(found.questions, start=1)
    )
    return version


@action("assessments.take-in-questions", permission=MANAGE, sentence=_("委託先への質問票を登録しました"))
def take_in_questions(
    ctx: Context,
    *,
    name: str,
    questions: Sequence[OwnQuestion],
    note: str = "",
    source_name: str = "",
    source: bytes = b"",
) -> QuestionnaireVersion:
    """The assembly's own questions; under a known name they are its next version. Raises ValidationError."""
    if not questions or len(questions) > MOST_QUESTIONS:
        text = _t("質問は1問から%(most)d問までにしてください。15問までにすると、答えてもらいやすくなります。")
        raise ValidationError({"file": text % {"most": MOST_QUESTIONS}})
    row = Questionnaire.objects.filter(name=name.strip()).first() or Questionnaire(name=name.strip())
    if row.key:
        raise ValidationError({"name": _t("用意された質問票は書き換えられません。別の名称を付けてください。")})
    row.retired_on = None
    row.full_clean()
    row.save()
    last = row.versions.order_by("-number").first()
    version = QuestionnaireVersion(
        questionnaire=row,
        number=last.number + 1 if last else 1,
        made_on=ctx.today,
        note=note.strip(),
        source=store_file(ctx, name=source_name, data=source) if source else None,
    )
    version.full_clean()
    version.save()
    known = {folded(one.text): one.key for one in last.questions.all()} if last else {}
    taken: set[str] = set(known.values())
    for number, one in enumerate(questions, start=1):
        # The same words are the same question; others get a key that no earlier version has.
        key = known.pop(folded(one.text), "") or _free_key(number, taken)
        taken.add(key)
        question = CheckQuestion(
            version=version,
            number=number,
            key=key,
            topic=one.topic.strip() or _t("質問%(number)d") % {"number": number},
            text=one.text.strip(),
            explanation=one.explanation.strip(),
            evidence=one.evidence.strip(),
        )
        question.full_clean()
        question.save()
    return version


def _free_key(number: int, taken: set[str]) -> str:
    key = f"own-{number}"
    while key in taken:
        number += 1
        key = f"own-{number}"
    return key


@action("assessments.retire", permission=MANAGE, sentence=_("委託先への質問票を使うのをやめました"))
def retire_questionnaire(ctx: Context, *, questionnaire: Questionnaire) -> Questionnaire:
    """It is no longer offered; rounds that used it keep it."""
    questionnaire.retired_on = ctx.today
    questionnaire.save()
    return questionnaire
