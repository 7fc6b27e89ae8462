"""Whatever pen, scanner and accident: a box is read as it was ticked, or said to be unsure. Never wrong."""

from __future__ import annotations

import math
import random
from datetime import date
from functools import lru_cache
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakimori.foundation.asks.sheets import Sheet, sheets_pdf
from sakimori.foundation.files.kinds import JPEG
from sakimori.foundation.files.pictures import picture_size
from sakimori.foundation.papers import scanning
from sakimori.foundation.papers.bitmaps import Bitmap, bitmap_of, pdf_of_picture
from sakimori.foundation.papers.scanning import Doubt, Reading
from sakimori.foundation.papers.sheets import SIGN, Question, RowKind, lay_out
from sakimori.front.scans.tests.inking import (
    cross,
    faint,
    ink,
    leaning,
    name,
    noisy,
    quarter,
    scan,
    stained,
    tick,
)
from sakimori.front.scans.tests.jpegs import jpeg_of

LINK = "https://sakimori.example.lg.jp/l/minatono-shi/0123456789abcdefghijABCDEFGHIJ0123456789xyz/"
YES_NO = (("yes", "はい"), ("no", "いいえ"), ("unknown", "わからない"))
LONG = tuple((str(number), f"選択肢{number}。" + "少し長い説明の文です。" * number) for number in range(1, 5))
QUESTIONS = [
    Question("tick", "方針を読みました。情報セキュリティの大切さを理解し、これに基づく対策を守ります。", RowKind.TICK),
    Question("quiz", "パスワードの扱いとして正しいものはどれですか。", RowKind.ONE, LONG),
    *(Question(f"q{number}", f"点検項目{number}。席を離れるときは画面をロックしますか。", RowKind.ONE, YES_NO) for number in range(3)),
    Question("many", "使っているものすべてに印を付けてください。", RowKind.MANY, YES_NO, is_required=False),
    Question("note", "気づいたこと", RowKind.WORDS, is_required=False),
]  # fmt: skip
ROWS = lay_out(QUESTIONS, intro="お願いの文")[0]
BOXES = {(row.field, box.value): box for row in ROWS for box in row.boxes}
RIGHT = {"tick": True, "quiz": "3", "q0": "yes", "q1": "no", "q2": "unknown", "many": ["yes", "unknown"], "note": ""}


@lru_cache(maxsize=1)
def blank() -> Bitmap:
    """The sheet as it comes from the printer."""
    pages = [[row.plain() for row in ROWS]]
    printed = SimpleNamespace(pages=pages, is_signed=True)
    ctx = SimpleNamespace(assembly=SimpleNamespace(name="みなと野市議会"), today=date(2026, 11, 23))
    return bitmap_of(sheets_pdf(ctx, [Sheet(printed, LINK, "髙橋 恵 様", "点検のお願い", "お願いの文")]))


def chosen(answers):
    """The boxes that these answers tick."""
    for field, value in answers.items():
        for one in value if isinstance(value, list) else ["on" if value is True else value]:
            if (field, one) in BOXES:
                yield BOXES[field, one]


@lru_cache(maxsize=1)
def answered() -> Bitmap:
    return ink(blank(), [*(tick(box.x, box.y) for box in chosen(RIGHT)), *name(*SIGN[:2])])


def read(bitmap):
    found = scanning.find(bitmap)
    return found, scanning.read_rows(bitmap, found, ROWS)


def assert_never_wrong(readings, truth=RIGHT):
    wrong = {field: one for field, one in readings.items() if one.doubt is None and one.value != truth[field]}
    assert not wrong


def assert_right(readings, truth=RIGHT):
    assert {field: (one.value, one.doubt) for field, one in readings.items()} == {
        field: (value, None) for field, value in truth.items()
    }


def test_a_clean_scan_is_read():
    found, readings = read(answered())
    assert (found.links, found.page, found.turn) == ((LINK,), 1, 0)
    assert_right(readings)
    assert scanning.is_signed(answered(), found)
    assert not scanning.is_signed(blank(), scanning.find(blank()))


@pytest.mark.parametrize(("times", "turn"), [(1, 270), (2, 180), (3, 90)])
def test_lying_on_its_side_or_head(times, turn):
    found, readings = read(quarter(answered(), times))
    assert found.turn == turn
    assert_right(readings)


@pytest.mark.parametrize(
    "how",
    [
        {"turn": 3.0},
        {"turn": -2.0, "skew": 1.5},
        {"turn": 183.0},
        {"skew": -2.5},
        {"across": 216.0, "down": 279.0, "turn": 0.5},
    ],
    ids=["askew", "skewed", "upside down and askew", "sheared", "fitted to letter paper"],
)
def test_askew_in_the_feeder(how):
    _found, readings = read(bitmap_of(scan(answered(), **how)))
    assert_right(readings)


def test_at_150_dpi():
    _found, readings = read(bitmap_of(scan(answered(), turn=1.0), long_side=1754))
    assert_right(readings)


def test_a_photograph_from_below():
    _found, readings = read(leaning(answered()))
    assert_right(readings)


@pytest.mark.parametrize("contrast", [0.5, 0.3])
def test_a_faint_copy(contrast):
    _found, readings = read(faint(bitmap_of(scan(answered(), turn=1.5)), contrast))
    assert_right(readings)


def test_nearly_nothing_left_of_the_print_is_not_guessed():
    _found, readings = read(faint(answered(), 0.1))
    assert {one.doubt for one in readings.values()} == {Doubt.UNCLEAR}


