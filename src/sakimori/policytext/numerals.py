"""Numerals of Japanese documents: kanji, circled, bracketed, kana in both orders. Values start at 1."""

from __future__ import annotations

import unicodedata

AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
ROMAN_SMALL = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_KANJI_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI = "".join(_KANJI_DIGITS) + "".join(_KANJI_UNITS)
ASCII_WIDTH: dict[int, int | str] = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
ASCII_WIDTH |= {0x3014: "(", 0x3015: ")"}
ASCII_WIDTH |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF66, 0xFF9E)}
"""Full-width digits, letters and brackets, and half-width katakana, as their usual forms; one for one."""
CIRCLED = (
    {0x2460 + i: i + 1 for i in range(20)}
    | {0x3251 + i: i + 21 for i in range(15)}
    | {0x32B1 + i: i + 36 for i in range(15)}
    | {0x2776 + i: i + 1 for i in range(10)}
)
BRACKETED = {0x2474 + i: i + 1 for i in range(20)}
BRACKETED_KANJI = {0x3220 + i: i + 1 for i in range(10)}
DOTTED = {0x2488 + i: i + 1 for i in range(20)}
CIRCLED_KANA = {0x32D0 + i: i + 1 for i in range(47)}
_CIRCLED_BY_VALUE = {value: chr(code) for code, value in reversed(CIRCLED.items())}


def kanji_value(text: str) -> int | None:
    """一 → 1, 二十三 → 23, 一〇 → 10; None where it is not a numeral."""
    if not text or any(letter not in KANJI for letter in text):
        return None
    if not any(letter in _KANJI_UNITS for letter in text):
        return int("".join(str(_KANJI_DIGITS[letter]) for letter in text))
    total, digit = 0, 0
    for letter in text:
        if letter in _KANJI_DIGITS:
            digit = _KANJI_DIGITS[letter]
        else:
            total += (digit or 1) * _KANJI_UNITS[letter]
            digit = 0
    return total + digit


def kanji(value: int) -> str:
    """1 → 一, 23 → 二十三 (1 to 9999)."""
    digits = "〇一二三四五六七八九"
    if not 0 < value < 10_000:
        return str(value)
    text = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        count, value = divmod(value, size)
        if count:
            text += ("" if count == 1 and unit else digits[count]) + unit
    return text


def number_value(text: str) -> int | None:
    """Value of ASCII, full-width or kanji digits, or None."""
    ascii_text = text.translate(ASCII_WIDTH)
    if ascii_text.isascii() and ascii_text.isdigit():
        return int(ascii_text) if len(ascii_text) < 10 else None
    return kanji_value(ascii_text)


def circled(value: int) -> str:
    """1 → ①; beyond 50 `(51)`."""
    return _CIRCLED_BY_VALUE.get(value, f"({value})")
