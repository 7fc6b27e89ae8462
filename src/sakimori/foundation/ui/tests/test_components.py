"""Each component says in words what it shows, escapes what it is given, and refuses what it does not know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

import pytest
from django import forms
from django.core.paginator import Paginator
from django.utils import translation

from sakimori.foundation.ui import charts, icons, words
from sakimori.foundation.ui.forms import DateInput, SampleForm

HOSTILE = '<script>alert("x")</script>'


class Shade(Enum):
    SOON = "due-soon"


@pytest.mark.parametrize("state", words.STATES)
def test_a_state_is_a_word_a_shape_and_a_colour(draw, state):
    html = draw("{% badge state %}", state=state)
    assert str(words.STATES[state]) in html
    assert icons.SHAPES[state] in html
    assert f"badge-{state}" in html
    assert not html.endswith("\n")  # a badge stands inside a sentence


def test_every_state_has_its_own_shape():
    shapes = [icons.SHAPES[state] for state in words.STATES]
    assert len(set(shapes)) == len(shapes)


def test_a_state_may_be_an_enum_member(draw):
    assert draw("{% badge state %}", state=Shade.SOON) == draw("{% badge 'due_soon' %}")


@pytest.mark.parametrize("source", ["{% badge 'fine' %}", "{% ground 'habit' %}", "{% icon 'unicorn' %}"])
def test_what_is_not_known_is_refused_not_left_out(draw, source):
    with pytest.raises(KeyError):
        draw(source)


@pytest.mark.parametrize(("basis", "word"), [("law", "法律"), ("policy", "本方針"), ("guideline", "指針・助言")])
def test_the_three_grounds(draw, basis, word):
    assert word in draw("{% ground basis %}", basis=basis)


def test_an_icon_is_silent_unless_it_is_named(draw):
    assert 'aria-hidden="true"' in draw("{% icon 'clock' %}")
    named = draw("{% icon 'clock' word %}", word="期限")
    assert 'role="img" aria-label="期限"' in named
    assert "aria-hidden" not in named


@pytest.mark.parametrize(
    "source",
    [
        "{% alert 'info' x x %}",
        "{% button_link x x %}",
        "{% empty x %}",
        "{% progress 1 2 x %}",
        "{% steps 1 items %}",
        "{% sparkline points x %}",
        "{% trend_chart points x x x %}",
        "{% icon 'ok' x %}",
    ],
)
def test_what_a_page_hands_over_is_escaped(draw, source):
    html = draw(source, x=HOSTILE, items=[HOSTILE], points=[(HOSTILE, 1), (HOSTILE, 2)])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("kind", "role"), [("error", "alert"), ("success", "status"), ("debug", "status")])
def test_an_alert_says_its_kind(draw, kind, role):
    html = draw("{% alert kind '期限です' %}", kind=kind)
    assert f'role="{role}"' in html
    assert str(words.ALERTS.get(kind, words.ALERTS["info"])) in html


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (23, 35, 66), (35, 35, 100), (40, 35, 100)])
def test_progress_in_figures_and_for_screen_readers(draw, done, total, percent):
    html = draw("{% progress done total '同意' %}", done=done, total=total)
    assert f'aria-valuenow="{done}"' in html
    assert f'aria-valuemax="{total}"' in html
    assert f"({percent}%)" in html
    assert f'width="{percent}"' in html


def test_steps_tell_done_current_and_later(draw):
    html = draw("{% steps 2 items %}", items=["取り込み", ("確認", "/check/"), "施行"])
    assert html.count("step-done") == 1
    assert html.count('aria-current="step"') == 1
    assert '<a href="/check/">確認</a>' in html
    assert html.count("step-later") == 1


def test_pagination_keeps_the_filter_and_marks_the_page(draw):
    page = Paginator(range(200), 10).get_page(3)
    html = draw("{% pagination page %}", path="/x/?state=breached&page=9", page=page)
    assert 'href="?state=breached&amp;page=2" rel="prev"' in html
    assert 'href="?state=breached&amp;page=4" rel="next"' in html
    assert 'href="?state=breached&amp;page=3" aria-current="page"' in html


def test_one_page_needs_no_pagination(draw):
    assert draw("{% pagination page %}", page=Paginator(range(3), 10).get_page(1)).strip() == ""


# --- fields -----------------------------------------------------------------------------------------------------------


def test_every_field_has_a_label_a_need_and_its_input(draw):
    form = SampleForm()
    for bound in form:
        html = draw("{% field f %}", f=bound)
        assert str(bound.label) in html
        assert "※必須" in html if bound.field.required else "※必須" not in html
        assert f'name="{bound.html_name}"' in html
        assert "<label" in html or "<legend" in html


def test_help_and_errors_are_tied_to_the_input(draw):
    form = SampleForm({"name": ""})
    html = draw("{% field f %}", f=form["name"])
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_a_group_of_choices_is_a_fieldset_described_as_a_whole(draw):
    html = draw("{% field f %}", f=SampleForm({})["duties"])
    assert (
        '<fieldset class="field field-bad" id="id_duties" aria-describedby="id_duties_helptext id_duties_error">'
        in html
    )
    assert "<legend" in html
    assert html.count('type="checkbox"') == 3


def test_a_hidden_field_is_only_itself(draw):
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    html = draw("{% field f %}", f=Hidden(initial={"token": "abc"})["token"])
    assert html.strip() == '<input type="hidden" name="token" value="abc" id="id_token">'


def test_the_widgets_own_class_and_attributes_stay(draw):
    class Own(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "code", "autocomplete": "one-time-code"}))

    html = draw("{% field f %}", f=Own()["code"])
    assert 'class="input code"' in html
    assert 'autocomplete="one-time-code"' in html


@pytest.mark.parametrize(("value", "said"), [(date(2026, 11, 3), "令和8年11月3日"), ("2019-05-01", "令和元年5月1日")])
def test_a_date_field_says_its_day_in_the_era_calendar(draw, value, said):
    form = SampleForm(initial={"decided_on": value})
    assert f">{said}</time></output>" in draw("{% field f %}", f=form["decided_on"])
    with translation.override("en"):
        assert "<output" not in draw("{% field f %}", f=form["decided_on"])


def test_a_day_that_is_none_says_nothing(draw):
    html = draw("{% field f %}", f=SampleForm({"decided_on": "someday"})["decided_on"])
    assert "></output>" in html


def test_label_and_notes_may_be_the_pages_own(draw):
    html = draw("{% field f label='投票用の名前' notes=False %}", f=SampleForm()["name"])
    assert "投票用の名前" in html
    assert "helptext" not in html


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_date_field_speaks_iso_in_every_language(language):
    with translation.override(language):
        html = DateInput().render("day", date(2026, 11, 3))
    assert 'type="date"' in html
    assert 'value="2026-11-03"' in html


def test_the_error_summary_leads_to_each_field(draw):
    form = SampleForm({"name": ""})
    form.add_error(None, "二つの日が合いません。")
    summary = draw("{% form_errors f %}", f=form)
    fields = "".join(draw("{% field f %}", f=bound) for bound in form)
    anchors = [part.split('"')[0] for part in summary.split('href="#')[1:]]
    assert len(anchors) == len(form.errors) - 1
    for anchor in anchors:
        assert f'id="{anchor}"' in fields
    assert "二つの日が合いません。" in summary
    assert 'tabindex="-1"' in summary


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("name", "必ず入力してください。"),
        ("decided_on", "必ず入力してください。"),
        ("post", "選んでください。"),
        ("duties", "選んでください。"),
        ("agreed", "内容を確かめて、印を付けてください。"),
    ],
)
def test_a_missing_answer_is_asked_for_in_plain_words(name, sentence):
    assert SampleForm({}).errors[name] == [sentence]


def test_a_missing_file_is_asked_for_and_other_sentences_stay():
    with pytest.raises(forms.ValidationError, match="ファイルを選んでください。"):
        forms.FileField().clean(None)
    with pytest.raises(forms.ValidationError, match="整数"):
        forms.IntegerField().clean("x")


def test_a_form_not_yet_sent_has_no_summary(draw):
    assert draw("{% form_errors f %}", f=SampleForm()).strip() == ""


# --- dates ------------------------------------------------------------------------------------------------------------

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("ja", "", "令和8年11月23日"),
        ("ja", "short", "R8.11.23"),
        ("en", "", "23 November 2026"),
        ("en", "short", "23 Nov 2026"),
    ],
)
def test_a_day_in_each_language(draw, language, style, text):
    with translation.override(language):
        assert draw("{{ d|era:s }}", d=DAY, s=style) == f'<time datetime="2026-11-23">{text}</time>'
        assert draw("{% era d s %}", d=DAY, s=style) == f'<time datetime="2026-11-23">{text}</time>'


@pytest.mark.parametrize(("language", "text"), [("ja", "令和8年11月"), ("en", "November 2026")])
def test_a_month_in_each_language(draw, language, text):
    with translation.override(language):
        assert draw('{{ d|era:"month" }}', d=DAY) == f'<time datetime="2026-11">{text}</time>'


def test_a_moment_is_shown_in_japan_time(draw):
    html = draw("{{ d|era }}", d=datetime(2026, 11, 22, 15, 30, tzinfo=UTC))
    assert html == '<time datetime="2026-11-23T00:30+09:00">令和8年11月23日 00:30</time>'


def test_the_first_year_no_day_and_a_day_before_the_calendar(draw):
    assert "令和元年5月1日" in draw("{{ d|era }}", d=date(2019, 5, 1))
    assert draw("{{ d|era }}", d=None) == ""
    assert draw("{% era d %}", d=None) == ""
    assert "1870-01-01</time>" in draw("{{ d|era }}", d=date(1870, 1, 1))


# --- charts -----------------------------------------------------------------------------------------------------------


def test_a_line_runs_from_left_to_right_and_from_nought_to_the_top():
    drawn = charts.line([0, 50, 100], left=10, top=20, width=100, height=80)
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(10, 100), (60, 60), (110, 20)]
    assert drawn.path == "10.0,100.0 60.0,60.0 110.0,20.0"
    assert drawn.ticks == ((100, 0), (60, 50), (20, 100))


@pytest.mark.parametrize("points", [[], [7], [0, 0], [("a", 3)]])
def test_a_line_of_little_or_nothing(points):
    drawn = charts.line(points, left=0, top=0, width=10, height=10)
    assert len(drawn.dots) == len(points)
    assert all(0 <= dot.x <= 10 and 0 <= dot.y <= 10 for dot in drawn.dots)


def test_values_above_the_ceiling_stay_in_the_picture():
    assert charts.line([120], left=0, top=0, width=10, height=10, ceiling=100).dots[0].y == 0


def test_a_chart_has_title_description_and_its_numbers_beneath(draw):
    points = [(date(2026, 10, 31), 40), (date(2026, 11, 30), 82)]
    html = draw("{% trend_chart points '割合' '上がった' '%' 100 %}", points=points)
    assert "<title" in html
    assert "<desc" in html
    assert "令和8年10月31日" in html
    assert "40%</td>" in html
    assert html == draw("{% trend_chart points '割合' '上がった' '%' 100 %}", points=points)  # the same on every start
    assert "style=" not in html


def test_a_chart_in_english_has_plain_numbers(draw):
    with translation.override("en"):
        html = draw("{% trend_chart points 't' %}", points=[("a", 0.5), ("b", 12345.0)])
    assert 'cx="40.0"' in html
    assert "NaN" not in html
