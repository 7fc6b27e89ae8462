"""A course as one Markdown text: cards to read, pictures, what is read aloud, a quiz. Shipped and own courses alike.

    # 題名
    時間: 5分
    対象: 議員、職員
    合格: 3問

    題名の下の文が、あらましになる。

    ## カードの見出し
    本文。**強調**や箇条書きが使える。

    ![絵の説明](絵の名前)

    > 読み上げ: 声に出して読む文。なければ本文が読まれる。

    ## 確かめ
    ### 問いの文
    - [ ] 違う答え
    - [x] 正しい答え
    解説: そのわけ。

English words do as well (`Minutes: 5`, `For: members, staff`, `Pass: 3`, `Read aloud:`, `## Quiz`, `Explanation:`), and so do
wide signs (＃、・、［ｘ］). This file knows no Django: an error carries a code, and `words` has its sentence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sakimori.foundation.ui.drawings import UnsafePicture, picture_markup
from sakimori.foundation.ui.marked import cleaned, marked, parsed

FEWEST_CARDS, MOST_CARDS = 3, 8
MOST_QUESTIONS, MOST_OPTIONS, MOST_MINUTES = 5, 6, 10
LONGEST_TEXT, LONGEST_LINE = 40_000, 120
"""Characters of a course; of a title or heading."""

MEMBER, STAFF = "member", "staff"
TAGS = {"p", "strong", "em", "ul", "ol", "li", "h3", "h4", "br", "hr", "blockquote", "code", "a"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
"""What a card may hold. No pictures: they have their own line, so that none comes from elsewhere."""

_HEADING = re.compile(r"^\s*([#＃]{1,3})\s*(.*?)[\s#＃]*$")
_PICTURE = re.compile(r"^[!！][\[［](.*)[\]］][(（]\s*(\S*?)\s*[)）]$")
_SPEECH = re.compile(r"^[>＞]\s*(?:読み上げ|read aloud)\s*[:：]?\s*(.*)$", re.IGNORECASE)
_OPTION = re.compile(r"^[-－*・]\s*[\[［](.?)[\]］]\s*(.*)$")
_EXPLANATION = re.compile(r"^(?:解説|explanation)\s*[:：]\s*(.*)$", re.IGNORECASE)
_FACT = re.compile(r"^(時間|minutes|対象|for|合格|pass)\s*[:：]\s*(.*)$", re.IGNORECASE)
_WIDE_POINT = re.compile(r"^(\s*)・\s*")
_QUIZ = {"確かめ", "クイズ", "quiz"}
_RIGHT = set("xXｘＸoO○◯✓✔レ")
_GROUPS = {"議員": MEMBER, "member": MEMBER, "members": MEMBER, "職員": STAFF, "staff": STAFF}


class CourseError(ValueError):
    """What is wrong with a text, at which line. `code` has its sentence in `words.course_problem`."""

    def __init__(self, line: int, code: str, **params: object) -> None:
        super().__init__(f"line {line}: {code} {params or ''}".rstrip())
        self.line = line
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of a card: `svg` is checked, carries `alt` as its title and may go into a page as it is."""

    name: str
    alt: str
    svg: str


