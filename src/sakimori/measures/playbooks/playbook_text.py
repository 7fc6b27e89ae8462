"""A playbook as one plain text: headings, lists and prepared texts. Shipped and own playbooks alike.

    # 題名
    どんなときに使うか。一、二文。

    ## すぐにすること
    - 三つまで。
    ## 最初の10分
    1. 順に書く。
    ## 連絡する相手
    - 市CSIRT・情報部門｜いつ｜何を伝えるか
    - 委託先・事業者（携帯電話会社）｜いつ｜何を伝えるか
    ## 手順
    1. すること（担当: 情報セキュリティ管理者／決める人: 事務局長／先に: 1、2／目安: 30分）
    ## 残しておくもの
    - 消さずに残すもの。
    ## 伝える相手と内容
    - 議長｜何を伝えるか
    ## 文例: 公表文
    {概要}のように、決まった差込みの名前を使える。

English words do as well (WORDS), and so do wide signs (＃、・、｜). This file knows no language of the reader: an error
carries a code and the line, and `words.playbook_problem` has its sentence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks.merge import field_named, names_in, with_keys
from sakimori.measures.playbooks.types import (
    FINDER,
    Call,
    IncidentKind,
    Playbook,
    Step,
    Telling,
    Template,
    TemplateKind,
)
from sakimori.registers.organization.types import ContactKind

MOST_ADVICE, MOST_FIRST, MOST_STEPS, MOST_LINES = 3, 8, 20, 12
LONGEST_TEXT, LONGEST_LINE = 20_000, 240

HEADINGS = {
    "advice": ("すぐにすること", "do this at once"),
    "first": ("最初の10分", "the first ten minutes"),
    "calls": ("連絡する相手", "who to call"),
    "steps": ("手順", "steps"),
    "evidence": ("残しておくもの", "what to keep"),
    "telling": ("伝える相手と内容", "what to tell whom"),
}
"""The fixed headings, in Japanese and English. All are needed, in any order."""

TEMPLATES = {
    TemplateKind.PERSONS: ("本人へのお知らせ", "notice to the persons"),
    TemplateKind.RECIPIENTS: ("受け取った方へのお願い", "request to those who received it"),
    TemplateKind.MEMBERS: ("議員へのお知らせ", "notice to the members"),
    TemplateKind.VENDOR: ("委託先への依頼", "request to the vendor"),
    TemplateKind.PRESS: ("公表文", "publication"),
}
CONTACTS = {
    ContactKind.WINDOW: ("統一窓口", "contact point"),
    ContactKind.CHAIR: ("議長・副議長", "chair and deputy"),
    ContactKind.SECRETARIAT: ("議会事務局", "secretariat"),
    ContactKind.CAUCUS: ("会派", "caucus"),
    ContactKind.CITY_CSIRT: ("市CSIRT・情報部門", "city csirt"),
    ContactKind.VENDOR: ("委託先・事業者", "vendor"),
    ContactKind.POLICE: ("警察・関係機関", "police and authorities"),
    ContactKind.OTHER: ("その他", "other"),
}
OWNERS: dict[str, tuple[str, str]] = {
    FINDER: ("気づいた人", "whoever noticed it"),
    Role.CHAIR: ("議長", "chair"),
    Role.DEPUTY: ("副議長", "deputy chair"),
    Role.SECRETARY_GENERAL: ("事務局長", "secretary-general"),
    Role.MANAGER: ("情報セキュリティ管理者", "security manager"),
    Role.STAFF: ("事務局職員", "secretariat staff"),
    Role.CAUCUS_HEAD: ("会派責任者", "person in charge of the caucus"),
    Role.MEMBER: ("議員", "member"),
    Role.AUDITOR: ("監査人", "auditor"),
    Role.CITY_IT: ("市情報部門の連絡担当", "city it liaison"),
    Role.OPERATOR: ("運用管理者", "operator"),
}
"""Words for roles in playbooks. Any other word is the name of a post or a person of the assembly."""

_FACTS = {
    "owner": ("担当", "owner"),
    "says": ("決める人", "decided by"),
    "after": ("先に", "after"),
    "minutes": ("目安", "within"),
}
SAY_NOTHING = {"会社", "窓口", "事業者", "担当", "その", "相談窓口"}
"""Words by which no entry of the contact list can be told from another."""
_TEMPLATE_WORDS = ("文例", "text")
_UNITS = {"分": 1, "時間": 60, "日": 1440, "min": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60, "day": 1440}
_UNITS["days"] = 1440

_HEADING = re.compile(r"^\s*([#＃]{1,2})(?![#＃])\s*(.*?)\s*$")
_POINT = re.compile(r"^\s*[-－*・]\s*(.+)$")
_NUMBERED = re.compile(r"^\s*([0-9０-９]{1,2})\s*[.．、)）]\s*(.+)$")
_TAIL = re.compile(r"^(.*)[（(]((?:[^（()）]|[（(][^（()）]*[)）])*)[)）]\s*$")
_BAR = re.compile(r"\s*[|｜]\s*")
_FACT = re.compile(r"^\s*([^:：]+?)\s*[:：]\s*(.*?)\s*$")
_PARTS = re.compile(r"[・、,，/／の\s]+")
_TIME = re.compile(r"^(\d{1,3})\s*(\D+)$")


class PlaybookError(ValueError):
    """What is wrong with a text, at which line. `code` has its sentence in `words.playbook_problem`."""

    def __init__(self, line: int, code: str, **params: object) -> None:
        super().__init__(f"line {line}: {code} {params or ''}".rstrip())
        self.line = line
        self.code = code
        self.params = params


@dataclass(slots=True)
class _Block:
    """A heading with the lines below it."""

    line: int
    heading: str
    lines: list[tuple[int, str]] = field(default_factory=list)

    def filled_lines(self) -> Iterator[tuple[int, str]]:
        return ((line, text) for line, text in self.lines if text.strip())


Key = TypeVar("Key")


def _words(table: Mapping[Key, tuple[str, str]]) -> dict[str, Key]:
    return {_plain(word): key for key, words in table.items() for word in words}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()


_BY_HEADING, _BY_TEMPLATE, _BY_CONTACT = _words(HEADINGS), _words(TEMPLATES), _words(CONTACTS)
_BY_OWNER, _BY_FACT = _words(OWNERS), _words(_FACTS)


def normalized(text: str) -> str:
    """The text with plain line ends and no spaces at their ends: the same words give the same sum."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))


