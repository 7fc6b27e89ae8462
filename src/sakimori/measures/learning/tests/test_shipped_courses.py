"""The shipped courses: the same in both languages, short enough, and no quiz that can be won without reading."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest
from django.utils import translation

from sakimori.foundation.ui.drawings import picture_markup
from sakimori.measures.learning import content
from sakimori.measures.learning.course_text import parse_course

with translation.override("ja"):
    KEYS = [course.key for course in content.courses()]
CHARACTERS_A_MINUTE = {"ja": 400, "en": 1000}
"""Slow reading: an English word takes about two and a half times the letters of the Japanese for it."""


def found(key, language):
    course = content.course(key, language)
    assert course is not None
    return course


def all_questions(language):
    return [quiz for key in KEYS for quiz in found(key, language).questions]


def test_there_are_ten_courses_and_more_in_the_readers_language():
    assert len(KEYS) >= 10
    assert content.course("unheard-of") is None
    with translation.override("ja"):
        japanese = content.courses()
    with translation.override("en"):
        english = content.courses()
    assert [course.key for course in japanese] == [course.key for course in english]
    assert all(a.title != b.title for a, b in zip(japanese, english, strict=True))


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_are_the_same_course(key):
    ja, en = found(key, "ja"), found(key, "en")
    assert (ja.minutes, ja.audience, ja.passing) == (en.minutes, en.audience, en.passing)
    assert 4 <= len(ja.cards) <= 7 and 3 <= len(ja.questions) <= 5
    assert [[p.name for p in card.pictures] for card in ja.cards] == [
        [p.name for p in card.pictures] for card in en.cards
    ]
    assert sum(len(card.pictures) for card in ja.cards) >= 2
    assert [[o.is_right for o in quiz.options] for quiz in ja.questions] == [
        [o.is_right for o in quiz.options] for quiz in en.questions
    ]
    assert [card.html.count("<li>") for card in ja.cards] == [card.html.count("<li>") for card in en.cards]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_it_is_read_in_the_minutes_it_says(key, language):
    folder = resources.files("sakimori.measures.learning").joinpath("content", "courses", language)
    (text,) = [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(f"-{key}.md")]
    course = found(key, language)
    assert len(text) / CHARACTERS_A_MINUTE[language] <= course.minutes <= 10


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_longest_answer_is_not_the_right_one(language):
    questions = all_questions(language)
    longest = sum(max(quiz.options, key=lambda o: len(o.text)).is_right for quiz in questions)
    assert longest / len(questions) < 0.34
    for key in KEYS:  # nor does the trick pass a single course
        course = found(key, language)
        assert sum(max(q.options, key=lambda o: len(o.text)).is_right for q in course.questions) < course.passing


def test_right_answers_are_spread_over_the_places():
    places = Counter(
        next(n for n, option in enumerate(quiz.options) if option.is_right) for quiz in all_questions("ja")
    )
    total = sum(places.values())
    assert all(places[place] / total < 0.45 for place in places) and min(places[0], places[1], places[2]) >= total / 6
    for key in KEYS:
        answers = [[o.is_right for o in quiz.options].index(True) for quiz in found(key, "ja").questions]
        assert len(set(answers)) > 1


def test_every_drawing_is_used_and_safe():
    used = {p.name for key in KEYS for card in found(key, "ja").cards for p in card.pictures}
    assert used == set(content.pictures())
    for text in content.pictures().values():
        assert picture_markup(text, "絵").startswith("<svg")
        assert not any(word in text for word in ("script", "href", "style", "<text"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_example_of_the_help_page_is_a_course(language):
    help_page = resources.files("sakimori.front.help").joinpath("pages", language, "course-text.md")
    example = help_page.read_text(encoding="utf-8").split("```")[1].strip()
    course = parse_course(example, "example", content.pictures())
    assert (len(course.cards), len(course.questions), course.audience) == (3, 1, ("member", "staff"))
