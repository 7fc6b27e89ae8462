"""The grammar of labels: what may stand as a number before a clause, and what is only a reference to one.

`find_label` looks at one line alone. Whether the number fits its place is decided in outline.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sakimori.policytext.numerals import (
    AIUEO,
    ASCII_WIDTH,
    BRACKETED,
    BRACKETED_KANJI,
    CIRCLED,
    CIRCLED_KANA,
    DOTTED,
    IROHA,
    KANJI,
    ROMAN,
    ROMAN_SMALL,
    circled,
    number_value,
)


class Kind(StrEnum):
    PART = "編"
    CHAPTER = "章"
    SECTION = "節"
    SUBSECTION = "款"
    DIVISION = "目"
    ARTICLE = "条"
    ORDINAL = "第"
    DASHED = "1-1"
    NUMBER = "1"
    PAREN = "(1)"
    CIRCLE = "①"
    KANJI = "一"
    PAREN_KANJI = "(一)"
    KANA = "ア"
    PAREN_KANA = "(ア)"
    CIRCLE_KANA = "㋐"
    SMALL = "a"
    PAREN_SMALL = "(a)"
    CAPITAL = "A"
    ROMAN = "Ⅰ"
    ROMAN_SMALL = "ⅰ"
    SUPPLEMENT = "附則"
    APPENDIX = "別表"


UNITS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.DIVISION, Kind.ARTICLE)
"""第n章 and the like, from the outermost to the innermost."""
TOP_LEVEL = (Kind.SUPPLEMENT, Kind.APPENDIX)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what follows it on the line.

    `numbers`: its value; for 第3条の2 (3, 2), for 1-2 (1, 2). Kana carry their letter in `piece`.
    `piece`: its part of the path. `tight`: no space, dot or bracket parts it from the text, so it is less sure.
    `dropped`: a bracket beside it that is not text, （第６条関係）. `last`: 第4条から第6条まで names several.
    """

    kind: Kind
    numbers: tuple[int, ...]
    piece: str
    rest: str
    tight: bool = False
    dropped: str = ""
    last: int | None = None

    @property
    def value(self) -> int:
        return self.numbers[-1] if self.kind is Kind.DASHED else self.numbers[0]


