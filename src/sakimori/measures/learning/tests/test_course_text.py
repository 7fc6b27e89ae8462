"""Courses as texts: what a clerk writes is read, what is wrong is named with its line, nothing harmful gets through."""

from __future__ import annotations

import pytest
from django.utils import translation

from sakimori.foundation.ui.drawings import UnsafePicture, picture_markup
from sakimori.measures.learning.course_text import CourseError, parse_course
from sakimori.measures.learning.words import PROBLEMS, course_problem

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">{}</svg>'
PICTURES = {"lock": SVG.format('<circle cx="9" cy="9" r="4" fill="#00118f"/>')}
GOOD = """# 議場の端末

時間: 5分
対象: 議員

議場の端末の使い方。

## 使う前

**鍵**をかけます。

![錠前](lock)

> 読み上げ: 鍵をかけてください。

## 使うとき

- 自分だけが使う
- 貸さない

## 使ったあと

返します。

## 確かめ

### 使うのはだれですか。
- [ ] だれでも
- [x] 自分だけ
解説: 記録に名前が残るためです。
"""


def test_a_clerks_text_becomes_a_course():
    course = parse_course(GOOD, "own", PICTURES)
    assert (course.title, course.summary, course.minutes) == ("議場の端末", "議場の端末の使い方。", 5)
    assert (course.audience, course.passing, len(course.digest)) == (("member",), 1, 64)
    first, second, _third = course.cards
    assert first.html == "<p><strong>鍵</strong>をかけます。</p>\n" and first.speech == "鍵をかけてください。"
    assert first.pictures[0].alt == "錠前" and "<title>錠前</title>" in first.pictures[0].svg
    assert second.speech == "自分だけが使う\n貸さない"  # nothing was written for reading aloud
    (quiz,) = course.questions
    assert [option.is_right for option in quiz.options] == [False, True]
    assert quiz.explanation == "記録に名前が残るためです。"


def test_wide_signs_of_a_japanese_keyboard_are_read():
    wide = (
        GOOD.replace("# ", "＃　").replace("##", "＃＃").replace("###", "＃＃＃").replace("#", "＃")
        .replace("時間: ", "時間：").replace("解説: ", "解説：").replace("> 読み上げ: ", "＞読み上げ：")
        .replace("- [ ]", "・［　］").replace("- [x]", "・［ｘ］").replace("- ", "・")
    )  # fmt: skip
    plain, course = parse_course(GOOD, "own", PICTURES), parse_course(wide, "own", PICTURES)
    assert (course.title, course.cards, course.questions) == (plain.title, plain.cards, plain.questions)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("# 議場の端末", "議場の端末", "title-first", 1),
        ("## 使う前", "# 使う前", "title-twice", 8),
        ("## 使う前", "##", "heading-empty", 8),
        ("## 使う前", "## " + "あ" * 121, "heading-long", 8),
        ("議場の端末の使い方。", "", "summary-missing", 1),
        ("時間: 5分", "時間: 11分", "minutes", 3),
        ("時間: 5分", "", "minutes", 1),
        ("対象: 議員", "対象: 市民", "audience", 4),
        ("対象: 議員", "合格: 2問", "passing", 4),
        ("## 使ったあと\n\n返します。", "", "card-count", 1),
        ("返します。", "", "card-empty", 21),
        ("解説: 記録", "## つけたし\n\n本文\n\n解説: 記録", "card-after-quiz", 30),
        ("返します。", "返します。![錠前](lock)", "picture-line", 23),
        ("![錠前](lock)", "![](lock)", "picture-alt", 12),
        ("![錠前](lock)", "![錠前](https://example.com/x.svg)", "picture-missing", 12),
        ("### 使うのはだれですか。", "使うのはだれですか。", "question-first", 27),
        ("解説: 記録", "わけは記録", "question-line", 30),
        ("- [x] 自分だけ", "", "option-count", 27),
        ("- [x] 自分だけ", "- [x]", "option-empty", 29),
        ("- [x] 自分だけ", "- [ ] 自分だけ", "right-count", 27),
        ("- [ ] だれでも", "- [x] だれでも", "right-count", 27),
        ("解説: 記録に名前が残るためです。", "解説:", "explanation-missing", 27),
        ("返します。", "返します。" * 9000, "too-long", 1),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, code, line):
    assert old in GOOD
    with pytest.raises(CourseError) as caught:
        parse_course(GOOD.replace(old, new, 1), "own", PICTURES)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert course_problem(caught.value).startswith(f"{line}行目: ")
    with translation.override("en"):
        assert course_problem(caught.value).startswith(f"Line {line}: ")


def test_too_many_questions_and_an_unsafe_picture():
    one = GOOD[GOOD.index("### ") :]
    with pytest.raises(CourseError) as caught:
        parse_course(GOOD + one * 5, "own", PICTURES)
    assert caught.value.code == "question-count" and "今は6問" in course_problem(caught.value)
    with pytest.raises(CourseError) as caught:
        parse_course(GOOD, "own", {"lock": SVG.format("<script>1</script>")})
    assert caught.value.code == "picture-unsafe" and "lock" in course_problem(caught.value)
    assert len(PROBLEMS) == 23


def test_markup_of_a_text_does_not_reach_the_page():
    bad = GOOD.replace("返します。", "<script>alert(1)</script>[押す](javascript:alert(1)) <img src=x onerror=1>")
    html = parse_course(bad, "own", PICTURES).cards[2].html
    assert "<script" not in html and 'href="javascript' not in html and "<img" not in html


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<a href="https://example.com"><circle r="1"/></a>',
        '<image href="x.png"/>',
        '<circle r="1" onclick="x()"/>',
        '<circle r="1" style="fill:red"/>',
        '<circle r="1" fill="url(#a)"/>',
        '<circle r="1" id="a"/>',
        "<text>文字</text>",
        "<foreignObject/>",
        '<svg viewBox="0 0 1 1"/>',
        '<circle xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
        "<style>*{}</style>",
        "<circle",
    ],
)
def test_a_drawing_holds_nothing_but_shapes(inside):
    with pytest.raises(UnsafePicture):
        picture_markup(SVG.format(inside), "絵")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format(""),
        "<svg viewBox='0 0 1 1'/>",
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        SVG.format("<g/>" * 20_000),
        "",
    ],
)
def test_what_is_no_drawing_is_refused(text):
    with pytest.raises(UnsafePicture):
        picture_markup(text, "絵")


def test_a_drawing_is_announced_by_its_description():
    text = "<!-- made by hand -->" + SVG.format("<title>old</title><g><path d='M0 0L1 1'/></g>")
    found = picture_markup(text, 'A "b" <c> & d')
    assert '<title>A &quot;b&quot; &lt;c&gt; &amp; d</title><g><path d="M0 0L1 1"/></g>' in found
    assert 'role="img"' in found and "old" not in found
