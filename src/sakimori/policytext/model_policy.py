"""The shipped model policy, for an assembly that has none yet: fields to fill in and the text they give.

The text is our own, in the order many assemblies use (seven items, nine measures), and is read back by the parser like
any other policy. Ground: 地方自治法 第244条の6第1項 and 地方自治法施行規則 第16条の3 (in force 2027-07-01).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_REIWA_BEGAN = date(2019, 5, 1)
_LONGEST = 60


class ModelPolicyError(ValueError):
    """A value that cannot be filled in. `code`: missing, unknown, not-a-choice, not-a-date, not-one-line, too-long."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{code}: {field}")
        self.code = code
        self.field = field

    def message(self, language: Literal["ja", "en"]) -> str:
        """What to do, in Japanese or English, naming the field by its label."""
        label = {item.name: item for item in fields()}.get(self.field)
        name = self.field if label is None else (label.label_ja if language == "ja" else label.label_en)
        return _MESSAGES[self.code][language].format(name=name)


_MESSAGES = {
    "missing": {"ja": "「{name}」を入力してください。", "en": "Fill in “{name}”."},
    "unknown": {"ja": "「{name}」という項目はひな形にありません。", "en": "The model policy has no field “{name}”."},
    "not-a-choice": {
        "ja": "「{name}」は一覧の中から選んでください。",
        "en": "Choose one of the listed values for “{name}”.",
    },
    "not-a-date": {
        "ja": "「{name}」は令和元年5月1日以後の日付を 2026-04-01 の形で入力してください。",
        "en": "Give “{name}” as a date on or after 2019-05-01, like 2026-04-01.",
    },
    "not-one-line": {
        "ja": "「{name}」は1行で、波かっこを使わずに入力してください。",
        "en": "Give “{name}” on one line and without curly brackets.",
    },
    "too-long": {"ja": "「{name}」は60文字以内で入力してください。", "en": "Give “{name}” in at most 60 characters."},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice. `text` is what each place of the template receives, by place name."""

    value: str
    label_ja: str
    label_en: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `default` is a suggestion ('' where none can be made); choices only for kind 'choice'."""

    name: str
    kind: Literal["text", "date", "choice"]
    label_ja: str
    label_en: str
    help_ja: str
    help_en: str
    default: str
    choices: tuple[Choice, ...] = ()


@cache
def fields() -> tuple[Field, ...]:
    """The fields in the order in which a person should be asked."""
    raw = tomllib.loads(_data("fields.toml"))
    return tuple(
        Field(
            name=item["name"],
            kind=item["kind"],
            label_ja=item["label_ja"],
            label_en=item["label_en"],
            help_ja=item["help_ja"],
            help_en=item["help_en"],
            default=item.get("default", ""),
            choices=tuple(
                Choice(choice["value"], choice["label_ja"], choice["label_en"], choice["text"])
                for choice in item.get("choices", ())
            ),
        )
        for item in raw["field"]
    )


def defaults() -> dict[str, str]:
    """Field name → suggested value; '' where only the assembly can know."""
    return {field.name: field.default for field in fields()}


def render(values: Mapping[str, str]) -> str:
    """The policy's text. `values`: field name → text, choice value or ISO date; a field left out takes its default.

    Raises ModelPolicyError for an unknown field, a missing value, a value not offered, or one that would break a line.
    """
    known = {field.name: field for field in fields()}
    for name in values:
        if name not in known:
            raise ModelPolicyError("unknown", name)
    places: dict[str, str] = {}
    for field in known.values():
        places |= _places(field, values.get(field.name, field.default).strip())
    return _PLACE.sub(lambda match: places[match[1]], _data("model_policy.txt"))


def _places(field: Field, value: str) -> Mapping[str, str]:
    if not value:
        raise ModelPolicyError("missing", field.name)
    if field.kind == "choice":
        for choice in field.choices:
            if choice.value == value:
                return choice.text
        raise ModelPolicyError("not-a-choice", field.name)
    if field.kind == "date":
        return {field.name: _reiwa(field.name, value)}
    if len(value) > _LONGEST:
        raise ModelPolicyError("too-long", field.name)
    if not value.isprintable() or "{" in value or "}" in value:
        raise ModelPolicyError("not-one-line", field.name)
    return {field.name: value}


def _reiwa(name: str, value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ModelPolicyError("not-a-date", name) from None
    if day < _REIWA_BEGAN:
        raise ModelPolicyError("not-a-date", name)
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _data(name: str) -> str:
    return files("sakimori.policytext.model").joinpath(name).read_text(encoding="utf-8")