def text_sum(text: str) -> str:
    """SHA-256 of the normalized text."""
    return hashlib.sha256(normalized(text).encode()).hexdigest()


def parse_playbook(text: str, kind: IncidentKind) -> Playbook:
    """The playbook of a text. Raises PlaybookError at the first thing that is wrong."""
    if len(text) > LONGEST_TEXT:
        raise PlaybookError(1, "too-long", most=LONGEST_TEXT)
    top, blocks, templates = _blocks(text)
    about = " ".join(line.strip() for _line, line in top.filled_lines())
    if not about:
        raise PlaybookError(top.line, "about-missing")
    return Playbook(
        kind=kind,
        title=top.heading,
        about=about,
        advice=_items(blocks["advice"], MOST_ADVICE),
        first_minutes=_items(blocks["first"], MOST_FIRST),
        calls=_lines(blocks["calls"], _call),
        steps=_steps(blocks["steps"]),
        evidence=_items(blocks["evidence"], MOST_LINES),
        telling=_lines(blocks["telling"], _telling),
        templates=tuple(_template(key, block) for key, block in templates.items()),
    )


def _blocks(text: str) -> tuple[_Block, dict[str, _Block], dict[TemplateKind, _Block]]:
    """The block under the title, those under the fixed headings, and the prepared texts."""
    top, *rest = _cut(text)
    found: dict[str, _Block] = {}
    templates: dict[TemplateKind, _Block] = {}
    for block in rest:
        _place(block, found, templates)
    for key, names in HEADINGS.items():
        if key not in found:
            raise PlaybookError(rest[-1].line if rest else top.line, "heading-missing", heading=names[0])
    return top, found, templates


