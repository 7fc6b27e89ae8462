"""The ask to take a course: card by card on a phone, or its questions on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.measures.learning.actions.completions import finish
from sakimori.measures.learning.models import RequiredCourse
from sakimori.measures.learning.quiz import QuizForm
from sakimori.measures.learning.texts import text_of
from sakimori.measures.learning.types import COURSE_ASK, Means


def _item(ask: Ask) -> RequiredCourse:
    return RequiredCourse.objects.select_related("course").get(pk=ask.subject_id)


def _form(ask: Ask, data: Any, files: Any) -> forms.Form:
    return QuizForm(data, course=text_of(_item(ask).course))


def _page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    item = _item(ask)
    return {"item": item, "course": text_of(item.course), "message": ask.campaign.message if ask.campaign else ""}


def _apply(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    item = _item(ask)
    on_paper = ctx.channel in {Channel.PAPER, Channel.COUNTER}
    course = text_of(item.course)
    finish(
        ctx,
        person=ask.person,
        course=item.course,
        done_on=ctx.today,
        means=Means.OUTSIDE if course is None else Means.PAPER if on_paper else Means.ELEARNING,
        digest=str(answer.get("digest", "")),
        result=str(_("本人の申告")) if course is None else str(_("合格")) if course.questions else "",
        title=course.title if course else "",
    )


KIND = AskKind(
    name=COURSE_ASK,
    title=_("研修のお願い"),
    template="learning/asks/course.html",
    page=_page,
    form=_form,
    apply=_apply,
    submit_label=_("この内容で答える"),
    steps="course/",
)