_N = rf"[0-9]{{1,3}}|[{KANJI}]{{1,7}}"
_DASH = "-‐‑–—―−－ー"
_BULLET = re.compile(r"^[-*・•･‐–—―−－●○◦▪][ 　\t]*(?=[(（⑴-⒇①-⑳]|[ア-ン][ 　])")
_UNIT = re.compile(rf"第 ?(?P<n>{_N}) ?(?P<unit>[編章節款目条])(?P<sub>(?: ?の ?(?:{_N})(?![項号条]))*)")
_UNIT_WORD = re.compile(r"条[例件文項約]|目[的標次録安]|編[集成入]|節[約度電減]|章程|款項")
_UNIT_RANGE = re.compile(rf"(?:及び|から|、|~|・|-)第(?P<n>{_N})条(?:まで)?(?=[ 　\t]*削除)")
_ORDINAL = re.compile(
    r"第 ?(?P<n>[0-9]{1,2}"
    r"|[一二三四五六七八九十]{1,3}(?=[ 　\t(【]))(?P<sub>(?:の[0-9]{1,2}(?![0-9項号条]))*)"
)
_DASHED = re.compile(rf"(?P<ns>[0-9]{{1,2}}(?: ?[{_DASH}] ?[0-9]{{1,2}}){{1,4}})(?![0-9{_DASH}])")
_DOTTED = re.compile(r"(?P<ns>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.?(?![0-9])")
_NUMBER = re.compile(r"(?P<n>[0-9]{1,2})(?:の(?P<sub>[0-9]{1,2})(?=[ 　\t]))?(?![0-9])")
_PAREN = re.compile(rf"\([ 　]?(?P<n>[0-9]{{1,2}}|[{KANJI}]{{1,3}})[ 　]?\)(?:の(?P<sub>[0-9]{{1,2}})(?=[ 　\t]))?")
_PAREN_LETTER = re.compile(r"\([ 　]?(?P<n>[ア-ヴヰヱa-zA-Z]|[ivx]{1,4})[ 　]?\)")
_HALF_PAREN = re.compile(r"(?P<n>[0-9]{1,2}|[a-z])\)")
_KANJI = re.compile(rf"(?P<n>[{KANJI}]{{1,3}})(?:の(?P<sub>[{KANJI}]{{1,2}}))?(?=[ 　\t.、,]|$)")
_KANA = re.compile(r"(?P<n>[ア-ンヰヱ])(?![ァ-ヶー])")
_LETTER = re.compile(r"(?P<n>[a-zA-Z]|[ivx]{2,4})(?=[.)、:]|[ 　\t]|$)")
_ROMAN = re.compile(rf"(?P<n>[{ROMAN}{ROMAN_SMALL}]+)")
_ROMAN_ASCII = re.compile(r"(?P<n>I{1,3}|IV|VI{0,3}|IX|X)(?=\.|[ 　\t])")
_SUPPLEMENT = re.compile(r"(?:附|付)[ 　\t]*則(?=[ 　\t(]|$)")
_APPENDIX = re.compile(
    rf"(?:別[ 　\t]*表(?:第?(?P<table>{_N})(?P<sub>(?:の(?:{_N}))*)?)?"
    rf"|(?P<form>(?:別記)?(?:様式第?(?:{_N})号?|第(?:{_N})号様式)(?:の[0-9]+)?"
    rf"|別記|別図第?(?:[0-9]*)|別紙第?(?:[0-9]*)))(?=[ 　\t(]|$)"
)
_APPLIES_TO = re.compile(r"^[ 　\t]*(?P<bracket>\((?:[^()]|\([^()]*\))*\))[ 　\t]*(?P<rest>.*)$", re.DOTALL)
_RELATION_AFTER = re.compile(r"[ 　\t]*\([^()]{1,60}関係\)$")
_RULE_NUMBER_OR_RELATION = re.compile(rf"関係|(?:{_N}|元)年|第(?:{_N})条")

# What follows a number when the line only speaks of it: 7の結果, (1)及び(2)に, 第3条の規定, 3年以内.
_PARTICLE = (
    r"(?:[のにをがとでへもや](?![ 　\t])|は[、,]|[は](?=[^じ])|から|より|まで|及び|および|又は|または"
    r"|並びに|若しくは|以上|以下|以内|以外|未満|以降|以後|以前"
    rf"|から|ほか|その他の|ただし書|各号|本文|前段|後段|中「|[、。,・)\]」~〜～/:]|[{_DASH}][0-9])"
)
_REFERENCE = re.compile(_PARTICLE)
_SPACED_REFERENCE = re.compile(
    r"(?:の(?=規定|対策|結果|項|号|場合|とおり|脅威|事項)|に(?=掲げ|定め|規定|より|よる|基づ|関す|おい"
    r"|係る|該当|示す|いう)"
    r"|から[0-9(第①-⑳]|まで|及び[0-9(第①-⑳]|又は[0-9(第①-⑳]|並びに[0-9(第]"
    r"|第[0-9一二三四五六七八九十]+[項号](?![ 　])|以上|以下|以内|未満"
    r"|か月|箇月|ヶ月|カ月|(?:年|月|日|回|人|名|件|時間|分)(?:以内|以上|以下|間|ごと|毎|目|未満|に[1一]))"
)
_COUNTER = re.compile(
    r"(?:年|月|日|時|分[のに間]|秒|回|人|名(?!称)|件|個|か所|箇|ヶ|カ月|カ所|か月|か年|週|円|台|つ|割"
    r"|倍|者|種|階|課|番|号|項|条|章|%|点[、。]|社|歳|級|次の?[にを]|桁|文字|字|頁"
    r"|ページ|億|万|千|百|版|期|世代|か国|カ国|本の|[A-Za-z0-9+*=_@]|(?:GB|MB|KB|TB|bit))"
)
_SEPARATOR = re.compile(r"[.、,:)](?![0-9])[ 　\t]*|[ 　\t]+|$")
_SPACES = " 　\t"


