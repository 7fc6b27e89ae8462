"""The text of a course of the assembly: shipped, or the newest edition of its own. One or two SQL statements."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sakimori.measures.learning import content
from sakimori.measures.learning.course_text import Course, CourseError, parse_course
from sakimori.measures.learning.models import LearningCourse
from sakimori.measures.learning.types import Source


def text_of(course: LearningCourse, language: str = "") -> Course | None:
    """What there is to read; None for a course held elsewhere. Own courses are as they were written, in any language."""
    if course.source == Source.SHIPPED:
        return content.course(course.key, language)
    if course.source == Source.OUTSIDE:
        return None
    edition = course.editions.order_by("-number").first()
    if edition is None:
        return None
    try:
        return parse_course(edition.text, course.key, pictures_of(course))
    except CourseError:  # the rules became stricter since it was written
        return None


def pictures_of(course: LearningCourse | None) -> dict[str, str]:
    """Drawings that an own course may name: the shipped ones and its own."""
    own = dict(course.pictures.values_list("name", "svg")) if course is not None else {}
    return {**content.pictures(), **own}


def title_of(course: LearningCourse) -> str:
    """The title in the reader's language where there is one. No SQL."""
    shipped = content.course(course.key) if course.source == Source.SHIPPED else None
    return shipped.title if shipped else course.title


def starting_text() -> str:
    """What the editor of a new course begins with."""
    return _(
        "# 新しい研修\n時間: 5分\n対象: 議員、職員\n合格: 1問\n\nこの研修であつかうことを、一、二文で書きます。\n\n"
        "## 一枚目のカード\n\nここに本文を書きます。\n\n- 箇条書きも使えます\n- **強調**もできます\n\n"
        "## 二枚目のカード\n\nここに本文を書きます。\n\n## 三枚目のカード\n\nここに本文を書きます。\n\n"
        "## 確かめ\n\n### 問いを書きます。\n\n- [ ] 違う答え\n- [x] 正しい答え\n\n解説: そのわけを書きます。\n"
    )