@dataclass(frozen=True, slots=True)
class Card:
    """One screenful. `html` has been cleaned; `speech` is plain text."""

    heading: str
    html: str
    speech: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Quiz:
    """One question. Exactly one of its options is right."""

    text: str
    options: tuple[Option, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course. `digest` is the SHA-256 of its text: what a certificate names."""

    key: str
    title: str
    summary: str
    minutes: int
    audience: tuple[str, ...]
    cards: tuple[Card, ...]
    questions: tuple[Quiz, ...]
    passing: int
    digest: str


@dataclass(slots=True)
class _Part:
    """The lines under one heading."""

    line: int
    heading: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def parse_course(text: str, key: str, pictures: Mapping[str, str]) -> Course:
    """The course of a text. `pictures` has the SVG text of each name. Raises CourseError for the first fault."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if len(text) > LONGEST_TEXT:
        raise CourseError(1, "too-long", most=LONGEST_TEXT)
    top, parts, quiz = _split(text)
    facts, summary = _facts(top)
    if not FEWEST_CARDS <= len(parts) <= MOST_CARDS:
        line = parts[MOST_CARDS].line if len(parts) > MOST_CARDS else top.line
        raise CourseError(line, "card-count", found=len(parts), fewest=FEWEST_CARDS, most=MOST_CARDS)
    cards = tuple(_card(part, pictures) for part in parts)
    if len(quiz) > MOST_QUESTIONS:
        raise CourseError(quiz[MOST_QUESTIONS].line, "question-count", found=len(quiz), most=MOST_QUESTIONS)
    questions = tuple(_question(part) for part in quiz)
    return Course(
        key=key,
        title=top.heading,
        summary=summary,
        minutes=_minutes(facts, top.line),
        audience=_audience(facts),
        cards=cards,
        questions=questions,
        passing=_passing(facts, len(questions)),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _split(text: str) -> tuple[_Part, list[_Part], list[_Part]]:
    """The title with what stands under it, the cards, the questions."""
    outline = _Outline()
    for number, line in enumerate(text.split("\n"), start=1):
        heading = _HEADING.match(line)
        level = len(heading[1]) if heading else 0
        if heading is None or (level == 3 and not outline.in_quiz):
            outline.add(number, f"### {heading[2]}" if heading else _WIDE_POINT.sub(r"\1- ", line.rstrip()))
        else:
            outline.open(number, level, heading[2])
    if outline.top is None:
        raise CourseError(1, "title-first")
    return outline.top, outline.cards, outline.quiz


@dataclass(slots=True)
class _Outline:
    """The headings read so far; the last one takes the lines that follow."""

    top: _Part | None = None
    cards: list[_Part] = field(default_factory=list)
    quiz: list[_Part] = field(default_factory=list)
    in_quiz: bool = False
    last: _Part | None = None

    def add(self, number: int, line: str) -> None:
        if self.last is not None:
            self.last.lines.append((number, line))
        elif line.strip():
            raise CourseError(number, "question-first" if self.in_quiz else "title-first")

    def open(self, number: int, level: int, words: str) -> None:
        if level == 1 and self.top is not None:
            raise CourseError(number, "title-twice")
        if level > 1 and self.top is None:
            raise CourseError(number, "title-first")
        if level == 2 and words.lower() in _QUIZ:
            self.in_quiz, self.last = True, None
            return
        if level == 2 and self.in_quiz:
            raise CourseError(number, "card-after-quiz")
        self.last = _Part(number, _heading(words, number))
        if level == 1:
            self.top = self.last
        else:
            (self.cards if level == 2 else self.quiz).append(self.last)


def _heading(words: str, number: int) -> str:
    if not words:
        raise CourseError(number, "heading-empty")
    if len(words) > LONGEST_LINE:
        raise CourseError(number, "heading-long", most=LONGEST_LINE)
    return words


def _facts(top: _Part) -> tuple[dict[str, tuple[int, str]], str]:
    """The facts under the title (each with its line) and the summary."""
    names = {"minutes": "時間", "for": "対象", "pass": "合格"}
    facts: dict[str, tuple[int, str]] = {}
    rest = []
    for number, line in top.lines:
        found = _FACT.match(line.strip())
        if found:
            name = found[1].lower()
            facts[names.get(name, name)] = (number, found[2].strip())
        elif line.strip():
            rest.append(line.strip())
    if not rest:
        raise CourseError(top.line, "summary-missing")
    return facts, _joined(rest)


def _joined(lines: Iterable[str]) -> str:
    """Lines of one paragraph: with a space between letters, without one between kana and kanji."""
    text = ""
    for line in lines:
        gap = " " if text and text[-1].isascii() and line[:1].isascii() else ""
        text += gap + line
    return text


def _number(value: str) -> int | None:
    found = re.search(r"[0-9]+", unicodedata.normalize("NFKC", value))
    return int(found[0][:4]) if found else None


def _minutes(facts: Mapping[str, tuple[int, str]], title_line: int) -> int:
    line, value = facts.get("時間", (title_line, ""))
    minutes = _number(value)
    if minutes is None or not 1 <= minutes <= MOST_MINUTES:
        raise CourseError(line, "minutes", most=MOST_MINUTES)
    return minutes


def _audience(facts: Mapping[str, tuple[int, str]]) -> tuple[str, ...]:
    if "対象" not in facts:
        return (MEMBER, STAFF)
    line, value = facts["対象"]
    words = [word for word in re.split(r"[、，,・/\s]+", value.lower()) if word and word != "and"]
    if not words or any(word not in _GROUPS for word in words):
        raise CourseError(line, "audience")
    chosen = {_GROUPS[word] for word in words}
    return tuple(group for group in (MEMBER, STAFF) if group in chosen)


def _passing(facts: Mapping[str, tuple[int, str]], questions: int) -> int:
    """How many right answers are enough; where nothing is said, all but one."""
    if "合格" not in facts:
        return min(questions, max(1, questions - 1))
    line, value = facts["合格"]
    found = _number(value)
    if found is None or not min(1, questions) <= found <= questions:
        raise CourseError(line, "passing", most=questions)
    return found


def _card(part: _Part, pictures: Mapping[str, str]) -> Card:
    body: list[str] = []
    speech: list[str] = []
    found: list[Picture] = []
    is_speech = False
    for number, line in part.lines:
        begun = _SPEECH.match(line.strip()) if not is_speech else None
        picture = _PICTURE.match(line.strip())
        if begun:
            is_speech = True
            speech.append(begun[1].strip())
        elif is_speech and line.lstrip().startswith((">", "＞")):
            speech.append(line.lstrip()[1:].strip())
        elif picture:
            is_speech = False
            found.append(_picture(number, picture[1].strip(), picture[2], pictures))
        elif "![" in line:
            raise CourseError(number, "picture-line")
        else:
            is_speech = False
            body.append(line)
    html = marked("\n".join(body), TAGS)
    if not cleaned(html, frozenset()).strip():
        raise CourseError(part.line, "card-empty", heading=part.heading)
    words = _joined(line for line in speech if line)
    return Card(part.heading, html, words or _plain("\n".join(body)), tuple(found))


def _plain(body: str) -> str:
    """The words of a text without its signs, a line for each paragraph or point."""
    lines = []
    for token in parsed(body):
        if token.type == "inline":
            words = [child.content if child.type in {"text", "code_inline"} else "" for child in token.children or ()]
            lines.append("".join(words).strip())
    return "\n".join(line for line in lines if line)


def _picture(number: int, alt: str, name: str, pictures: Mapping[str, str]) -> Picture:
    if not alt:
        raise CourseError(number, "picture-alt", name=name)
    if name not in pictures:
        raise CourseError(number, "picture-missing", name=name)
    try:
        return Picture(name, alt, picture_markup(pictures[name], alt))
    except UnsafePicture as error:
        raise CourseError(number, "picture-unsafe", name=name) from error


def _question(part: _Part) -> Quiz:
    options: list[Option] = []
    explanation: list[str] = []
    for number, line in part.lines:
        words = line.strip()
        option = _OPTION.match(words)
        begun = _EXPLANATION.match(words)
        if option:
            if not option[2].strip():
                raise CourseError(number, "option-empty")
            options.append(Option(option[2].strip(), option[1] in _RIGHT))
        elif begun:
            explanation.append(begun[1].strip())
        elif words and explanation:
            explanation.append(words)
        elif words:
            raise CourseError(number, "question-line")
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise CourseError(part.line, "option-count", fewest=2, most=MOST_OPTIONS)
    if sum(option.is_right for option in options) != 1:
        raise CourseError(part.line, "right-count")
    words = _joined(line for line in explanation if line)
    if not words:
        raise CourseError(part.line, "explanation-missing")
    return Quiz(part.heading, tuple(options), words)