def fold_width(text: str) -> str:
    """Full-width digits, letters and brackets as ASCII, half-width kana as full; same length, so positions stay."""
    return text.translate(ASCII_WIDTH)


def strip_bullet(text: str) -> str:
    """`- (1) …` is `(1) …`; every other line stays."""
    return _BULLET.sub("", text)


def find_label(text: str, *, sure: bool = False) -> Label | None:
    """The label at the start of a line, or None. `sure`: automatic numbering made it, so it is no reference."""
    text = strip_bullet(text)
    folded = fold_width(text)
    for finder in _FINDERS:
        label = finder(text, folded, sure)
        if label is not None:
            return label
    return None


def _unit(text: str, folded: str, sure: bool) -> Label | None:
    match = _UNIT.match(folded)
    if match is None:
        return None
    if _UNIT_WORD.match(folded, match.start("unit")):
        return None
    kind = Kind(match["unit"])
    numbers = _numbers([match["n"], *match["sub"].replace(" ", "").split("の")[1:]])
    if numbers is None:
        return None
    end, last = match.end(), None
    many = _UNIT_RANGE.match(folded, end)
    if many is not None and kind is Kind.ARTICLE:
        end, last = many.end(), number_value(many["n"])
    parted = _parted(folded, end, sure, "(（【「[")
    if parted is None:
        return None
    tight, start = parted
    piece = f"第{numbers[0]}{kind.value}" + "".join(f"の{number}" for number in numbers[1:])
    return Label(kind, numbers, piece, text[start:], tight, last=last)


def _ordinal(text: str, folded: str, sure: bool) -> Label | None:
    match = _ORDINAL.match(folded)
    if match is None:
        return None
    numbers = _numbers([match["n"], *match["sub"].split("の")[1:]])
    parted = _parted(folded, match.end(), sure, "(【")
    if numbers is None or parted is None:
        return None
    piece = f"第{numbers[0]}" + "".join(f"の{number}" for number in numbers[1:])
    return Label(Kind.ORDINAL, numbers, piece, text[parted[1] :], parted[0])


def _dashed(text: str, folded: str, sure: bool) -> Label | None:
    match, mark = _DASHED.match(folded), "-"
    if match is None:
        match, mark = _DOTTED.match(folded), "."
    if match is None:
        return None
    numbers = tuple(int(part) for part in re.split(rf"[{_DASH}.]", match["ns"].replace(" ", "")))
    parted = _parted(folded, match.end(), sure, "(【")
    if parted is None or 0 in numbers:
        return None
    return Label(Kind.DASHED, numbers, mark.join(map(str, numbers)), text[parted[1] :], parted[0])


def _number(text: str, folded: str, sure: bool) -> Label | None:
    match = _NUMBER.match(folded)
    if match is None:
        return None
    half = _HALF_PAREN.match(folded)
    if half is not None:
        parted = _parted(folded, half.end(), sure, "")
        return parted and Label(Kind.PAREN, (int(half["n"]),), f"({int(half['n'])})", text[parted[1] :], parted[0])
    parted = _parted(folded, match.end(), sure, "(【「")
    if parted is None:
        return None
    return _numbered(Kind.NUMBER, match, "{}", text, parted)


def _numbered(kind: Kind, match: re.Match[str], form: str, text: str, parted: tuple[bool, int]) -> Label | None:
    numbers = _numbers([match["n"], *([match["sub"]] if match["sub"] else [])])
    if numbers is None or numbers[0] == 0:
        return None
    piece = form.format(numbers[0]) + "".join(f"の{number}" for number in numbers[1:])
    return Label(kind, numbers, piece, text[parted[1] :], parted[0])


