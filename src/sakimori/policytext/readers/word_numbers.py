"""Word's automatic numbers (ECMA-376 part 1, 17.9): the label that Word shows before a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from sakimori.policytext.numerals import AIUEO, IROHA, circled, kanji

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEGAL = str.maketrans("〇一二三四五六七八九十", "零壱弐参四五六七八九拾")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_LEVELS = 9


def _roman(value: int) -> str:
    text = ""
    for size, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
        (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while value >= size and len(text) < 20:
            text += letters
            value -= size
    return text


def _letter(value: int) -> str:
    return chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)


def _of(letters: str) -> Callable[[int], str]:
    return lambda value: letters[(value - 1) % len(letters)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "aiueo": _of(AIUEO),
    "aiueoFullWidth": _of(AIUEO),
    "iroha": _of(IROHA),
    "irohaFullWidth": _of(IROHA),
    "japaneseCounting": kanji,
    "chineseCounting": kanji,
    "chineseCountingThousand": kanji,
    "taiwaneseCounting": kanji,
    "taiwaneseCountingThousand": kanji,
    "japaneseLegal": lambda value: kanji(value).translate(_LEGAL),
    "japaneseDigitalTenThousand": lambda value: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value)),
    "ideographDigital": lambda value: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value)),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographEnclosedCircle": lambda value: f"({kanji(value)})",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "none": lambda _value: "",
}


@dataclass(slots=True)
class Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """numbering.xml. `label` counts on and gives the label of the next paragraph of a list."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str | None:
        """The label, `・` for a bullet, or None where the list is unknown."""
        abstract = self.lists.get(list_id)
        levels = self.abstract.get(abstract) if abstract is not None else None
        if abstract is None or levels is None or depth not in levels:
            return None
        level = levels[depth]
        counts = self._counts.setdefault(abstract, {})
        start = self.starts.get((list_id, depth))
        if start is not None and (list_id, depth) not in self._started:
            self._started.add((list_id, depth))
            counts[depth] = start
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "・"
        return self._rendered(level, levels, counts)

    def _rendered(self, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        text = level.text
        for place in range(_MOST_LEVELS):
            mark = f"%{place + 1}"
            if mark in text:
                above = levels.get(place, Level())
                form = "decimal" if level.legal else above.form
                value = counts.get(place, above.start)
                text = text.replace(mark, _FORMATS.get(form, str)(max(value, 0)) if value > 0 else str(value))
        return text.strip()


def read_numbering(root: etree._Element | None) -> Numbering:
    """Numbering of a document whose numbering part is `root` (None where it has none)."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        numbering.abstract[abstract.get(f"{W}abstractNumId", "")] = _levels(abstract)
    for entry in root.iter(f"{W}num"):
        list_id = entry.get(f"{W}numId", "")
        numbering.lists[list_id] = value_of(entry, "abstractNumId") or ""
        for override in entry.iter(f"{W}lvlOverride"):
            start = value_of(override, "startOverride")
            depth = override.get(f"{W}ilvl", "0")
            if start is not None and _is_number(start) and _is_number(depth):
                numbering.starts[list_id, int(depth)] = int(start)
    return numbering


def value_of(element: etree._Element | None, name: str) -> str | None:
    """`w:val` of a child."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(f"{W}val")


def _levels(abstract: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for lvl in abstract.iter(f"{W}lvl"):
        depth = lvl.get(f"{W}ilvl", "0")
        start = value_of(lvl, "start") or "1"
        if _is_number(depth):
            form = value_of(lvl, "numFmt") or "decimal"
            text = value_of(lvl, "lvlText") or ""
            levels[int(depth)] = Level(
                form, text, int(start) if _is_number(start) else 1, lvl.find(f"{W}isLgl") is not None
            )
    return levels


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5
