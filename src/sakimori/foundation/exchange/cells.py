"""One cell: from what a spreadsheet holds to a value, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import DateError, parse_date
from sakimori.foundation.exchange.columns import TEXT_KINDS, Column, Kind, Option
from sakimori.foundation.exchange.text import folded, in_every_language, kept_text

Raw = str | float | int | bool | date | datetime | time | object | None
"""What a reader gives for a cell; None or "" when empty."""

_YES_WORDS = "はい ○ 〇 ◯ ● 有 あり 有り 済 済み 要 可 レ ✓ ✔ ☑ true yes y 1"
_YES = frozenset(map(folded, _YES_WORDS.split()))
_NO_WORDS = "いいえ × ✕ ✗ 無 なし 無し 未 不要 否 不可 - ☐ false no n 0"
_NO = frozenset(map(folded, _NO_WORDS.split()))
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・゛゜\s　=＝]+")
_PHONE = re.compile(r"\+?[0-9(][0-9()\- ]{4,24}(?:内線[0-9]{1,6})?")
_DASHES = re.compile(r"[‐‑‒–—―−ー－]")
_INTEGER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})")


_FAILED = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})
"""What a spreadsheet shows for a formula that failed."""


class CellProblem(ValueError):
    """The cell cannot be read; the text says what to write instead."""


def blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not kept_text(raw))


def empty_value(column: Column) -> Any:
    return "" if column.kind in TEXT_KINDS else None


def read_cell(column: Column, raw: Raw, options: Sequence[Option] = ()) -> Any:
    """The value of a cell for its column. Raises `CellProblem` with a text for the user."""
    if blank(raw):
        if column.required:
            raise CellProblem(_("空欄です。必ず記入してください。"))
        return empty_value(column)
    if column.kind is not Kind.TEXT and raw in _FAILED:
        raise CellProblem(_("計算式がエラーになっています。値を書き直してください。"))
    return _READERS[column.kind](column, raw, options)


def show_cell(column: Column, value: Any, options: Sequence[Option] = ()) -> str | int | date:
    """What is written for a value: a date stays a date, an integer a number, the rest text. "" when empty."""
    if value is None or value == "":
        return ""
    if column.kind in (Kind.CHOICE, Kind.REFERENCE):
        return next((str(option.label) for option in options if option.value == value), str(value))
    if column.kind is Kind.BOOL:
        return yes_label() if value else no_label()
    if column.kind is Kind.INTEGER:
        return int(value)
    if column.kind is Kind.DATE:
        day: date = value.date() if isinstance(value, datetime) else value
        return day
    return str(value)


def yes_label() -> str:
    return _("はい")


def no_label() -> str:
    return _("いいえ")


def as_text(raw: Raw) -> str:
    """A cell as a person sees it: 3.0 as 3, a day as 2026-04-01."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return yes_label() if raw else no_label()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    return str(raw)


def _text(column: Column, raw: Raw, options: Sequence[Option]) -> str:
    value = column.tidy(kept_text(as_text(raw)))
    if len(value) > column.max_length:
        raise CellProblem(
            _("%(length)d文字あります。%(limit)d文字までにしてください。")
            % {"length": len(value), "limit": column.max_length}
        )
    return value


def _name(column: Column, raw: Raw, options: Sequence[Option]) -> str:
    if not isinstance(raw, str):
        raise CellProblem(_("名前ではなく数値や日付が入っています。文字で書いてください。"))
    value = _text(column, raw, options)
    if "\n" in value:
        raise CellProblem(_("途中で改行されています。1行で書いてください。"))
    return value


def _kana(column: Column, raw: Raw, options: Sequence[Option]) -> str:
    value = unicodedata.normalize("NFKC", _text(column, raw, options))
    if not _KANA.fullmatch(value):
        raise CellProblem(_("ひらがなかカタカナで書いてください。"))
    return value


def _date(column: Column, raw: Raw, options: Sequence[Option]) -> date:
    try:
        return parse_date(_dateish(raw))
    except DateError as error:
        raise CellProblem(
            error.message_en if (get_language() or "ja").startswith("en") else error.message_ja
        ) from error


def _dateish(raw: Raw) -> str | float | date:
    """20260401 in a number cell is a written day, and five digits in a text are Excel's day number."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | date):
        return str(raw)
    if isinstance(raw, int | float) and 10_000_000 <= raw <= 99_999_999:
        return str(int(raw))
    if isinstance(raw, str) and re.fullmatch(r"[1-9]\d{4}", unicodedata.normalize("NFKC", raw).strip()):
        return float(unicodedata.normalize("NFKC", raw))
    return raw


def _integer(column: Column, raw: Raw, options: Sequence[Option]) -> int:
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", as_text(raw))).strip()
    if isinstance(raw, bool) or not _INTEGER.fullmatch(plain):
        raise CellProblem(_("「%(value)s」は整数ではありません。例: 12") % {"value": plain[:40]})
    return int(plain.replace(",", ""))


def _choice(column: Column, raw: Raw, options: Sequence[Option]) -> Any:
    wanted = folded(as_text(raw))
    found = [option for option in options if wanted in _spellings(option)]
    exact = [option for option in found if kept_text(as_text(raw)) in map(kept_text, in_every_language(option.label))]
    matches = exact or found
    if len({id(option) for option in matches}) > 1:
        raise CellProblem(
            _("「%(value)s」が複数あります。区別できる名前で書いてください。") % {"value": as_text(raw)[:40]}
        )
    if not matches:
        raise CellProblem(_not_among(as_text(raw), options))
    return matches[0].value


def _spellings(option: Option) -> set[str]:
    return set(map(folded, (*in_every_language(option.label), str(option.value), *option.aliases)))


def _not_among(text: str, options: Sequence[Option]) -> str:
    labels = [str(option.label) for option in options]
    if not labels:
        return _("「%(value)s」に当たるものが登録されていません。先に登録してください。") % {"value": text[:40]}
    shown = "、".join(labels[:8]) + ("…" if len(labels) > 8 else "")
    return _("「%(value)s」は選べません。次から選んでください: %(labels)s") % {"value": text[:40], "labels": shown}


def _bool(column: Column, raw: Raw, options: Sequence[Option]) -> bool:
    word = folded(as_text(raw))
    if raw is True or word in _YES:
        return True
    if raw is False or word in _NO:
        return False
    raise CellProblem(
        _("「%(value)s」は読めません。「はい」か「いいえ」で書いてください。") % {"value": as_text(raw)[:40]}
    )


def _email(column: Column, raw: Raw, options: Sequence[Option]) -> str:
    value = unicodedata.normalize("NFKC", kept_text(as_text(raw)))
    try:
        validate_email(value)
    except ValidationError as error:
        raise CellProblem(_("メールアドレスの形ではありません。例: taro@example.jp")) from error
    return value


def _phone(column: Column, raw: Raw, options: Sequence[Option]) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raise CellProblem(
            _("数値になっていて先頭の0が消えています。セルの書式を文字列にして書き直してください。例: 0120-000-000")
        )
    value = _DASHES.sub("-", unicodedata.normalize("NFKC", kept_text(as_text(raw))))
    if not _PHONE.fullmatch(value):
        raise CellProblem(_("電話番号の形ではありません。例: 0120-000-000"))
    return value


_READERS: dict[Kind, Callable[[Column, Raw, Sequence[Option]], Any]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.KANA: _kana,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.CHOICE: _choice,
    Kind.BOOL: _bool,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.REFERENCE: _choice,
}
