"""Well-known services by the names under which lists of programs carry them; and the shipped rules for generative AI."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from sakimori.foundation.exchange.text import folded
from sakimori.measures.services.types import ServiceKind

AI_RULES = """1. 使ってよいのは、この議会が許可した生成AIだけです。個人で契約したものを、議会の仕事に使いません。
2. 入れてよいのは、許可のときに決めた区分までの情報です。個人情報、公開していない資料、相談の内容は入れません。
3. 出てきた文は、そのまま使いません。事実、数字、人の名前、法令を、もとの資料で確かめます。
4. 質問や答弁、議案に使ったときは、どこに使ったかを言えるようにしておきます。
5. 入れたものが学習に使われる設定は、切ってから使います。
6. 迷ったときは、入れる前に議会事務局に聞きます。間違えて入れてしまったときも、すぐに知らせてください。"""
"""What an assembly may start from. It is a text of the assembly and evidence, so it is not translated."""

AI_EXAMPLES = """よい｜1｜公表済みの会議録｜公表済みの会議録を要約して、読みやすくする
よい｜1｜案内の文｜議会報告会の案内の文を直してもらう
よい｜1｜言葉の言い換え｜難しい言葉をやさしく言い換える案を出してもらう
聞く｜1｜質問の原稿｜一般質問の原稿の構成を考えてもらう（数字と出どころは自分で確かめる）
聞く｜2｜委員会の資料｜公表前の委員会資料を要約する（許可のある生成AIだけ）
だめ｜2｜公表前の議案｜公表前の議案や予算の資料を入れる
だめ｜3｜市民からの相談｜市民の相談の内容、名前、住所、電話番号を入れる
だめ｜3｜名簿｜議員や職員の連絡先の名簿を入れる"""


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service and what to look for."""

    name: str
    kind: str
    names: tuple[str, ...]


@functools.cache
def known_services() -> tuple[KnownService, ...]:
    """Every one, in the order of the file; read once."""
    text = resources.files(__package__).joinpath("content", "known.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["service"]
    return tuple(KnownService(row["name"], row["kind"], tuple(folded(name) for name in row["names"])) for row in rows)


def found_in(lines: Iterable[str]) -> dict[KnownService, str]:
    """Known services in a list of programs, each with the first line that names it."""
    found: dict[KnownService, str] = {}
    for line in lines:
        text = folded(line)
        for service in known_services():
            if service not in found and any(name in text for name in service.names):
                found[service] = line.strip()
    return found


def kind_named(name: str) -> str:
    """The kind of a service by its name; an unknown one is a cloud service."""
    text = folded(name)
    fits = (row.kind for row in known_services() if folded(row.name) == text or any(n in text for n in row.names))
    return next(fits, ServiceKind.CLOUD)