def _cut(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    for line, content in enumerate(normalized(text).split("\n"), start=1):
        heading = _HEADING.match(content)
        if heading is None:
            if blocks:
                blocks[-1].lines.append((line, content))
            elif content.strip():
                raise PlaybookError(line, "title-first")
            continue
        words, is_title = heading.group(2), len(heading.group(1)) == 1
        if not words or len(words) > LONGEST_LINE:
            raise PlaybookError(line, "heading-length", most=LONGEST_LINE)
        if is_title == bool(blocks):
            raise PlaybookError(line, "title-twice" if is_title else "title-first")
        blocks.append(_Block(line, words))
    if not blocks:
        raise PlaybookError(1, "title-first")
    return blocks


def _place(block: _Block, found: dict[str, _Block], templates: dict[TemplateKind, _Block]) -> None:
    fact = _FACT.match(block.heading)
    if fact is not None and _plain(fact.group(1)) in _TEMPLATE_WORDS:
        kind = _BY_TEMPLATE.get(_plain(fact.group(2)))
        if kind is None:
            raise PlaybookError(block.line, "template-unknown", names=_names(TEMPLATES))
        if kind in templates:
            raise PlaybookError(block.line, "heading-twice", heading=block.heading)
        templates[kind] = block
        return
    key = _BY_HEADING.get(_plain(block.heading))
    if key is None:
        raise PlaybookError(block.line, "heading-unknown", heading=block.heading, names=_names(HEADINGS))
    if key in found:
        raise PlaybookError(block.line, "heading-twice", heading=block.heading)
    found[key] = block


def _names(table: Mapping[Key, tuple[str, str]]) -> str:
    return "、".join(words[0] for words in table.values())


def _points(block: _Block) -> Iterator[tuple[int, str]]:
    """The points of a list; a line without a mark goes on with the point above it."""
    begun: tuple[int, str] | None = None
    for line, text in block.filled_lines():
        point = _POINT.match(text) or _NUMBERED.match(text)
        if point is None:
            if begun is None:
                raise PlaybookError(line, "point-mark")
            begun = (begun[0], f"{begun[1]}{_glue(begun[1], text.strip())}{text.strip()}")
            continue
        if begun is not None:
            yield begun
        begun = (line, point.groups()[-1].strip())
    if begun is None:
        raise PlaybookError(block.line, "list-empty", heading=block.heading)
    yield begun


def _glue(before: str, after: str) -> str:
    """A space between two English lines, none between Japanese ones."""
    return " " if before[-1:].isascii() and after[:1].isascii() else ""


def _items(block: _Block, most: int) -> tuple[str, ...]:
    found = list(_points(block))
    if len(found) > most:
        raise PlaybookError(found[most][0], "list-long", heading=block.heading, most=most)
    for line, text in found:
        _check_length(line, text)
    return tuple(text for _line, text in found)


def _check_length(line: int, text: str) -> None:
    if len(text) > LONGEST_LINE:
        raise PlaybookError(line, "line-long", most=LONGEST_LINE)


Made = TypeVar("Made")


def _lines(block: _Block, make: Callable[[int, str], Made]) -> tuple[Made, ...]:
    found = list(_points(block))
    if len(found) > MOST_LINES:
        raise PlaybookError(found[MOST_LINES][0], "list-long", heading=block.heading, most=MOST_LINES)
    return tuple(make(line, text) for line, text in found)


def _call(line: int, text: str) -> Call:
    parts = _BAR.split(text)
    if len(parts) != 3 or not all(parts):
        raise PlaybookError(line, "call-parts")
    _check_length(line, text)
    name, who = parts[0], ""
    tail = _TAIL.match(name)
    if tail is not None and _plain(tail.group(1)) in _BY_CONTACT:
        name, who = tail.group(1), tail.group(2).strip()
    contact = _BY_CONTACT.get(_plain(name))
    if contact is None:
        raise PlaybookError(line, "contact-unknown", name=parts[0], names=_names(CONTACTS))
    return Call(contact.value, parts[1], parts[2], who)


def _telling(line: int, text: str) -> Telling:
    parts = _BAR.split(text)
    if len(parts) != 2 or not all(parts):
        raise PlaybookError(line, "telling-parts")
    _check_length(line, text)
    return Telling(*parts)


def _steps(block: _Block) -> tuple[Step, ...]:
    found = list(_points(block))
    if len(found) > MOST_STEPS:
        raise PlaybookError(found[MOST_STEPS][0], "list-long", heading=block.heading, most=MOST_STEPS)
    return tuple(_step(line, text, number) for number, (line, text) in enumerate(found, start=1))


def _step(line: int, text: str, number: int) -> Step:
    tail = _TAIL.match(text)
    facts = dict(_facts(line, tail.group(2))) if tail is not None else {}
    if tail is None or "owner" not in facts:
        raise PlaybookError(line, "owner-missing")
    words = tail.group(1).strip()
    _check_length(line, words)
    after = tuple(re.findall(r"\d+", _plain(facts.get("after", ""))))
    if any(not 0 < int(key) < number for key in after):
        raise PlaybookError(line, "after-unknown", number=number)
    owner = facts["owner"]
    minutes = _minutes(line, facts["minutes"]) if "minutes" in facts else None
    return Step(str(number), words, str(_BY_OWNER.get(_plain(owner), owner)), facts.get("says", ""), after, minutes)


def _facts(line: int, text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"[／/]", text):
        fact = _FACT.match(part)
        key = _BY_FACT.get(_plain(fact.group(1))) if fact is not None else None
        if fact is None or key is None or not fact.group(2):
            raise PlaybookError(line, "fact-unknown", text=part.strip())
        yield key, fact.group(2)


def _minutes(line: int, text: str) -> int:
    found = _TIME.match(_plain(text).removesuffix("以内").strip())
    unit = _UNITS.get(found.group(2).strip()) if found is not None else None
    if found is None or unit is None:
        raise PlaybookError(line, "minutes", text=text)
    return int(found.group(1)) * unit


def _template(kind: TemplateKind, block: _Block) -> Template:
    for line, text in block.lines:
        for name in names_in(text):
            if field_named(name) is None:
                raise PlaybookError(line, "field-unknown", name=name)
    words = "\n".join(text for _line, text in block.lines).strip("\n")
    if not words:
        raise PlaybookError(block.line, "list-empty", heading=block.heading)
    return Template(kind.value, re.split(r"[:：]", block.heading, maxsplit=1)[-1].strip(), with_keys(words))


def telling_words(who: str) -> list[str]:
    """Words of whom a call is for by which an entry of the contact list may be known."""
    return [word for word in _PARTS.split(who) if len(word) > 1 and word not in SAY_NOTHING]