def test_a_grainy_scan():
    _found, readings = read(noisy(bitmap_of(scan(answered(), turn=1.5))))
    assert_never_wrong(readings)
    assert {field for field, one in readings.items() if one.doubt} <= {"note"}
    _found, readings = read(noisy(faint(answered(), 0.4), sigma=14))
    assert_never_wrong(readings)


def test_coffee():
    box = BOXES["q1", "no"]
    _found, readings = read(stained(answered(), box.x, box.y))
    assert_never_wrong(readings)
    assert sum(one.doubt is None for one in readings.values()) >= 4
    for rim in range(38, 50, 2):  # the dark rim runs through boxes that are empty
        _found, readings = read(stained(answered(), box.x - rim, box.y + 3, 46))
        assert_never_wrong(readings)


@pytest.mark.parametrize("corner", range(4))
def test_one_torn_corner_is_made_up_for_two_are_not(corner):
    def torn(bitmap, *corners):
        data, width = bytearray(bitmap.data), bitmap.width
        for x, y in corners:
            for line in range(y, min(y + 400, bitmap.height)):
                data[line * width + x : line * width + min(x + 400, width)] = b"\xff" * (min(x + 400, width) - x)
        return Bitmap(bytes(data), width, bitmap.height)

    spots = [(0, 0), (1254, 0), (1254, 1939), (0, 1939)]
    found, readings = read(torn(answered(), spots[corner]))
    assert_right(readings)
    assert bool(found.links) == (corner != 1)
    found, readings = read(torn(answered(), spots[corner], spots[(corner + 1) % 4]))
    assert found.projection is None
    assert {one.doubt for one in readings.values()} == {Doubt.UNCLEAR}


def test_other_ways_to_mark():
    yes, no, unknown = (BOXES["q0", value] for value in ("yes", "no", "unknown"))
    full = [[(yes.x + 0.3, yes.y + 0.3 + step * 0.4), (yes.x + 5.7, yes.y + 0.3 + step * 0.4)] for step in range(14)]
    said = {
        "cross": (cross(yes.x, yes.y), ("yes", None)),
        "thin pen": ([tick(yes.x, yes.y)], ("yes", None)),
        "two": ([tick(yes.x, yes.y), tick(no.x, no.y)], ("", Doubt.SEVERAL)),
        "none": ([], ("", Doubt.NONE)),
        "a speck": ([[(unknown.x + 3, unknown.y + 3), (unknown.x + 3.6, unknown.y + 3)]], ("", Doubt.UNCLEAR)),
        "blacked out": (full, ("", Doubt.UNCLEAR)),
        "blacked out and another": ([*full, tick(no.x, no.y)], ("no", Doubt.UNCLEAR)),
    }
    for what, (strokes, truth) in said.items():
        width = 0.3 if what == "thin pen" else 0.6
        _found, readings = read(ink(blank(), strokes, width=width))
        assert (readings["q0"].value, readings["q0"].doubt) == truth, what
    pencil = ink(blank(), [tick(yes.x, yes.y)], width=0.5, grey=150)
    assert read(pencil)[1]["q0"] == Reading("", Doubt.UNCLEAR)


def test_a_circle_instead_of_a_tick_is_looked_at():
    box = BOXES["many", "no"]
    ring = [(box.x + 3 + 4.4 * math.cos(a / 8), box.y + 3 + 4.0 * math.sin(a / 8)) for a in range(52)]
    _found, readings = read(ink(blank(), [ring]))
    assert readings["many"].doubt == Doubt.UNCLEAR


def test_words_are_seen_not_read():
    row = next(row for row in ROWS if row.field == "note")
    _found, readings = read(ink(blank(), name(row.area[0] + 5, row.area[1]), width=0.4))
    assert readings["note"].doubt == Doubt.WORDS


@st.composite
def marks(draw):
    """Random answers, each tick with a hand of its own."""
    answers = {"tick": draw(st.booleans()), "note": ""}
    for row in ROWS:
        if row.kind == RowKind.ONE:
            answers[row.field] = draw(st.sampled_from(["", *(box.value for box in row.boxes)]))
        elif row.kind == RowKind.MANY:
            answers[row.field] = [box.value for box in row.boxes if draw(st.booleans())]
    return answers, draw(st.integers(0, 10**6))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks())
def test_random_ticks_are_read_or_said_to_be_unsure(drawn):
    answers, seed = drawn
    chance = random.Random(seed)
    strokes, width = [], chance.uniform(0.25, 0.9)
    for box in chosen(answers):
        away = (chance.uniform(-1.0, 1.0), chance.uniform(-1.0, 1.0))
        strokes.append([(x + away[0], y + away[1]) for x, y in tick(box.x, box.y, chance.uniform(4, 7.5))])
    bitmap = ink(blank(), strokes, width=width, grey=chance.randint(0, 170))
    bitmap = bitmap_of(scan(bitmap, turn=chance.uniform(-3, 3), skew=chance.uniform(-1, 1)))
    if chance.random() < 0.5:
        bitmap = faint(bitmap, chance.uniform(0.25, 0.9))
    _found, readings = read(bitmap)
    assert_never_wrong(readings, answers)


def test_a_squeezed_photograph():
    """As JPEG of middling quality, at 150 dpi, askew."""
    seen = bitmap_of(scan(answered(), turn=1.0), long_side=1754)
    data = jpeg_of(seen)
    assert picture_size(JPEG, data) == (seen.width, seen.height)
    _found, readings = read(bitmap_of(pdf_of_picture("image/jpeg", data, seen.width, seen.height)))
    assert_right(readings)
