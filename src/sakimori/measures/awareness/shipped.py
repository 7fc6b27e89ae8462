"""The shipped posters in Japanese and English, and the shipped words of the ID rules; read once."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from django.utils.safestring import SafeString, mark_safe

from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.ui.drawings import picture_markup

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
"""Of a fiscal year, in order."""

RULES = """1. 自分のIDは、自分だけが使います。家族、秘書、同じ会派の方を含め、だれにも貸しません。
2. ほかの方のIDを借りません。ほかの方のパスワードを尋ねません。
3. パスワードは、ほかで使っているものと別のものにします。端末に貼ったり、共用のパソコンに覚えさせたりしません。
4. 二要素認証が使えるところでは、使います。覚えのない確認の知らせには応じません。
5. 見られたかもしれない、使われたかもしれないと思ったときは、すぐに議会事務局に知らせます。
6. 任期や職を終えた日からは、使いません。"""
"""What an assembly may start from. It is a text of the assembly and evidence, so it is not translated."""


@dataclass(frozen=True, slots=True)
class Poster:
    """One sentence, one picture, what to do."""

    key: str
    month: int
    sentence: str
    steps: tuple[str, ...]
    svg: SafeString
    alt: str


def posters() -> tuple[Poster, ...]:
    """Every shipped poster in the reader's language, in the order of the fiscal year."""
    return tuple(_posters(reader_language()).values())


def poster(key: str) -> Poster | None:
    """One of them; None for an unknown key."""
    return _posters(reader_language()).get(key)


def poster_of_month(month: int) -> Poster:
    """The one that is planned for a month until the assembly plans otherwise."""
    return next(row for row in posters() if row.month == month)


@functools.cache
def _posters(language: str) -> dict[str, Poster]:
    folder = resources.files(__package__).joinpath("content")
    rows = tomllib.loads(folder.joinpath("posters.toml").read_text(encoding="utf-8"))["poster"]
    found = {}
    for row in sorted(rows, key=lambda row: MONTHS.index(row["month"])):
        words = row[language]
        text = folder.joinpath("pictures", f"{row['key']}.svg").read_text(encoding="utf-8")
        svg = mark_safe(picture_markup(text, words["picture"]))  # noqa: S308 — put together anew from shapes alone
        found[row["key"]] = Poster(
            row["key"], row["month"], words["sentence"], tuple(words["steps"]), svg, words["picture"]
        )
    return found
