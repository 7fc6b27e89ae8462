"""The assembly's own courses: text in editions, drawings. What comes is checked before it is kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.ui.drawings import LARGEST, UnsafePicture, picture_markup
from sakimori.measures.learning.course_text import Course, CourseError, parse_course
from sakimori.measures.learning.models import CourseEdition, CoursePicture, LearningCourse
from sakimori.measures.learning.rules import new_code
from sakimori.measures.learning.texts import pictures_of
from sakimori.measures.learning.types import Source
from sakimori.measures.learning.words import course_problem

MANAGE = Permission.LEARNING_MANAGE
MOST_PICTURES = 40


def checked(course: LearningCourse | None, text: str) -> Course:
    """The course of a text. Raises ValidationError that names the line (key "text")."""
    try:
        return parse_course(text, course.key if course else "own", pictures_of(course))
    except CourseError as error:
        raise ValidationError({"text": course_problem(error)}) from error


@action("learning.write", permission=MANAGE, sentence=_("自分の議会の研修を書きました"))
def write_course(ctx: Context, *, text: str, course: LearningCourse | None = None) -> LearningCourse:
    """A new course, or a new edition of one. The same text again is no new edition. Raises ValidationError."""
    read = checked(course, text)
    if course is None:
        course = LearningCourse(source=Source.OWN, key=f"own-{new_code()[:10]}".lower().replace("_", "-"))
    elif course.source != Source.OWN or course.retired_on is not None:
        raise ValidationError(_t("この研修は書き直せません。"))
    course.title = read.title
    course.full_clean()
    course.save()
    newest = course.editions.order_by("-number").first()
    if newest is not None and newest.digest == read.digest:
        return course
    number = (course.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = CourseEdition(course=course, number=number, text=text, digest=read.digest, made_on=ctx.today)
    edition.full_clean()
    edition.save()
    return course


@action("learning.picture", permission=MANAGE, sentence=_("研修に絵を加えました"))
def add_picture(ctx: Context, *, course: LearningCourse, name: str, data: bytes) -> CoursePicture:
    """A drawing as SVG; only plain shapes are taken. The same name replaces it. Raises ValidationError."""
    if len(data) > LARGEST * 4:
        raise ValidationError({"file": _t("絵が大きすぎます。簡単な図形だけの絵にしてください。")})
    try:
        text = data.decode("utf-8-sig")
        picture_markup(text, name)
    except (UnicodeDecodeError, UnsafePicture) as error:
        words = _t(
            "図形だけのSVGの絵を選んでください。文字、リンク、写真、動き、スクリプトの入った絵は使えません。"
            "写真は、研修会の資料として添付できます。"
        )
        raise ValidationError({"file": words}) from error
    if course.pictures.count() >= MOST_PICTURES:
        raise ValidationError({"file": _t("絵は%(most)s枚までです。") % {"most": MOST_PICTURES}})
    row = course.pictures.filter(name=name).first() or CoursePicture(course=course, name=name)
    row.svg = text
    row.full_clean()
    row.save()
    return row


@action("learning.retire", permission=MANAGE, sentence=_("研修を使うのをやめました"))
def retire_course(ctx: Context, *, course: LearningCourse) -> LearningCourse:
    """It can no longer be planned; what was finished stands. Raises ValidationError while it is required."""
    if course.required.filter(dropped_on__isnull=True, year__ends_on__gte=ctx.today).exists():
        raise ValidationError(_t("いまの年度の必修の研修です。先に計画から外してください。"))
    course.retired_on = ctx.today
    course.save()
    return course
