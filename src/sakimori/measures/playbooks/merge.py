"""Fields of prepared texts, declared once: their names in Japanese and English, and how values are put in.

A text may name a field by its key or by its name in either language: `{occurred}`, `{発生日時}`, `{time it happened}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"[{｛]\s*([^{}｛｝]*?)\s*[}｝]")


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a prepared text that a case fills in."""

    key: str
    ja: str
    en: str

    def name(self, language: str) -> str:
        """Its name in the language."""
        return self.ja if language == "ja" else self.en


FIELDS = (
    Field("today", "今日の日付", "today's date"),
    Field("assembly", "議会名", "assembly"),
    Field("chair", "議長名", "chair"),
    Field("window", "問合せ先", "contact point"),
    Field("window_phone", "問合せ先の電話", "contact phone"),
    Field("addressee", "宛名", "addressee"),
    Field("case_number", "受付番号", "case number"),
    Field("occurred", "発生日時", "time it happened"),
    Field("known", "判明日時", "time it was known"),
    Field("place", "場所", "place"),
    Field("outline", "概要", "outline"),
    Field("what_was_held", "情報の内容", "what information"),
    Field("count", "件数", "how many"),
    Field("course", "経緯", "course of events"),
    Field("cause", "原因", "cause"),
    Field("done", "対応", "what was done"),
    Field("prevention", "再発防止", "how it is prevented"),
    Field("device", "端末・媒体", "device"),
    Field("service", "サービス名", "service"),
    Field("vendor", "委託先名", "vendor"),
    Field("stopped_from", "停止した日時", "stopped since"),
    Field("back_on", "復旧の見込み", "expected to be back"),
    Field("instead", "代わりの方法", "what to use instead"),
    Field("answer_by", "回答の期限", "answer by"),
)
"""Every field that a prepared text may name."""

BLANK = "＿＿＿＿＿＿"
"""What stands in a text for a field without a value, to be filled in by hand."""

_BY_NAME = {name: field for field in FIELDS for name in (field.key, field.ja, field.en)}
_BY_KEY = {field.key: field for field in FIELDS}


def field_named(name: str) -> Field | None:
    """The field of a key or name."""
    return _BY_NAME.get(name)


def names_in(text: str) -> Iterator[str]:
    """Names of fields in a text as they are written, in order."""
    return (found.group(1) for found in _FIELD.finditer(text))


def with_keys(text: str) -> str:
    """The text with every known field named by its key."""
    return _FIELD.sub(lambda found: "{" + _BY_NAME[found.group(1)].key + "}", text)


def with_names(text: str, language: str) -> str:
    """The text with 【names】 in place of fields, as people read it."""
    return _FIELD.sub(lambda found: _marked(_BY_KEY[found.group(1)].name(language), language), text)


def _marked(name: str, language: str) -> str:
    return f"【{name}】" if language == "ja" else f"[{name}]"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text of a Template with values by key; a field without a value becomes a blank line to write on."""
    return _FIELD.sub(lambda found: values.get(found.group(1)) or BLANK, text)


def missing_in(text: str, values: Mapping[str, str]) -> list[str]:
    """Keys of fields in the text that have no value, each once."""
    return list(dict.fromkeys(name for name in names_in(text) if not values.get(name)))
