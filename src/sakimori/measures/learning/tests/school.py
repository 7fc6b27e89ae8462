"""What tests of courses begin with."""

from __future__ import annotations

from datetime import date, time

from sakimori.measures.learning import actions, content
from sakimori.measures.learning.models import LearningCourse, RequiredCourse, TrainingSession, TrainingYear
from sakimori.measures.learning.types import Audience, Source
from sakimori.testing import TODAY, Cast

KEY = "password"


def plan(cast: Cast, **values: object) -> TrainingYear:
    """The plan of the running fiscal year."""
    found = {"fiscal": 2026, "decided_on": date(2026, 4, 1), "decided_by": "議会運営委員会", **values}
    return actions.plan_year(cast.ctx("staff"), **found)  # type: ignore[arg-type]


def shipped(cast: Cast, key: str = KEY) -> LearningCourse:
    """A shipped course that the assembly adopted."""
    return actions.adopt_course(cast.ctx("staff"), source=Source.SHIPPED, key=key)


def required(cast: Cast, **values: object) -> RequiredCourse:
    """It is required of everybody until the end of the year."""
    year = values.pop("year", None) or plan(cast)
    found = {
        "course": values.pop("course", None) or shipped(cast),
        "audience": Audience.ALL,
        "opens_on": date(2026, 6, 1),
        "closes_on": date(2027, 3, 31),
        **values,
    }
    return actions.require_course(cast.ctx("staff"), year=year, **found)  # type: ignore[arg-type]


def session(cast: Cast, course: LearningCourse | None = None, **values: object) -> TrainingSession:
    """A session today from nine to twelve; the tests' clock says ten."""
    found = {
        "title": "全員研修会", "audience": Audience.ALL, "held_on": TODAY, "starts_at": time(9, 30),
        "ends_at": time(11, 0), "place": "全員協議会室", **values,
    }  # fmt: skip
    return actions.plan_session(cast.ctx("staff"), course=course or shipped(cast), **found)  # type: ignore[arg-type]


def right_places() -> list[int]:
    """Which option of each question of the course is right."""
    course = content.course(KEY, "ja")
    assert course is not None
    return [[option.is_right for option in question.options].index(True) for question in course.questions]
