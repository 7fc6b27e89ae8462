"""Pens, scanners and accidents for tests: draws on grey pictures and bends them, in plain Python."""

from __future__ import annotations

import itertools
import math
import random
from base64 import b64encode

import typst

from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.foundation.papers.projection import projection_of

MM = 200 / 25.4
"""Dots of a millimetre at 200 dpi."""


def ink(bitmap: Bitmap, strokes, *, width=0.6, grey=30) -> Bitmap:
    """Strokes are lists of places in mm of an upright sheet at 200 dpi."""
    data = bytearray(bitmap.data)
    radius = width * MM / 2
    for stroke in strokes:
        for (x1, y1), (x2, y2) in itertools.pairwise(stroke):
            steps = max(1, int(math.hypot(x2 - x1, y2 - y1) * MM))
            for step in range(steps + 1):
                share = step / steps
                _dot(data, bitmap, (x1 + (x2 - x1) * share) * MM, (y1 + (y2 - y1) * share) * MM, radius, grey)
    return Bitmap(bytes(data), bitmap.width, bitmap.height)


def _dot(data, bitmap, x, y, radius, grey):
    for line in range(int(y - radius), int(y + radius) + 1):
        for column in range(int(x - radius), int(x + radius) + 1):
            inside = (column - x) ** 2 + (line - y) ** 2 <= radius * radius + 0.5
            if inside and 0 <= column < bitmap.width and 0 <= line < bitmap.height:
                place = line * bitmap.width + column
                data[place] = min(data[place], grey)


def tick(x, y, size=6.0):
    """A tick in the box whose top left corner is here."""
    s = size / 6
    return [(x + 1.2 * s, y + 3 * s), (x + 2.6 * s, y + 4.8 * s), (x + 5.4 * s, y + 0.6 * s)]


def cross(x, y):
    """Two strokes through the box."""
    return [[(x + 1, y + 1), (x + 5, y + 5)], [(x + 5, y + 1), (x + 1, y + 5)]]


def name(x, y):
    """Something like a signature."""
    return [[(x + 5 + 2 * i, y + 4 + 5 * (i % 2)) for i in range(25)]]


def scan(*bitmaps: Bitmap, turn=0.0, skew=0.0, across=210.0, down=297.0) -> bytes:
    """Pictures as the pages of a PDF (mm), askew by degrees as paper lies in a feeder."""
    files = {f"{number}.svg": _svg(bitmap) for number, bitmap in enumerate(bitmaps)}
    pages = "#pagebreak()\n".join(
        f'#rotate({turn}deg, origin: center, skew(ax: {skew}deg, image("{name}", width: 100%, height: 100%, fit: "stretch")))\n'
        for name in files
    )
    markup = f"#set page(width: {across}mm, height: {down}mm, margin: 0mm)\n{pages}"
    made = typst.compile({"main.typ": markup.encode(), **files}, format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def _svg(bitmap: Bitmap) -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {bitmap.width} {bitmap.height}">'
    place = f'width="{bitmap.width}" height="{bitmap.height}" href="data:image/png;base64,'
    return f'{head}<image {place}{b64encode(png_of(bitmap)).decode()}"/></svg>'.encode()


def leaning(bitmap: Bitmap, much=0.05) -> Bitmap:
    """Seen from below, as by a camera held aslant: the top is narrower, and nearer its side."""
    wide, high = float(bitmap.width), float(bitmap.height)
    seen = [
        (wide * much, high * much * 0.6),
        (wide * (1 - 2 * much), 0.0),
        (wide, high),
        (0.0, high * (1 - much * 0.4)),
    ]
    back = projection_of(seen, [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)])
    data, width, height = bitmap.data, bitmap.width, bitmap.height
    a, b, c, d, e, f, g, h, _one = back.matrix
    out = bytearray(b"\xff" * (width * height))
    for y in range(height):
        for x in range(width):
            depth = g * x + h * y + 1
            column, line = int((a * x + b * y + c) / depth), int((d * x + e * y + f) / depth)
            if 0 <= column < width and 0 <= line < height:
                out[y * width + x] = data[line * width + column]
    return Bitmap(bytes(out), width, height)


def quarter(bitmap: Bitmap, times: int) -> Bitmap:
    """Turned clockwise by quarters."""
    for _time in range(times):
        columns = [bitmap.data[column :: bitmap.width][::-1] for column in range(bitmap.width)]
        bitmap = Bitmap(b"".join(columns), bitmap.height, bitmap.width)
    return bitmap


def faint(bitmap: Bitmap, contrast=0.3) -> Bitmap:
    """A copier without toner."""
    table = bytes(int(255 - (255 - value) * contrast) for value in range(256))
    return Bitmap(bitmap.data.translate(table), bitmap.width, bitmap.height)


def noisy(bitmap: Bitmap, sigma=18, seed=1) -> Bitmap:
    """The grain of a cheap scanner."""
    chance = random.Random(seed)
    grain = [int(chance.gauss(0, sigma)) for _number in range(65537)]
    data = bytes(max(0, min(255, value + grain[number % 65537])) for number, value in enumerate(bitmap.data))
    return Bitmap(data, bitmap.width, bitmap.height)


def stained(bitmap: Bitmap, x=150.0, y=150.0, radius=45.0) -> Bitmap:
    """A coffee cup stood here (mm): a brown disc with a darker rim."""
    data = bytearray(bitmap.data)
    cx, cy, out = x * MM, y * MM, radius * MM
    for line in range(max(0, int(cy - out)), min(bitmap.height, int(cy + out))):
        for column in range(max(0, int(cx - out)), min(bitmap.width, int(cx + out))):
            away = math.hypot(column - cx, line - cy)
            if away < out:
                place = line * bitmap.width + column
                data[place] = int(data[place] * (0.62 if away > out - 2 * MM else 0.82))
    return Bitmap(bytes(data), bitmap.width, bitmap.height)
