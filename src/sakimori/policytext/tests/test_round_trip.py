"""A random tree written in a random style is read back as it was; no text loses a letter or breaks the parser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.policytext.numerals import AIUEO, IROHA, circled, kanji
from sakimori.policytext.parse import parse_text
from sakimori.policytext.paths import join
from sakimori.policytext.tree import Clause, PolicyDocument

_TITLE = "こがね市議会情報セキュリティ基本方針"
_NOUNS = [
    "組織体制",
    "情報資産の分類",
    "物理的な備え",
    "研修",
    "アクセス制御",
    "端末の管理",
    "委託",
    "連絡網",
    "評価",
    "記録媒体",
]
_SENTENCES = [
    "議長は、必要な対策を講ずる。",
    "議員は、端末を施錠できる場所に保管しなければならない。",
    "3の脅威から守るため、次の対策を行う。",
    "第2条の規定は、会派に準用する。",
    "事務局長は、年2回、点検を行う。（書面によるものを含む。）",
    "アで取り扱う情報は、別表に掲げるものとする。",
    "1か月以内に報告する。",
    "(1)及び(2)に掲げる事項は、公表しない。",
]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

Style = Callable[[int], tuple[str, str]]
"""Place among its siblings → (as printed, its part of the path)."""

_TOPS: list[Style] = [
    lambda n: (f"{n} ", f"{n}"),
    lambda n: (f"{n}　".translate(_WIDE), f"{n}"),
    lambda n: (f"{n}. ", f"{n}"),
    lambda n: (f"{n}．".translate(_WIDE), f"{n}"),
    lambda n: (f"第{n}　", f"第{n}"),
    lambda n: (f"第{n} ".translate(_WIDE), f"第{n}"),
    lambda n: (f"{kanji(n)}　", f"{n}"),
    lambda n: ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"[n - 1] + "　", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"[n - 1]),
]
_SECONDS: list[Style] = [
    lambda n: (f"({n}) ", f"({n})"),
    lambda n: (f"（{n}）".translate(_WIDE), f"({n})"),
    lambda n: (f"- ({n}) ", f"({n})"),
    lambda n: (chr(0x2473 + n) + "　", f"({n})"),
    lambda n: (f"（{kanji(n)}）", f"({n})"),
]
_THIRDS: list[Style] = [
    lambda n: (f"{AIUEO[n - 1]}　", AIUEO[n - 1]),
    lambda n: (f"{IROHA[n - 1]} ", IROHA[n - 1]),
    lambda n: (circled(n), circled(n)),
    lambda n: (f"({AIUEO[n - 1]}) ", f"({AIUEO[n - 1]})"),
    lambda n: (f"{chr(96 + n)} ", chr(96 + n)),
]
_sentences = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3)


@st.composite
def _outlines(draw: st.DrawFn) -> tuple[str, tuple[Clause, ...]]:
    styles = [draw(st.sampled_from(level)) for level in (_TOPS, _SECONDS, _THIRDS)]
    blank = draw(st.sampled_from(["\n", "\n\n"]))
    indent = draw(st.sampled_from(["", "　"]))
    lines: list[str] = [_TITLE]

    def clauses(prefix: str, depth: int, count: int) -> tuple[Clause, ...]:
        result = []
        for n in range(1, count + 1):
            printed, piece = styles[depth](n)
            result.append(clause(join(prefix, piece), printed, depth))
        return tuple(result)

    def clause(path: str, printed: str, depth: int) -> Clause:
        below = draw(st.integers(0, 4)) if depth < 2 and draw(st.booleans()) else 0
        if depth and not below and draw(st.booleans()):
            text = draw(st.sampled_from([*_NOUNS, "議長が定めること。"]))
            lines.append(indent * depth + printed + text)
            return Clause(path, None, text)
        heading = draw(st.sampled_from(_NOUNS))
        texts = draw(_sentences) if not below or draw(st.booleans()) else []
        lines.append(indent * depth + printed + heading)
        lines.extend(indent * (depth + 1) + text for text in texts)
        return Clause(path, heading, "\n\n".join(texts), clauses(path, depth + 1, below))

    tops = clauses("", 0, draw(st.integers(1, 5)))
    return blank.join(lines), tops


@settings(max_examples=100, deadline=None)
@given(_outlines())
def test_outlines_are_read_back(case: tuple[str, tuple[Clause, ...]]) -> None:
    text, clauses = case
    found = parse_text(text)
    assert found.title == _TITLE
    assert found.clauses == clauses
    assert found.doubts == ()


@st.composite
def _articles(draw: st.DrawFn) -> tuple[str, tuple[Clause, ...]]:
    in_kanji = draw(st.booleans())
    wide = draw(st.booleans())
    number = kanji if in_kanji else lambda n: str(n).translate(_WIDE) if wide else str(n)
    above = draw(st.booleans())
    lines = [_TITLE.replace("基本方針", "規程")]
    tops = []
    for n in range(1, draw(st.integers(2, 5)) + 1):
        heading = draw(st.sampled_from([None, *_NOUNS]))
        sentence = draw(st.sampled_from(_SENTENCES))
        if above and heading:
            lines += [f"（{heading}）", f"第{number(n)}条　{sentence}"]
        elif heading:
            lines.append(f"第{number(n)}条（{heading}）　{sentence}")
        else:
            lines.append(f"第{number(n)}条　{sentence}")
        paragraphs = draw(st.integers(0, 2))
        path = f"第{n}条"
        children = list(_items(draw, lines, f"{path}第1項" if paragraphs else path, number, in_kanji))
        for place in range(2, paragraphs + 2):
            text = draw(st.sampled_from(_SENTENCES))
            lines.append(f"{str(place).translate(_WIDE)}　{text}")
            own = f"{path}第{place}項"
            children.append(Clause(own, None, text, tuple(_items(draw, lines, own, number, in_kanji))))
        tops.append(Clause(path, heading, sentence, tuple(children)))
    return "\n".join(lines), tuple(tops)


def _items(draw: st.DrawFn, lines: list[str], path: str, number: Callable[[int], str], in_kanji: bool) -> list[Clause]:
    items = []
    for n in range(1, draw(st.integers(0, 3)) + 1):
        text = draw(st.sampled_from(["端末　議会が貸与する機器をいう。", "研修に関すること。", "記録媒体"]))
        lines.append(f"{kanji(n)}　{text}" if in_kanji else f"({number(n)})　{text}")
        letters = IROHA if in_kanji else AIUEO
        below = []
        for m in range(1, draw(st.integers(0, 2)) + 1):
            lines.append(f"{letters[m - 1]}　議員")
            below.append(Clause(f"{path}第{n}号{letters[m - 1]}", None, "議員"))
        items.append(Clause(f"{path}第{n}号", None, text, tuple(below)))
    return items


@settings(max_examples=100, deadline=None)
@given(_articles())
def test_articles_are_read_back(case: tuple[str, tuple[Clause, ...]]) -> None:
    text, clauses = case
    assert parse_text(text).clauses == clauses


_LETTERS = "議会情報資産監査漢字学校保護守鍵棚紙端末訓練実施者等"
"""Letters that are in no label, so that every one of them must come out again."""
_PIECES = [
    "1 ", "２　", "(1)", "（２）", "⑴", "①", "ア ", "イ", "第1条", "第２条　", "第一条　", "第1章 ", "第3 ", "附則", "別表", "別表第1",
    "（目的）", "一　", "二、", "1-1 ", "1―2―1", "・", "- (1) ", "\n", "\n", "\n\n", "　", " ", "。", "、", "令和8年4月1日", "施行",
    "策定", "策定履歴", "目次", "……3", "|", "a ", "Ⅰ　", "（第3条関係）", "の規定", "に", "は、", "削除", "■", "【", "】",
    "お問い合わせ", "更新日：", "議会訓令第1号", "# ", "\t", "用語　意義", "改正", "議長", "及び第4条", "\u3000\x0b", "\ufeff", "\u200b",
]  # fmt: skip
_words = st.text(alphabet=_LETTERS, min_size=1, max_size=12)
_mess = st.lists(st.one_of(st.sampled_from(_PIECES), _words), max_size=50).map("".join)


def _letters_of(document: PolicyDocument) -> Counter[str]:
    texts = [document.title, *(one.text for one in document.dropped)]
    texts += [f"{clause.heading or ''}{clause.text}" for clause in document.walk()]
    return Counter(letter for letter in "".join(texts) if letter in _LETTERS)


@settings(max_examples=100, deadline=None)
@given(_mess)
def test_no_letter_is_lost_or_made_up(text: str) -> None:
    assert _letters_of(parse_text(text)) == Counter(letter for letter in text if letter in _LETTERS)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    document = parse_text(text)
    shown = _every_letter(document)
    assert all(
        letter in shown or not letter.isalpha() or len(letter.encode()) < 3 or letter in _LABELS for letter in text
    )


_WIDE_LETTERS = "".join(chr(0xFF21 + n) + chr(0xFF41 + n) for n in range(26))
_LABELS = AIUEO + IROHA + "ヴ一二三四五六七八九十百千〇ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ" + _WIDE_LETTERS


def _every_letter(document: PolicyDocument) -> set[str]:
    texts = [document.title, *(one.text for one in document.dropped)]
    texts += [f"{clause.path}{clause.heading or ''}{clause.text}" for clause in document.walk()]
    return set("".join(texts))