def _paren(text: str, folded: str, sure: bool) -> Label | None:
    code = ord(text[0]) if text else 0
    if code in BRACKETED or code in BRACKETED_KANJI:
        kind = Kind.PAREN if code in BRACKETED else Kind.PAREN_KANJI
        value = BRACKETED.get(code) or BRACKETED_KANJI[code]
        parted = _parted(folded, 1, sure, "")
        return parted and Label(kind, (value,), f"({value})", text[parted[1] :], parted[0])
    match = _PAREN.match(folded)
    if match is None:
        return None
    parted = _parted(folded, match.end(), sure, "「(")
    if parted is None:
        return None
    kind = Kind.PAREN if match["n"].isascii() else Kind.PAREN_KANJI
    return _numbered(kind, match, "({})", text, parted)


def _circle(text: str, folded: str, sure: bool) -> Label | None:
    code = ord(text[0]) if text else 0
    parted = _parted(folded, 1, sure, "「(") if text else None
    if parted is None:
        return None
    if code in CIRCLED:
        return Label(Kind.CIRCLE, (CIRCLED[code],), circled(CIRCLED[code]), text[parted[1] :], parted[0])
    if code in DOTTED:
        return Label(Kind.NUMBER, (DOTTED[code],), str(DOTTED[code]), text[parted[1] :])
    if code in CIRCLED_KANA:
        return Label(Kind.CIRCLE_KANA, (CIRCLED_KANA[code],), text[0], text[parted[1] :], parted[0])
    return None


def _kanji(text: str, folded: str, sure: bool) -> Label | None:
    match = _KANJI.match(folded)
    if match is None:
        return None
    parted = _parted(folded, match.end(), sure, "")
    return None if parted is None else _numbered(Kind.KANJI, match, "{}", text, parted)


def _kana(text: str, folded: str, sure: bool) -> Label | None:
    match = _KANA.match(folded)
    if match is None:
        return None
    parted = _parted(folded, match.end(), sure, "「(")
    if parted is None or (parted[0] and not re.match(r"[一-鿿A-Za-z「]", folded[parted[1] :])):
        return None
    return Label(Kind.KANA, kana_values(match["n"]), match["n"], text[parted[1] :], parted[0])


def _letters(text: str, folded: str, sure: bool) -> Label | None:
    match = _PAREN_LETTER.match(folded)
    if match is not None:
        parted = _parted(folded, match.end(), sure, "「(")
        if parted is None:
            return None
        letter, piece = match["n"], f"({match['n']})"
        if letter >= "ァ":
            return Label(Kind.PAREN_KANA, kana_values(letter), piece, text[parted[1] :], parted[0])
        return Label(Kind.PAREN_SMALL, letter_values(letter), piece, text[parted[1] :], parted[0])
    match = _LETTER.match(folded)
    parted = _parted(folded, match.end(), sure, "") if match else None
    if match is None or parted is None:
        return None
    kind = Kind.SMALL if match["n"].islower() else Kind.CAPITAL
    return Label(kind, letter_values(match["n"]), match["n"], text[parted[1] :], parted[0])


def _roman(text: str, folded: str, sure: bool) -> Label | None:
    match = _ROMAN.match(folded)
    if match is not None and len(match["n"]) == 1:
        parted = _parted(folded, match.end(), sure, "(")
        if parted is None:
            return None
        big = match["n"] in ROMAN
        value = (ROMAN if big else ROMAN_SMALL).index(match["n"]) + 1
        return Label(Kind.ROMAN if big else Kind.ROMAN_SMALL, (value,), match["n"], text[parted[1] :], parted[0])
    match = match or _ROMAN_ASCII.match(folded)
    if match is None:
        return None
    parted = _parted(folded, match.end(), sure, "")
    value = _roman_value(match["n"])
    if parted is None or not 1 <= value <= len(ROMAN):
        return None
    return Label(Kind.ROMAN, (value,), ROMAN[value - 1], text[parted[1] :], parted[0])


