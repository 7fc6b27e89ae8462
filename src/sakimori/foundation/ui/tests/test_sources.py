"""What the style sheets, templates and the script may not contain, and that their colours can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from sakimori.foundation.ui import words

HERE = Path(__file__).resolve().parent.parent
STYLES = sorted((HERE / "static" / "ui").glob("*.css"))
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
TOKENS = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", (HERE / "static/ui/tokens.css").read_text("utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "javascript:" not in text
    assert "http://" not in text
    assert "https://" not in text.replace("https://sakimori.example/", "")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_stay_in_their_layer_and_in_the_house(path):
    text = path.read_text("utf-8")
    body = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert "@import" not in body
    assert re.findall(r"url\(([^)]*)\)", body) in ([], ['"chevron.svg"'])
    outside = re.sub(r"@layer [\w ,]+;", "", body)
    assert re.fullmatch(r"(\s*@layer \w+ \{.*\n\})+\s*", outside, flags=re.DOTALL)
    assert len(text.splitlines()) <= 600


def test_every_token_used_is_declared_and_every_own_name_used():
    body = "".join(path.read_text("utf-8") for path in STYLES)
    used = set(re.findall(r"var\((--[\w-]+)\)", body))
    assert used <= set(TOKENS)
    own = set(TOKENS) - {name for name in TOKENS if re.match(r"--(color|text|radius|shadow)-", name)}
    assert own <= used


ON_THEIR_PAGES = {"signature.css"}
"""Styles of a component that few pages have; those pages name them."""


def test_the_head_names_every_style_sheet_and_all_are_found():
    head = (HERE / "templates/ui/_head.html").read_text("utf-8")
    named = re.findall(r'static "(ui/[\w.]+\.css)"', head)
    assert sorted(named) == [f"ui/{path.name}" for path in STYLES if path.name not in ON_THEIR_PAGES]
    assert named[0] == "ui/tokens.css"  # it declares the order of the layers
    base = (HERE / "templates/ui/base.html").read_text("utf-8")
    for name in [*named, *re.findall(r'static "([^"]+)"', base)]:
        assert finders.find(name), name


def test_the_script_is_small_and_makes_no_code_from_text():
    text = (HERE / "static/ui/app.js").read_text("utf-8")
    assert len(text.splitlines()) <= 80
    for forbidden in ("innerHTML", "eval(", "new Function", "document.write", "http"):
        assert forbidden not in text


def hexa(name: str) -> str:
    value = TOKENS[name]
    while value.startswith("var("):
        value = TOKENS[value[4:-1]]
    return value


def light(name: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = hexa(name).lstrip("#")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("--ink", "--ground"),
        ("--ink", "--ground-quiet"),
        ("--ink-quiet", "--ground"),
        ("--ink-quiet", "--ground-quiet"),
        ("--ink-quiet", "--idle-ground"),
        ("--link", "--ground"),
        ("--link", "--ground-accent"),
        ("--link", "--ground-quiet"),
        ("--link", "--focus-ring"),
        ("--accent", "--ground"),
        ("--accent", "--ground-accent"),
        ("--color-white", "--accent"),
        ("--color-white", "--accent-hover"),
        ("--kept", "--kept-ground"),
        ("--soon", "--soon-ground"),
        ("--breach", "--breach-ground"),
        ("--breach", "--ground"),
        ("--idle", "--ground"),
        ("--info", "--info-ground"),
        ("--color-green-1000", "--color-green-50"),
        ("--color-red-1000", "--color-red-50"),
    ],
)
def test_text_can_be_read(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("line", ["--line-field", "--line-strong", "--accent", "--focus-line"])
def test_edges_of_what_can_be_pressed_can_be_seen(line):
    assert contrast(line, "--ground") >= 3


def test_every_state_and_ground_has_its_look():
    body = (HERE / "static/ui/components.css").read_text("utf-8")
    for state in words.STATES:
        assert f".badge-{state} " in body
    for basis in words.GROUNDS:
        assert f".ground-{basis} " in body


def test_every_class_that_a_template_names_has_its_look():
    """A class without a rule is a slip of the pen or a missing component."""
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(path.read_text("utf-8") for path in STYLES)))
    missing = {}
    for path in TEMPLATES:
        for names in re.findall(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"{])*)"', path.read_text("utf-8")):
            plain = re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}", " ", names)
            missing.update({name: path.name for name in plain.split() if name not in known})
    assert missing == {}
