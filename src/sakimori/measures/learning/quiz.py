"""The questions of a course: as one form for paper and staff, and one after another on the screen.

What somebody answered is judged and forgotten: only that they passed is kept. On the way from one question to the next
the marks travel with the page, signed, so that nobody can give themselves better ones, and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.measures.learning.course_text import Course
from sakimori.measures.learning.rules import is_passed

SALT = "sakimori.learning.quiz"
HOURS = 12


class QuizForm(forms.Form):
    """All questions at once, for a sheet of paper and for whoever enters it. Clean, it holds no answer any more."""

    def __init__(self, *args: Any, course: Course | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        for number, question in enumerate(course.questions if course else ()):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question.text,
                choices=[(str(place), option.text) for place, option in enumerate(question.options)],
                widget=forms.RadioSelect,
                error_messages={"required": _("どれか一つを選んでください。")},
            )
        if not self.fields:
            self.fields["read"] = forms.BooleanField(label=_("この研修を受けました"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        course = self.course
        if course is None or not course.questions:
            return {"passed": True, "digest": course.digest if course else ""}
        marks = [
            question.options[int(given[f"q{number}"])].is_right for number, question in enumerate(course.questions)
        ]
        if not is_passed(marks, course.passing):
            words = {"all": len(marks), "passing": course.passing, "right": sum(marks)}
            raise forms.ValidationError(
                _t(
                    "%(all)s問のうち%(passing)s問以上の正解で修了です。今回は%(right)s問でした。もう一度お試しください。"
                )
                % words
            )
        return {"passed": True, "digest": course.digest}


def sealed(ask: UUID, course: Course, marks: Sequence[bool]) -> str:
    """The marks so far, for the next page."""
    return signing.dumps([str(ask), course.digest, "".join("x" if mark else "-" for mark in marks)], salt=SALT)


def opened(text: str, ask: UUID, course: Course) -> list[bool] | None:
    """The marks that a page brought; None when they are not of this ask and this text, or too old."""
    try:
        key, digest, marks = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if key != str(ask) or digest != course.digest or not isinstance(marks, str):
        return None
    return [mark == "x" for mark in marks]