def _supplement(text: str, folded: str, _sure: bool) -> Label | None:
    match, kind = _SUPPLEMENT.match(folded), Kind.SUPPLEMENT
    piece = "附則"
    numbers: tuple[int, ...] = (1,)
    if match is None:
        match, kind = _APPENDIX.match(folded), Kind.APPENDIX
        if match is None:
            return None
        piece, numbers = _appendix_piece(match)
    rest = text[match.end() :].lstrip(_SPACES)
    if _SPACED_REFERENCE.match(fold_width(rest)) or re.match(r"[のをはが]", rest):
        return None
    dropped = ""
    beside = _APPLIES_TO.match(fold_width(rest))
    if beside is not None and _RULE_NUMBER_OR_RELATION.search(beside["bracket"]):
        start = beside.end("bracket")
        dropped, rest = rest[:start].strip(_SPACES), rest[start:].lstrip(_SPACES)
        if rest == "抄":  # only a part of the provisions is printed
            dropped, rest = f"{dropped}抄", ""
    elif (after := _RELATION_AFTER.search(fold_width(rest))) is not None:
        dropped, rest = rest[after.start() :].strip(_SPACES), rest[: after.start()].rstrip(_SPACES)
    return Label(kind, numbers, piece, rest, dropped=dropped)


def _appendix_piece(match: re.Match[str]) -> tuple[str, tuple[int, ...]]:
    if match["form"]:
        piece = re.sub(rf"[{KANJI}]+", lambda found: str(number_value(found[0])), match["form"])
        return piece, (number_value(re.sub(r"\D", "", piece) or "1") or 1,)
    if not match["table"]:
        return "別表", (1,)
    numbers = _numbers([match["table"], *(match["sub"] or "").split("の")[1:]]) or (1,)
    return f"別表第{numbers[0]}" + "".join(f"の{number}" for number in numbers[1:]), numbers


_FINDERS = (
    _supplement, _unit, _ordinal, _dashed, _paren, _circle, _roman, _letters, _number, _kanji, _kana,
)  # fmt: skip


def kana_values(letter: str) -> tuple[int, ...]:
    """Places of a katakana in both orders: (アイウエオ, イロハ); 0 where it has none."""
    return AIUEO.find(letter) + 1, IROHA.find(letter) + 1


def letter_values(letters: str) -> tuple[int, ...]:
    """Places of a letter in the alphabet and of a small numeral among the numerals: i is (9, 1), ii is (0, 2)."""
    small = letters.lower()
    alphabet = ord(small) - 96 if len(small) == 1 else 0
    return alphabet, _roman_value(small) if set(small) <= set("ivx") else 0


def _roman_value(letters: str) -> int:
    values = {"i": 1, "v": 5, "x": 10}
    if letters[0] in ROMAN:
        return sum(ROMAN.index(letter) + 1 if letter in ROMAN else 1 for letter in letters)
    marks = [values[letter] for letter in letters.lower()]
    return sum(-a if a < b else a for a, b in zip(marks, [*marks[1:], 0], strict=True))


def _numbers(parts: list[str]) -> tuple[int, ...] | None:
    values = [number_value(part) for part in parts]
    return None if None in values else tuple(value for value in values if value is not None)


def _parted(folded: str, end: int, sure: bool, brackets: str) -> tuple[bool, int] | None:
    """(tight, where the text begins), or None when the number is only spoken of or counts something."""
    rest = folded[end:]
    separator = _SEPARATOR.match(rest)
    if sure:
        return False, end + (separator.end() if separator else 0)
    if separator is not None:
        if separator[0].strip(_SPACES) in {"、", ","} and _REFERENCE.match(rest[separator.end() :]):
            return None
        if _SPACED_REFERENCE.match(rest[separator.end() :]):
            return None
        return False, end + separator.end()
    if rest[0] in brackets and brackets:
        return (rest[0] == "「"), end
    if _REFERENCE.match(rest) or (folded[end - 1] not in ")" and folded[:1] not in "①" and _COUNTER.match(rest)):
        return None
    return True, end
